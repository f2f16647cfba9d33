// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/mailbox.h>

namespace WebSocketRpc {

class Error;

// What those who made a call ask of its channel, in the channel's thread.
class CallCanceller
{
public:
    virtual void cancelCall(quint64 call) = 0;
    virtual void callFailed(const QByteArray &method, const Error &error) = 0; // and nobody cares

protected:
    ~CallCanceller() = default;
};

struct WEBSOCKETRPC_EXPORT CallOrigin
{
    void tellOfFailure(const QByteArray &method, const Error &error) const; // soon

    std::shared_ptr<Mailbox> mailbox;
    std::weak_ptr<CallCanceller> canceller;
    // Of the connection that these calls open and which they precede all others on; 0 where they are
    // calls like all others.
    quint64 opening = 0;
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

    [[nodiscard]] bool belongsToThisThread() const
    {
        return m_origin && m_origin->mailbox->isCurrent();
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
