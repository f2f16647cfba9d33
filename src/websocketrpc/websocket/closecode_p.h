// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

namespace WebSocketRpc {

// The close codes of RFC 6455, section 7.4.1, that this module sends or reports.
namespace CloseCode {

constexpr int Normal = 1000;
constexpr int GoingAway = 1001;
constexpr int ProtocolError = 1002;
constexpr int NoStatus = 1005; // never sent; means a close frame without a code
constexpr int ConnectionLost = 1006; // never sent; means that no close frame came
constexpr int InvalidPayload = 1007;
constexpr int PolicyViolation = 1008;
constexpr int MessageTooBig = 1009;
constexpr int TryAgainLater = 1013;

// Whether a close frame may hold the code: those of the registry, of libraries and of applications.
[[nodiscard]] constexpr bool mayBeSent(int code)
{
    constexpr int reserved = 1004;
    constexpr int lastRegistered = 1014;
    if (code >= Normal && code <= lastRegistered)
        return code != reserved && code != NoStatus && code != ConnectionLost;
    return code >= 3000 && code <= 4999;
}

} // namespace CloseCode

} // namespace WebSocketRpc
