// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/test/faultproxy.h>

#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>

// One end of a connection, with the received bytes, read by read.
class End
{
public:
    explicit End(QTcpSocket *adopted = new QTcpSocket) : socket(adopted)
    {
        QObject::connect(socket.get(), &QTcpSocket::readyRead, socket.get(), [this] { read(); });
        if (socket->bytesAvailable() > 0)
            read();
    }

    void read()
    {
        const QByteArray bytes = socket->readAll();
        received += bytes;
        reads.append(bytes.size());
    }

    [[nodiscard]] bool isOpen() const { return socket->state() == QTcpSocket::ConnectedState; }

    const std::unique_ptr<QTcpSocket> socket;
    QByteArray received;
    QList<qsizetype> reads;
};

// A connection from a client through a proxy to a server, with access to both ends.
class Line
{
public:
    explicit Line(WebSocketRpc::Test::FaultProxy &proxy, QTcpServer &listener)
    {
        client.socket->connectToHost(QHostAddress::LocalHost, proxy.port());
        if (QTest::qWaitFor([&] { return client.isOpen() && listener.hasPendingConnections(); })) {
            QTcpSocket *const accepted = listener.nextPendingConnection();
            accepted->setParent(nullptr);
            server = std::make_unique<End>(accepted);
        }
    }

    [[nodiscard]] End &receiver(WebSocketRpc::Test::Direction direction)
    {
        return direction == WebSocketRpc::Test::Direction::ToServer ? *server : client;
    }
    [[nodiscard]] End &sender(WebSocketRpc::Test::Direction direction)
    {
        return direction == WebSocketRpc::Test::Direction::ToServer ? client : *server;
    }

    End client;
    std::unique_ptr<End> server;
};

inline QByteArray noise(qsizetype size)
{
    QRandomGenerator generator(1);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(generator.bounded(256));
    return bytes;
}

// The rows of tests of both directions, and the direction of the present row.
inline void addDirectionRows()
{
    QTest::addColumn<WebSocketRpc::Test::Direction>("direction");
    QTest::newRow("to the server") << WebSocketRpc::Test::Direction::ToServer;
    QTest::newRow("to the client") << WebSocketRpc::Test::Direction::ToClient;
}

inline WebSocketRpc::Test::Direction direction()
{
    QFETCH_GLOBAL(const WebSocketRpc::Test::Direction, direction);
    return direction;
}
