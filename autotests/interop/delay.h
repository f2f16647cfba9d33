// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>

#include <chrono>

namespace Interop {

// Seconds from the wire, refused if a timer cannot wait that long.
inline std::chrono::milliseconds millisecondsFrom(double seconds)
{
    constexpr double day = 24 * 60 * 60;
    if (!(seconds >= 0 && seconds <= day)) {
        throw WebSocketRpc::Error(WebSocketRpc::Error::InvalidParams,
            QStringLiteral("expected 0 to %1 seconds, got %2").arg(day).arg(seconds));
    }
    return std::chrono::milliseconds(qRound64(seconds * 1000));
}

} // namespace Interop
