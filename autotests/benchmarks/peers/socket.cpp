// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "socket.h"

#include <QCoreApplication>
#include <QWebSocketServer>

namespace Benchmarks {

SocketWork::SocketWork(const QUrl &url)
{
    m_socket.open(url);
    waitUntil([this] { return m_socket.isValid(); });
}

QUrl serveSockets(const std::function<void(QWebSocket *socket)> &accept)
{
    auto *server = new QWebSocketServer(
        QString(), QWebSocketServer::NonSecureMode, QCoreApplication::instance());
    QObject::connect(server, &QWebSocketServer::newConnection, server, [server, accept] {
        while (QWebSocket *const socket = server->nextPendingConnection()) {
            QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
            accept(socket);
        }
    });
    if (!server->listen(QHostAddress::LocalHost))
        fail(server->errorString());
    return server->serverUrl();
}

} // namespace Benchmarks
