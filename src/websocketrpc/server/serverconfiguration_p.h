// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "endpoint_p.h"
#include "handshakegate_p.h"
#include "registry_p.h"

#include <websocketrpc/server.h>

#include <QtNetwork/qsslconfiguration.h>

namespace WebSocketRpc {

// The objects and settings of one path, or of all paths.
struct RouteConfiguration
{
    struct EachObject
    {
        Server::ObjectFactory factory;
        ExposeOptions options;
    };

    // How much of a request's path, as it was sent, matches this route; absent if it does not match. A
    // route that ends with "/*" matches every path below it.
    [[nodiscard]] std::optional<qsizetype> match(const QString &sent) const;

    QString path = {}; // empty: any
    QString sentPath = {}; // the same as it is sent
    Exposures exposures = {};
    std::vector<EachObject> eachObjects = {};
    Server::Authenticator authenticator = {};
    std::optional<QStringList> subprotocols = {};
    std::optional<std::shared_ptr<const ApiInfo>> apiInfo = {}; // instead of the server's
};

// The settings that a server's threads use. Each change gives them a new copy.
struct ServerConfiguration
{
    // Null if no route matches the path, as it was sent.
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
    std::optional<int> connectionsOfSystem = {}; // that its limit of descriptors allows
    RouteConfiguration everywhere = {};
    std::vector<RouteConfiguration> routes = {};
};

// A path of a URL, percent-encoded as clients send it.
[[nodiscard]] QString sentForm(const QString &path);

} // namespace WebSocketRpc
