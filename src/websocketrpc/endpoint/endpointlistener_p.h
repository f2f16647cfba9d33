// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/closereason.h>
#include <websocketrpc/error.h>

#include <optional>

namespace WebSocketRpc {

[[nodiscard]] Error connectionLost(const CloseReason &reason);

// What an endpoint tells; always from the event loop and with the state already changed. Each of these
// may destroy the listener.
class EndpointListener
{
public:
    virtual void opened() = 0;
    virtual void closed(const CloseReason &reason) = 0;
    // Instead, if the connection ended before it was ready for calls; with the error of the program's
    // opening step if that has failed.
    virtual void neverOpened(const CloseReason &reason, const std::optional<Error> &error) = 0;
    virtual void openingStepBegins() = 0;
    virtual void dialectLearned() = 0;
    virtual void notificationFailed(const QString &method, const Error &error) = 0;
    virtual void callFailed(const QByteArray &method, const Error &error) = 0;

protected:
    ~EndpointListener() = default;
};

} // namespace WebSocketRpc
