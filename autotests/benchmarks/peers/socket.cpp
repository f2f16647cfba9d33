// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "socket.h"

#include "tls.h"

#include <QWebSocketServer>

namespace Benchmarks {

SocketWork::SocketWork(const QUrl &url)
{
    m_socket.setSslConfiguration(clientTls());
    m_socket.open(url);
    waitUntil([this] { return m_socket.isValid(); });
}

Service serveSockets(
    const ServeOptions &options, const std::function<void(QWebSocket *socket)> &accept)
{
    const auto mode = options.tls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode;
    auto server = std::make_unique<QWebSocketServer>(QString(), mode);
    if (options.tls)
        server->setSslConfiguration(*options.tls);
    const auto acceptAll = [server = server.get(), accept] {
        while (QWebSocket *const socket = server->nextPendingConnection()) {
            QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
            accept(socket);
        }
    };
    QObject::connect(server.get(), &QWebSocketServer::newConnection, server.get(), acceptAll);
    if (!server->listen(QHostAddress::LocalHost))
        fail(server->errorString());
    const QUrl url = server->serverUrl();
    return {std::move(server), url};
}

} // namespace Benchmarks
