// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "wireframe.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

#include <memory>

// A client that writes its frames by hand.
class RawPeer
{
public:
    explicit RawPeer(quint16 port) : m_socket(std::make_unique<QTcpSocket>())
    {
        m_socket->connectToHost(QHostAddress::LocalHost, port);
    }

    // Over TLS, to a server that is called localhost.
    RawPeer(quint16 port, const QSslConfiguration &configuration)
    {
        auto socket = std::make_unique<QSslSocket>();
        socket->setSslConfiguration(configuration);
        socket->connectToHostEncrypted(QStringLiteral("localhost"), port);
        m_socket = std::move(socket);
    }

    [[nodiscard]] QTcpSocket &socket() { return *m_socket; }
    [[nodiscard]] QSslConfiguration sslConfiguration() const
    {
        return static_cast<QSslSocket &>(*m_socket).sslConfiguration();
    }

    // Asks for a WebSocket, with more lines in the head, and sends more bytes without waiting for the
    // answer; returns whether it connected.
    [[nodiscard]] bool upgrade(const QByteArray &early = {}, const QByteArray &fields = {})
    {
        m_socket->write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + fields + "\r\n" + early);
        const auto hasHead = [this] { return m_socket->peek(4096).contains("\r\n\r\n"); };
        if (!QTest::qWaitFor(hasHead))
            return false;
        const QByteArray head = m_socket->peek(4096);
        m_socket->skip(head.indexOf("\r\n\r\n") + 4);
        return head.startsWith("HTTP/1.1 101 ");
    }

    void send(quint8 firstByte, const QByteArray &payload, bool isMasked = true)
    {
        m_socket->write(WireFrame{firstByte, payload, isMasked}.bytes());
    }

    // The received events, one on each line.
    [[nodiscard]] QByteArrayList received()
    {
        const QByteArray bytes = m_socket->readAll();
        m_received += eventsOf(m_reader, bytes, std::max<qsizetype>(bytes.size(), 1));
        return m_received;
    }

private:
    std::unique_ptr<QTcpSocket> m_socket;
    WebSocketRpc::FrameReader m_reader{WebSocketRpc::Role::Client, {}};
    QByteArrayList m_received;
};
