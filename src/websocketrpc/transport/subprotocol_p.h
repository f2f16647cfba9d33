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

// One message to a frame, as without any sub-protocol. It is offered first, because there are
// servers that accept what comes first without knowing it.
constexpr char plainFramesProtocol[] = "jsonrpc-2.0";

// What a client offers that has `others` to offer as well.
[[nodiscard]] inline QByteArray offerSharedFrames(const QByteArray &others)
{
    return (others.isEmpty() ? QByteArray(plainFramesProtocol) : others) + ", "
        + sharedFramesProtocol;
}

// The first of those that a server has, in order of its preference, that the client offers; else
// empty.
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
