// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/mailbox.h>

#include <memory>

namespace WebSocketRpc {

// Brings home the result of work in another thread, even if the thread ends before it does the work.
template<typename Result, typename Settle>
class Errand
{
public:
    Errand(std::shared_ptr<Detail::Mailbox> home, Settle settle)
        : m_home(std::move(home))
        , m_settle(std::move(settle))
    {
    }
    ~Errand()
    {
        m_home->post([settle = std::move(m_settle), result = std::move(result)]() mutable {
            settle(std::move(result));
        });
    }
    Q_DISABLE_COPY_MOVE(Errand)

    Result result = {};

private:
    const std::shared_ptr<Detail::Mailbox> m_home;
    Settle m_settle;
};

// Calls work(result) in the other thread and settle(result) at home.
template<typename Result, typename Work, typename Settle>
void runErrand(
    Detail::Mailbox &there, std::shared_ptr<Detail::Mailbox> home, Work &&work, Settle &&settle)
{
    auto errand = std::make_unique<Errand<Result, std::decay_t<Settle>>>(
        std::move(home), std::forward<Settle>(settle));
    there.post([errand = std::move(errand), work = std::forward<Work>(work)]() mutable {
        work(errand->result);
    });
}

} // namespace WebSocketRpc
