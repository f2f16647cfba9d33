// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "messageformat_p.h"

#include <websocketrpc/callcontext.h>

#include <optional>

namespace WebSocketRpc {

// A header of the handshake request in which our clients tell their dialect, so that a server may
// call them before they have said anything.
constexpr char dialectHeader[] = "WebSocketRpc-Dialect";

[[nodiscard]] inline std::optional<Dialect> dialectFromHeader(const PeerInfo &peer)
{
    const MessageFormat *const format = formatNamed(peer.header(dialectHeader));
    return format ? std::optional(format->rules().dialect) : std::nullopt;
}

} // namespace WebSocketRpc
