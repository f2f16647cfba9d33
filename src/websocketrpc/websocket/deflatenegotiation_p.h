// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "deflateparameters_p.h"
#include "openinghandshake_p.h"

#include <websocketrpc/compression.h>

#include <optional>
#include <variant>

namespace WebSocketRpc {

// The extension permessage-deflate in the opening handshake (RFC 7692, section 7.1).
namespace DeflateNegotiation {

struct Acceptance
{
    DeflateAgreement agreement;
    QByteArray response; // the value of Sec-WebSocket-Extensions
};

// The client's offer, as a value of Sec-WebSocket-Extensions.
[[nodiscard]] QByteArray offer(const Compression &wanted);

// The server's agreement to the first offer that it can accept; absent if there is none.
[[nodiscard]] std::optional<Acceptance> accept(
    const OpeningHandshake::Fields &request, const Compression &wanted);

// What a client that has offered `wanted`, or nothing, reads from the response: what was agreed on, if
// anything was, or what is wrong.
[[nodiscard]] std::variant<std::optional<DeflateAgreement>, QString> readResponse(
    const OpeningHandshake::Fields &response, const std::optional<Compression> &wanted);

} // namespace DeflateNegotiation

} // namespace WebSocketRpc
