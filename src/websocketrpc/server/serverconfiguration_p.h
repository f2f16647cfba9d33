// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "endpoint_p.h"
#include "handshakegate_p.h"
#include "registry_p.h"

#include <websocketrpc/server.h>

#include <QtNetwork/qsslconfiguration.h>

namespace WebSocketRpc {

// What is offered at a path, or at all paths.
struct RouteConfiguration
{
    struct EachObject
    {
        Server::ObjectFactory factory;
        ExposeOptions options;
    };

    // How much of a request's path, as it was sent, leads here, if it does; with "/*" at the end
    // every path below does.
    [[nodiscard]] std::optional<qsizetype> match(const QString &sent) const;

    QString path = {}; // empty: any
    QString sentPath = {}; // the same as it is sent
    Exposures exposures = {};
    std::vector<EachObject> eachObjects = {};
    Server::Authenticator authenticator = {};
    std::optional<QStringList> subprotocols = {};
};

// All that the threads of a server go by. They get a copy whenever it changes.
struct ServerConfiguration
{
    // Null where no route leads to the path, as it was sent.
    [[nodiscard]] const RouteConfiguration *routeFor(const QString &sentPath) const;
    // In order of preference.
    [[nodiscard]] QStringList subprotocolsOf(const RouteConfiguration &route) const;
    [[nodiscard]] bool allowsHost(const WebHost &host) const;
    [[nodiscard]] ConnectionSettings connection() const
    {
        return {.incomingMessageSize = endpoint.limits.incomingMessageSize,
            .messageTime = endpoint.limits.messageTime,
            .heartbeat = heartbeat,
            .compression = compression};
    }
    [[nodiscard]] bool allowsOrigin(const Handshake &handshake) const;
    [[nodiscard]] int mostConnections() const;
    [[nodiscard]] std::optional<int> mostHandshakesPerAddress() const;

    EndpointSettings endpoint = {};
    std::optional<Dialect> dialect = {};
    bool sharesFrames = true;
    bool usesQWebSocket = false;
    std::optional<Heartbeat> heartbeat = Heartbeat();
    std::optional<Compression> compression = {};
    std::optional<QSslConfiguration> sslConfiguration = {};
    QStringList allowedOrigins = {}; // empty: the host that was asked for
    QStringList allowedHosts = {}; // empty: those of the interface that is listened on
    bool isLoopback = false; // what is listened on
    QString ownHost = {}; // the address that is listened on
    AddressList trustedProxies = {};
    QString healthPath = {}; // as it is sent
    std::optional<int> connectionsOfSystem = {}; // that its limit of descriptors leaves room for
    RouteConfiguration everywhere = {};
    std::vector<RouteConfiguration> routes = {};
};

// A path of a URL, percent-encoded as clients do.
[[nodiscard]] QString sentForm(const QString &path);

} // namespace WebSocketRpc
