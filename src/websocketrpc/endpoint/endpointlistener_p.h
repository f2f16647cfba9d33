// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/closereason.h>
#include <websocketrpc/error.h>

#include <optional>

namespace WebSocketRpc {

[[nodiscard]] Error connectionLost(const CloseReason &reason);

// Learns what happens to an endpoint, always from the event loop and after the state has changed. Each
// function may destroy the listener.
class EndpointListener
{
public:
    virtual void opened() = 0;
    virtual void closed(const CloseReason &reason) = 0;
    // Called instead of closed() if the connection ended before it was ready for calls. `error` is
    // that of the program's opening step, if the step has failed.
    virtual void neverOpened(const CloseReason &reason, const std::optional<Error> &error) = 0;
    virtual void openingStepBegins() = 0;
    virtual void dialectLearned() = 0;
    virtual void notificationFailed(const QString &method, const Error &error) = 0;
    virtual void callFailed(const QByteArray &method, const Error &error) = 0;

protected:
    ~EndpointListener() = default;
};

} // namespace WebSocketRpc
