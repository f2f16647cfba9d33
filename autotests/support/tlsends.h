// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "wireframe.h"

#include <QTcpSocket>
#include <QTest>

// How a connection over TLS may end behind a whole message: `sent` is what comes after the message, and
// `code` the close code that `reader` reports. Without notice, the peer does not say in TLS that it ends.
inline void addTlsEnds(const QByteArray &message, WebSocketRpc::Role reader)
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("hasNotice");
    QTest::addColumn<int>("code");
    const bool isMasked = reader == WebSocketRpc::Role::Server;
    // Without its last byte, the payload would be a message all the same.
    const QByteArray part = WireFrame{0x81, message + ' ', isMasked}.bytes().chopped(1);
    const QByteArray close = WireFrame{0x88, "\x03\xe9", isMasked}.bytes();
    QTest::newRow("between messages") << QByteArray() << true << 1006;
    QTest::newRow("between messages, without notice") << QByteArray() << false << 1006;
    QTest::newRow("inside a message") << part << true << 1006;
    QTest::newRow("inside a message, without notice") << part << false << 1006;
    QTest::newRow("inside a close frame, without notice") << close.chopped(1) << false << 1006;
    QTest::newRow("after a close frame") << close << true << 1001;
    QTest::newRow("after a close frame, without notice") << close << false << 1001;
}

inline void endTls(QTcpSocket &peer, bool hasNotice)
{
    if (hasNotice)
        peer.disconnectFromHost();
    else
        peer.abort();
}
