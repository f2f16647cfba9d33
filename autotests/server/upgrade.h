// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/server.h>

#include <QTcpSocket>
#include <QTest>

// Handshakes of WebSockets, byte by byte.

inline const QByteArray upgradeFields =
    "Host: localhost\r\nUpgrade: websocket\r\n"
    "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

inline QByteArray upgradeRequest(const QByteArray &path, const QByteArray &moreFields = {})
{
    return "GET " + path + " HTTP/1.1\r\n" + upgradeFields + moreFields + "\r\n";
}

// Sends bytes to a server and returns the whole answer, until the server closes the connection.
inline QByteArray exchange(const WebSocketRpc::Server &server, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    QByteArray response;
    QObject::connect(
        &socket, &QTcpSocket::readyRead, &socket, [&] { response += socket.readAll(); });
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }))
        return "not connected";
    socket.write(request);
    const auto isSettled = [&] {
        return socket.state() == QAbstractSocket::UnconnectedState
            || response.startsWith("HTTP/1.1 101");
    };
    return QTest::qWaitFor(isSettled) ? response : "no answer: " + response;
}

inline int statusOf(const QByteArray &response)
{
    return response.startsWith("HTTP/1.1 ") ? response.sliced(9, 3).toInt() : -1;
}
