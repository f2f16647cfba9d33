// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

// A peer that knows nothing of RPC: sends and receives raw messages over a real WebSocket.
class RawPeer
{
public:
    explicit RawPeer(const QUrl &url)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
            [this](const QString &text) { received.append(text.toUtf8()); });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
            [this](const QByteArray &bytes) { received.append(bytes); });
        socket.open(url);
        if (!QTest::qWaitFor([this] { return socket.isValid(); }))
            qFatal("cannot connect: %s", qPrintable(socket.errorString()));
    }

    ~RawPeer() { socket.disconnect(); }

    void send(const QByteArray &text) { socket.sendTextMessage(QString::fromUtf8(text)); }

    // The next message, or "nothing" if none comes.
    QByteArray next()
    {
        if (!QTest::qWaitFor([this] { return !received.isEmpty(); }))
            return "nothing";
        return received.takeFirst();
    }

    QWebSocket socket;
    QList<QByteArray> received;
};
