// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/mailbox.h>

namespace WebSocketRpc {

// Who can cancel a call, and in which thread.
class CallCanceller
{
public:
    virtual void cancelCall(quint64 call) = 0;

protected:
    ~CallCanceller() = default;
};

struct CallOrigin
{
    std::shared_ptr<Mailbox> mailbox;
    std::weak_ptr<CallCanceller> canceller;
};

// Names one call of one channel, in any thread, also when the channel is gone.
class CallHandle
{
public:
    CallHandle() = default;
    CallHandle(std::shared_ptr<const CallOrigin> origin, quint64 call)
        : m_origin(std::move(origin))
        , m_call(call)
    {
    }

    void cancel() const
    {
        if (!m_origin)
            return;
        const auto cancelHere = [canceller = m_origin->canceller, call = m_call] {
            if (const auto alive = canceller.lock())
                alive->cancelCall(call);
        };
        if (m_origin->mailbox->isCurrent())
            cancelHere();
        else
            m_origin->mailbox->post(cancelHere);
    }

private:
    std::shared_ptr<const CallOrigin> m_origin;
    quint64 m_call = 0;
};

} // namespace WebSocketRpc
