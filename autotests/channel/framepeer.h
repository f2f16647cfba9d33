// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "messages.h"

#include <QJsonArray>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QWebSocketServer>

#include <functional>
#include <memory>

// Messages in the form in which they share a frame.

inline const QString subprotocol = QStringLiteral("websocketrpc.v1");

inline QByteArray request(const QByteArray &method, const QByteArray &params, int id)
{
    return R"({"jsonrpc":"2.0","method":")" + method + R"(","params":)" + params + R"(,"id":)"
        + QByteArray::number(id) + '}';
}

inline QByteArray result(const QByteArray &json, int id)
{
    return R"({"jsonrpc":"2.0","result":)" + json + R"(,"id":)" + QByteArray::number(id) + '}';
}

inline QByteArray frameOf(const QByteArrayList &messages)
{
    return '[' + messages.join(',') + ']';
}

inline QJsonArray parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).array();
}

// The frames received at either end of a WebSocket.
class FramePeer : public QObject
{
public:
    // Connects to a server and offers the sub-protocol.
    explicit FramePeer(const QUrl &server) : m_socket(new QWebSocket)
    {
        QWebSocketHandshakeOptions options;
        options.setSubprotocols({subprotocol});
        watch();
        m_socket->open(server, options);
    }

    // Waits for a client and offers it `subprotocols`.
    explicit FramePeer(const QStringList &subprotocols = {subprotocol})
    {
        m_server.setSupportedSubprotocols(subprotocols);
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            m_socket.reset(m_server.nextPendingConnection());
            watch();
        });
    }

    [[nodiscard]] QUrl url() const { return m_server.serverUrl(); }
    [[nodiscard]] QWebSocket *socket() const { return m_socket.get(); }

    void send(const QByteArray &frame)
    {
        if (QTest::qWaitFor([this] { return m_socket->isValid(); }))
            m_socket->sendBinaryMessage(frame);
    }

    // The next frame, parsed.
    [[nodiscard]] QJsonArray next()
    {
        if (!QTest::qWaitFor([this] { return !frames.isEmpty(); }))
            qWarning("no frame has come");
        return frames.isEmpty() ? QJsonArray() : parsed(frames.takeFirst());
    }

    QByteArrayList frames;
    QStringList texts;
    std::function<QByteArray(const QJsonArray &)> script; // returns the frame to be sent back

private:
    void watch()
    {
        connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &frame) {
                frames.append(frame);
                if (script)
                    m_socket->sendBinaryMessage(script(parsed(frame)));
            });
        connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { texts.append(text); });
    }

    QWebSocketServer m_server{QString(), QWebSocketServer::NonSecureMode};
    std::unique_ptr<QWebSocket> m_socket;
};
