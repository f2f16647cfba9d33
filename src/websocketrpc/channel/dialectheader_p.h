// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "messageformat_p.h"

#include <websocketrpc/callcontext.h>

#include <optional>

namespace WebSocketRpc {

// Our clients name their dialect in this header of the handshake request, so that a server may call them
// before their first message.
constexpr char dialectHeader[] = "WebSocketRpc-Dialect";

[[nodiscard]] inline std::optional<Dialect> dialectFromHeader(const PeerInfo &peer)
{
    const MessageFormat *const format = formatNamed(peer.header(dialectHeader));
    return format ? std::optional(format->rules().dialect) : std::nullopt;
}

} // namespace WebSocketRpc
