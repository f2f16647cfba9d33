// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "wireframe.h"

#include <QTest>

// For tests that read frames as a server and as a client. Their initTestCase_data() calls addReaderRoles().

inline constexpr quint8 fin = 0x80;
inline constexpr quint8 continuation = 0, text = 1, binary = 2, closing = 8, ping = 9, pong = 10;

struct Frame
{
    quint8 firstByte;
    QByteArray payload = {};
};

inline void addReaderRoles()
{
    QTest::addColumn<bool>("isServer");
    QTest::newRow("a server reads") << true;
    QTest::newRow("a client reads") << false;
}

[[nodiscard]] inline WebSocketRpc::Role readerRole()
{
    QFETCH_GLOBAL(bool, isServer);
    return isServer ? WebSocketRpc::Role::Server : WebSocketRpc::Role::Client;
}

// The frames as the reader's peer sends them.
[[nodiscard]] inline QByteArray wire(const QList<Frame> &frames)
{
    const bool isMasked = readerRole() == WebSocketRpc::Role::Server;
    QByteArray bytes;
    for (const Frame &frame : frames)
        bytes += WireFrame{frame.firstByte, frame.payload, isMasked}.bytes();
    return bytes;
}
