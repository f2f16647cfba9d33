// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serverconfiguration_p.h"

#include "subprotocol_p.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

std::optional<qsizetype> RouteConfiguration::match(const QString &sent) const
{
    if (!path.endsWith("/*"_L1))
        return sent == sentPath ? std::optional(sentPath.size()) : std::nullopt;
    const QStringView start = QStringView(sentPath).chopped(1);
    return sent.startsWith(start) ? std::optional(start.size()) : std::nullopt;
}

const RouteConfiguration *ServerConfiguration::routeFor(const QString &sentPath) const
{
    if (routes.empty())
        return &everywhere;
    const auto longest = std::ranges::max_element(
        routes, {}, [&](const RouteConfiguration &route) { return route.match(sentPath); });
    return longest->match(sentPath) ? &*longest : nullptr;
}

QStringList ServerConfiguration::subprotocolsOf(const RouteConfiguration &route) const
{
    QStringList protocols;
    const bool mayShareFrames = !dialect || formatOf(*dialect).rules().sharedFrames;
    if (sharesFrames && mayShareFrames)
        protocols.append(QString::fromLatin1(sharedFramesProtocol));
    const auto &chosen = route.subprotocols ? route.subprotocols : everywhere.subprotocols;
    if (chosen)
        protocols.append(*chosen);
    else if (mayShareFrames)
        protocols.append(QString::fromLatin1(plainFramesProtocol));
    return protocols;
}

bool ServerConfiguration::allowsHost(const WebHost &host) const
{
    if (allowedHosts.isEmpty()) {
        constexpr std::array hosts{"localhost"_L1, "127.0.0.1"_L1, "[::1]"_L1};
        return !isLoopback || std::ranges::find(hosts, host.name) != hosts.end()
            || host.name == ownHost;
    }
    return std::ranges::any_of(allowedHosts, [&](const QString &entry) {
        const auto allowed = WebHost::parse(entry.toUtf8());
        return entry == "*"_L1
            || (allowed && allowed->name == host.name
                && (!allowed->port || allowed->port == host.port));
    });
}

bool ServerConfiguration::allowsOrigin(const Handshake &handshake) const
{
    const QByteArray value = handshake.peer->header("Origin");
    if (value.isEmpty()) // not a browser
        return true;
    const auto origin = WebOrigin::parse(value);
    if (allowedOrigins.isEmpty())
        return origin == WebOrigin::of(handshake.host, handshake.isSecure);
    return std::ranges::any_of(allowedOrigins, [&](const QString &entry) {
        return entry == "*"_L1 || entry.toUtf8() == value
            || (origin && origin == WebOrigin::parse(entry.toUtf8()));
    });
}

int ServerConfiguration::mostConnections() const
{
    const int limit = endpoint.limits.connections;
    return std::min(limit, connectionsOfSystem.value_or(limit));
}

// Otherwise unfinished handshakes could use up the descriptors.
std::optional<int> ServerConfiguration::mostHandshakesPerAddress() const
{
    if (endpoint.limits.handshakesPerAddress)
        return endpoint.limits.handshakesPerAddress;
    return connectionsOfSystem ? std::optional(std::max(1, *connectionsOfSystem / 2))
                               : std::nullopt;
}

QString sentForm(const QString &path)
{
    QUrl url;
    url.setPath(path, QUrl::TolerantMode);
    return url.path(QUrl::FullyEncoded);
}

} // namespace WebSocketRpc
