// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "websocketupgrade_p.h"

#include "socketerror_p.h"
#include "socketpeer_p.h"
#include "websockettransport_p.h"

#include <QNetworkRequest>
#include <QWebSocket>

namespace WebSocketRpc {

WebSocketUpgrade::WebSocketUpgrade(
    std::unique_ptr<QWebSocket> socket, const UpgradeSettings &settings)
    : m_settings(settings)
    , m_socket(socket.release())
{
    m_socket->setParent(this);
}

WebSocketUpgrade::~WebSocketUpgrade() = default;

void WebSocketUpgrade::open(const QNetworkRequest &request)
{
    connect(m_socket, &QWebSocket::connected, this, &WebSocketUpgrade::finish);
    connectSocketError(m_socket, this, [this] { fail(); });
    connect(m_socket, &QWebSocket::disconnected, this, &WebSocketUpgrade::fail);
    if (m_socket->state() == QAbstractSocket::ConnectedState) {
        QMetaObject::invokeMethod(this, &WebSocketUpgrade::finish, Qt::QueuedConnection);
        return;
    }
    if (m_socket->state() != QAbstractSocket::UnconnectedState)
        return;
    if (m_settings.proxy)
        m_socket->setProxy(*m_settings.proxy);
    if (m_settings.sslConfiguration)
        m_socket->setSslConfiguration(*m_settings.sslConfiguration);
    m_socket->open(request);
    if (!m_settled)
        response().watch(m_socket);
}

void WebSocketUpgrade::finish()
{
    if (std::exchange(m_settled, true))
        return;
    QWebSocket *const socket = std::exchange(m_socket, nullptr);
    disconnect(socket, nullptr, this, nullptr);
    const auto peer = peerOf(*socket, socket->requestUrl());
    Q_EMIT upgraded(new WebSocketTransport(socket, m_settings.connection), peer);
}

// The error signal may come several times.
void WebSocketUpgrade::fail()
{
    if (!std::exchange(m_settled, true))
        Q_EMIT failed();
}

void WebSocketUpgrade::abort()
{
    m_settled = true;
    if (!m_socket)
        return;
    disconnect(m_socket, nullptr, this, nullptr);
    m_socket->abort();
}

QAbstractSocket::SocketError WebSocketUpgrade::error() const
{
    return m_socket->error();
}

QString WebSocketUpgrade::errorString() const
{
    return m_socket->errorString();
}

} // namespace WebSocketRpc

#include "moc_websocketupgrade_p.cpp"
