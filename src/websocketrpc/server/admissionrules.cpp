// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "admissionrules_p.h"

#include "counters_p.h"
#include "excerpt_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

NotedRefusal refusalOfHost(const Handshake &handshake)
{
    return {Admission::refuse(403, u"this host is not allowed"_s),
        u"a handshake of %1 is refused: it asks for the host \"%2\", which setAllowedHosts() does not allow"_s
            .arg(handshake.peer->address, excerptOf(handshake.peer->header("Host")))};
}

NotedRefusal refusalOfOrigin(const Handshake &handshake)
{
    return {Admission::refuse(403, u"this origin is not allowed"_s),
        u"a handshake of %1 is refused: its origin is \"%2\", which is not that of %3://%4 and which setAllowedOrigins() does not allow"_s
            .arg(handshake.peer->address, excerptOf(handshake.peer->header("Origin")),
                handshake.isSecure ? u"https"_s : u"http"_s,
                excerptOf(handshake.peer->header("Host")))};
}

std::optional<Admission> refusalOf(
    const ConnectionCount::Place &place, const ServerConfiguration &configuration)
{
    const Limits &limits = configuration.endpoint.limits;
    if (configuration.endpoint.draining)
        return Admission::refuse(503, u"the server is shutting down"_s);
    if (place.numberOfAll() > limits.connections)
        return Admission::refuse(
            503, u"there are as many as the limit connections, %1"_s.arg(limits.connections));
    if (place.numberOfAll() > configuration.mostConnections())
        return Admission::refuse(503, u"the system allows no more connections"_s);
    if (limits.connectionsPerAddress && place.numberOfAddress() > *limits.connectionsPerAddress)
        return Admission::refuse(429,
            u"this address has as many as the limit connectionsPerAddress, %1"_s.arg(
                *limits.connectionsPerAddress));
    return {};
}

} // namespace

std::optional<NotedRefusal> refusalOfHandshake(const QHostAddress &address,
    const ConnectionCount::Place &place, const ServerConfiguration &configuration)
{
    const std::optional<int> most = configuration.mostHandshakesPerAddress();
    if (!most || place.handshakesOfAddress() <= *most
        || configuration.trustedProxies.contains(address))
        return {};
    ++configuration.endpoint.counters->excessiveHandshakes;
    return NotedRefusal{
        Admission::refuse(429,
            u"this address has as many handshakes in progress as the limit handshakesPerAddress, %1"_s
                .arg(*most),
            std::chrono::seconds(1)),
        u"a handshake of %1 is refused: that address has as many in progress as the limit handshakesPerAddress, %2"_s
            .arg(address.toString(), QString::number(*most))};
}

GateRules::Decision admissionOf(const Handshake &handshake, ConnectionCount::Place &place,
    const ServerConfiguration &configuration, const RouteConfiguration *route)
{
    place.moveTo(handshake.peer->address);
    if (const auto refusal =
            refusalOfHandshake(QHostAddress(handshake.peer->address), place, configuration))
        return *refusal;
    if (const auto refusal = refusalOf(place, configuration))
        return *refusal;
    if (!route)
        return Admission::refuse(404, u"there is nothing at this path"_s);
    if (!configuration.allowsHost(handshake.host))
        return refusalOfHost(handshake);
    if (!configuration.allowsOrigin(handshake))
        return refusalOfOrigin(handshake);
    const Server::Authenticator &authenticator =
        route->authenticator ? route->authenticator : configuration.everywhere.authenticator;
    if (!authenticator)
        return Admission::accept();
    const std::shared_ptr<const PeerInfo> peer = handshake.peer; // it may end the server
    return std::visit(
        [](auto &&answer) { return GateRules::Decision(answer); }, authenticator(*peer));
}

} // namespace WebSocketRpc
