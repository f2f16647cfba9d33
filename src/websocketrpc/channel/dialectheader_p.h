// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/dialect.h>

#include <optional>

namespace WebSocketRpc {

// A header of the handshake request in which our clients tell their dialect, so that a server may
// call them before they have said anything.
constexpr char dialectHeader[] = "WebSocketRpc-Dialect";

[[nodiscard]] inline QByteArray dialectHeaderValue(Dialect dialect)
{
    return dialect == Dialect::FastApi ? "FastApi" : "JsonRpc2";
}

[[nodiscard]] inline std::optional<Dialect> dialectFromHeader(const PeerInfo &peer)
{
    const QByteArray value = peer.header(dialectHeader);
    for (const Dialect dialect : {Dialect::JsonRpc2, Dialect::FastApi}) {
        if (value == dialectHeaderValue(dialect))
            return dialect;
    }
    return {};
}

} // namespace WebSocketRpc
