// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abandonedcall_p.h"
#include "encodedanswer_p.h"
#include "invocation_p.h"

#include <websocketrpc/detail/mailbox.h>

#include <atomic>
#include <functional>

namespace WebSocketRpc {

// What both threads share of a call that one makes in the other. It lives as long as the call.
class RemoteCall
{
public:
    // `size` bytes that its arguments take count in `sizes` until it is done.
    RemoteCall(std::shared_ptr<std::atomic<qint64>> sizes, qint64 size)
        : m_sizes(std::move(sizes))
        , m_size(size)
    {
        *m_sizes += m_size;
    }
    ~RemoteCall() { release(); }
    Q_DISABLE_COPY_MOVE(RemoteCall)

    void release() { *m_sizes -= m_size.exchange(0); } // it is done

    // Nobody waits for it any more; once only.
    void abandon(std::shared_ptr<Counters> counters)
    {
        m_count = std::make_unique<AbandonedCall>(std::move(counters));
    }
    // It need not be started.
    void withdraw() { m_isWithdrawn = true; }
    [[nodiscard]] bool isWithdrawn() const { return m_isWithdrawn; }

private:
    const std::shared_ptr<std::atomic<qint64>> m_sizes;
    std::atomic<qint64> m_size;
    std::unique_ptr<AbandonedCall> m_count;
    std::atomic_bool m_isWithdrawn = false;
};

// Calls a method of an object that lives in another thread. It runs there and sends the result home; if
// the thread ends before, it sends an error home.
class RemoteRun : public std::enable_shared_from_this<RemoteRun>
{
public:
    // Where the call comes from.
    struct Home
    {
        std::shared_ptr<Detail::Mailbox> mailbox;
        std::shared_ptr<RemoteCall> call;
        std::function<void(RemoteOutcome outcome)> settle; // run there
    };

    static void start(std::unique_ptr<Invocation> invocation,
        const std::optional<CallContext> &context, bool revealsExceptions, Home home);

    RemoteRun(std::unique_ptr<Invocation> invocation, const std::optional<CallContext> &context,
        bool revealsExceptions, Home home);
    ~RemoteRun();
    Q_DISABLE_COPY_MOVE(RemoteRun)

private:
    void run();
    [[nodiscard]] RemoteOutcome encode(const Answer &answer);
    void sendHome(RemoteOutcome outcome);

    const std::unique_ptr<Invocation> m_invocation;
    const std::optional<CallContext> m_context;
    const bool m_revealsExceptions;
    const Home m_home;
    bool m_done = false;
};

} // namespace WebSocketRpc
