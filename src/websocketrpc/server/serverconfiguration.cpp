// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serverconfiguration_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

std::optional<qsizetype> RouteConfiguration::match(const QString &requested) const
{
    if (!path.endsWith("/*"_L1))
        return requested == path ? std::optional(path.size()) : std::nullopt;
    const QStringView start = QStringView(path).chopped(1);
    return requested.startsWith(start) ? std::optional(start.size()) : std::nullopt;
}

const RouteConfiguration *ServerConfiguration::routeFor(const QString &path) const
{
    if (routes.empty())
        return &everywhere;
    const auto longest = std::ranges::max_element(
        routes, {}, [&](const RouteConfiguration &route) { return route.match(path); });
    return longest->match(path) ? &*longest : nullptr;
}

bool ServerConfiguration::allowsOrigin(const PeerInfo &request) const
{
    const QByteArray origin = request.header("Origin");
    if (origin.isEmpty()) // no browser
        return true;
    if (!allowedOrigins.isEmpty())
        return allowedOrigins.contains(u"*"_s)
            || allowedOrigins.contains(QString::fromUtf8(origin), Qt::CaseInsensitive);
    const QString authority = QUrl(QString::fromUtf8(origin)).authority();
    return authority.compare(QString::fromUtf8(request.header("Host")), Qt::CaseInsensitive) == 0;
}

} // namespace WebSocketRpc
