// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qstringlist.h>

namespace WebSocketRpc {

// The sub-protocol (RFC 6455, section 1.9) in which messages share frames: each frame is a JSON
// array whose entries are messages, or batches of JSON-RPC, as they would come one by one. A frame
// of several is not larger than `sharedFrameSize`.
constexpr char sharedFramesProtocol[] = "websocketrpc.v1";
constexpr qsizetype sharedFrameSize = 64 * 1024;

// One message per frame, as without any sub-protocol. Clients offer it first, because some servers accept
// the first offer without knowing it.
constexpr char plainFramesProtocol[] = "jsonrpc-2.0";

// The sub-protocols that a client offers, with `others` among them.
[[nodiscard]] inline QByteArray offerSharedFrames(const QByteArray &others)
{
    return (others.isEmpty() ? QByteArray(plainFramesProtocol) : others) + ", "
        + sharedFramesProtocol;
}

// The first of the server's sub-protocols, in its order of preference, that the client offers; empty if
// there is none.
[[nodiscard]] inline QString chooseSubprotocol(
    const QStringList &supported, const QByteArrayList &offer)
{
    for (const QString &protocol : supported) {
        if (offer.contains(protocol.toLatin1()))
            return protocol;
    }
    return {};
}

} // namespace WebSocketRpc
