// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "forwarding_p.h"

#include <websocketrpc/callcontext.h>

#include <QtCore/qurl.h>

#include <memory>

namespace WebSocketRpc {

// Who is at the other end of a connected socket, which may be a QWebSocket.
template<typename Socket>
[[nodiscard]] std::shared_ptr<PeerInfo> peerOf(const Socket &socket, const QUrl &url = {})
{
    auto peer = std::make_shared<PeerInfo>();
    peer->address = unmapped(socket.peerAddress()).toString();
    peer->port = socket.peerPort();
    peer->path = url.path();
    return peer;
}

} // namespace WebSocketRpc
