// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>

#include <QtNetwork/qabstractsocket.h>

#include <chrono>
#include <optional>

namespace WebSocketRpc {

struct ConnectionFailure
{
    Error error = {};
    bool wasConnected = false;
    std::optional<int> closeCode = {};
    std::optional<int> httpStatus = {};
    std::optional<QAbstractSocket::SocketError> socketError = {};
    std::optional<std::chrono::seconds> retryAfter = {};
    std::optional<Error> openingError = {};
    bool isFinal = false;
};

WEBSOCKETRPC_EXPORT QDebug operator<<(QDebug debug, const ConnectionFailure &failure);

} // namespace WebSocketRpc
