// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qbytearray.h>

#include <functional>
#include <memory>

namespace WebSocketRpc {
class Error;
}

namespace WebSocketRpc::Detail {

class CallTarget;
class Mailbox;

// Where calls come from: a channel, whose thread has the mailbox. The channel may be gone.
struct WEBSOCKETRPC_EXPORT CallOrigin
{
    void tellOfFailure(const QByteArray &method, const Error &error) const; // soon

    std::shared_ptr<Mailbox> mailbox;
    std::weak_ptr<CallTarget> target = {};
    // The connection that these calls open: they are sent before all other calls on it. For ordinary
    // calls 0.
    quint64 opening = 0;
    // Cancels what did not come from a call of a channel. Runs in any thread.
    std::function<void()> cancel = {};
};

// Names one call of one channel. It can be used in any thread, even when the channel is gone.
class WEBSOCKETRPC_EXPORT CallHandle
{
public:
    CallHandle() = default;
    CallHandle(std::shared_ptr<const CallOrigin> origin, quint64 call)
        : m_origin(std::move(origin))
        , m_call(call)
    {
    }

    [[nodiscard]] bool belongsToThisThread() const;
    void cancel() const;
    void requestProgress() const;

private:
    void tell(void (CallTarget::*what)(quint64 call)) const; // in the channel's thread

    std::shared_ptr<const CallOrigin> m_origin;
    quint64 m_call = 0;
};

} // namespace WebSocketRpc::Detail
