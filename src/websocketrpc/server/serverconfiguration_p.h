// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "registry_p.h"
#include "session_p.h"

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

    // How much of a request's path leads here, if it does; with "/*" at the end every path below
    // does.
    [[nodiscard]] std::optional<qsizetype> match(const QString &requested) const;

    QString path = {}; // empty: any
    Exposures exposures = {};
    std::vector<EachObject> eachObjects = {};
    Server::Authenticator authenticator = {};
};

// All that the threads of a server go by. They get a copy whenever it changes.
struct ServerConfiguration
{
    // Null where no route leads to the path.
    [[nodiscard]] const RouteConfiguration *routeFor(const QString &path) const;
    [[nodiscard]] bool allowsOrigin(const PeerInfo &request) const;

    SessionSettings session = {};
    std::optional<Dialect> dialect = {};
    bool sharesFrames = true;
    std::optional<Heartbeat> heartbeat = Heartbeat();
    std::optional<QSslConfiguration> sslConfiguration = {};
    QStringList allowedOrigins = {}; // empty: the host that was asked for
    QString healthPath = {};
    RouteConfiguration everywhere = {};
    std::vector<RouteConfiguration> routes = {};
};

} // namespace WebSocketRpc
