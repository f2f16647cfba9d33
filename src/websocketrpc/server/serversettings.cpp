// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/server.h>

#include "logging_p.h"
#include "serverprivate_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

/*!
    Has \a authenticator decide on each connection to come before its upgrade to a WebSocket, by
    its request: path, query, headers and certificate. It returns an Admission, or a QFuture of one,
    within Limits::handshakeTime. A failed future, or an exception, is answered with the status 500.

    It is called in the thread that will serve the connection, which is the server's own unless
    there is a setThreadCount().

    \snippet serving.cpp authenticator
*/
void Server::setAuthenticator(const Authenticator &authenticator)
{
    d->change([&](ServerConfiguration &configuration) {
        configuration.everywhere.authenticator = authenticator;
    });
}

/*!
    Asks \a authorizer before each call through the channels to come, whether a method of that name
    exists or not, and for each name of a \l {Shared Objects}{shared} signal or property that a peer
    wants to follow or set. The call fails with the Error that it returns or throws. It is called in the
    channel's thread.

    \snippet serving.cpp authorizer
*/
void Server::setAuthorizer(const Authorizer &authorizer)
{
    d->change([&](ServerConfiguration &configuration) {
        configuration.endpoint.authorizer = authorizer;
    });
}

/*!
    Accepts connections of web pages from \a origins only, spelled as in
    \c{https://example.org:8080}; a scheme's own port may be left out, and \c{*} stands for all. By
    default, and with an empty list, a page must come from the host that it connects to, by \c http
    where the connection is plain and by \c https where it is encrypted; for what a proxy decrypts
    see setTrustedProxies(). Others are refused with the HTTP status 403 and a warning in the logging
    category \c websocketrpc.server, at a limited rate. Programs that are not browsers send no origin and
    are let through.
*/
void Server::setAllowedOrigins(const QStringList &origins)
{
    for (const QString &origin : origins) {
        if (origin != "*"_L1 && origin != "null"_L1 && !WebOrigin::parse(origin.toUtf8()))
            qCWarning(lcServer) << "this is not an origin as in https://example.org:" << origin;
    }
    d->change([&](ServerConfiguration &configuration) { configuration.allowedOrigins = origins; });
}

/*!
    Accepts only requests for \a hosts, spelled as in \c example.org, for any port, or
    \c{example.org:8080}; \c{*} stands for all. By default, and with an empty list, a server that
    listens on a loopback interface answers to \c localhost, \c{127.0.0.1}, \c{[::1]} and the
    address that it listens on, and any other server to all. Others are refused with the HTTP status
    403 and a warning in the logging category \c websocketrpc.server, at a limited rate.

    This is what keeps a web page out that lets a name of its own lead to this machine: for the
    browser, that page and the server have the same origin then. A server that can be reached under a
    name, also one behind a proxy that hands on the name, should be told it here.
*/
void Server::setAllowedHosts(const QStringList &hosts)
{
    for (const QString &host : hosts) {
        if (host != "*"_L1 && !WebHost::parse(host.toUtf8()))
            qCWarning(lcServer) << "this is not a host as in example.org:" << host;
    }
    d->change([&](ServerConfiguration &configuration) { configuration.allowedHosts = hosts; });
}

/*!
    Believes what \a proxies say of those that they connect for; the entries are addresses or
    subnets, such as \c{127.0.0.1} or \c{10.0.0.0/8}. By default there are none.

    For connections from one of them PeerInfo::address, and the limits that count by address, go by
    the header field \c X-Forwarded-For, or \c Forwarded (RFC 7239): its entries are followed from
    the last one backwards, to the first address that is not a trusted proxy itself. PeerInfo::port is
    0 where the proxy does not tell it. Where both fields are there and contradict each other the
    request is refused, as a proxy that writes the one hands on the other from its client. Whether a
    page came by \c https is taken from \c X-Forwarded-Proto, or \c Forwarded.

    A proxy must be set up to write the field that is used, since it would hand on a client's own
    otherwise.
    \sa {Behind a Proxy}
*/
void Server::setTrustedProxies(const QStringList &proxies)
{
    AddressList addresses;
    for (const QString &proxy : proxies) {
        if (!addresses.append(proxy))
            qCWarning(lcServer) << "this is neither an address nor a subnet:" << proxy;
    }
    d->change(
        [&](ServerConfiguration &configuration) { configuration.trustedProxies = addresses; });
}

/*!
    Accepts \a subprotocols of WebSocket (RFC 6455, 1.9): of those that a client offers the first in
    this list is selected, and none where there is no match. By default this is \c{jsonrpc-2.0}
    alone. The sub-protocol of setSharesFrames() comes before all of them. It says nothing about how
    messages are spelled, which is a matter of setDialect().
*/
void Server::setSubprotocols(const QStringList &subprotocols)
{
    d->change([&](ServerConfiguration &configuration) {
        configuration.everywhere.subprotocols = subprotocols;
    });
}

/*!
    Answers a plain HTTP request for \a path with the status 200, so that something else can see
    that the server is alive: GET, HEAD and OPTIONS. By default such requests are refused with 426.
*/
void Server::setHealthPath(const QString &path)
{
    d->change(
        [&](ServerConfiguration &configuration) { configuration.healthPath = sentForm(path); });
}

/*!
    Makes the server one for \c wss, with the certificate and key in \a configuration. Whether
    clients must show certificates is said by its peerVerifyMode(): with QSslSocket::VerifyPeer one
    that shows none, or an invalid one, is refused in TLS; with QSslSocket::QueryPeer the
    authenticator decides, by PeerInfo::certificate and PeerInfo::certificateProblems.

    With a client that offers protocols in TLS (ALPN, RFC 7301) the server agrees on one of
    QSslConfiguration::allowedNextProtocols(), or on \c{http/1.1} where that list is empty; a client
    that offers only others is refused in TLS. The server resumes no TLS sessions, because QSslSocket
    does not: each connection has a full handshake.
*/
void Server::setSslConfiguration(const QSslConfiguration &configuration)
{
    QSslConfiguration used = configuration;
    if (used.allowedNextProtocols().isEmpty())
        used.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    d->change([&](ServerConfiguration &settings) { settings.sslConfiguration = used; });
}

/*!
    Spreads connections over \a count threads of the server's own, from the next listen() on. With
    0, the default, all are in the server's thread.

    A channel then lives in one of these threads, where its objects of exposeEach() are made and run
    and its continuations belong; calls of an object that was exposed for all are queued to that
    object's thread. channelOpened() and channelClosed() are still emitted in the server's thread,
    where the pointer is valid from the one to the other; methods may be called through the
    channel before channelOpened() is emitted.
*/
void Server::setThreadCount(int count)
{
    d->threadCount = qMax(0, count);
}

/*! Returns the limits of the channels to come. */
Limits Server::limits() const
{
    return d->configuration().endpoint.limits;
}

/*! Sets the limits of the channels to come to \a limits. */
void Server::setLimits(const Limits &limits)
{
    d->change([&](ServerConfiguration &configuration) { configuration.endpoint.limits = limits; });
}

/*! Returns how the server finds out whether its peers are still there; see Heartbeat. */
std::optional<Heartbeat> Server::heartbeat() const
{
    return d->configuration().heartbeat;
}

/*! Uses \a heartbeat for the channels to come; without one silent peers go unnoticed. */
void Server::setHeartbeat(const std::optional<Heartbeat> &heartbeat)
{
    d->change([&](ServerConfiguration &configuration) { configuration.heartbeat = heartbeat; });
}

/*! Returns how messages are compressed if the client offers it; by default they are not. */
std::optional<Compression> Server::compression() const
{
    return d->configuration().compression;
}

/*!
    Compresses messages as \a compression says, on new connections whose clients offer it. This has no
    effect together with setUsesQWebSocket(), because QWebSocket supports no extensions.

    \snippet serving.cpp compression

    \sa {Compressed Messages}
*/
void Server::setCompression(const Compression &compression)
{
    d->change([&](ServerConfiguration &configuration) { configuration.compression = compression; });
}

/*!
    \overload
    With \c{std::nullopt} as \a none messages on new connections are not compressed.
*/
void Server::setCompression(std::nullopt_t none)
{
    d->change([&](ServerConfiguration &configuration) { configuration.compression = none; });
}

/*! Returns the options of calls that are made through the channels to come. */
CallOptions Server::callOptions() const
{
    return d->configuration().endpoint.callOptions;
}

/*! Sets the options of calls that are made through the channels to come to \a options. */
void Server::setCallOptions(const CallOptions &options)
{
    d->change(
        [&](ServerConfiguration &configuration) { configuration.endpoint.callOptions = options; });
}

/*! Returns the dialect of the channels to come; by default there is no value. */
std::optional<Dialect> Server::dialect() const
{
    return d->configuration().dialect;
}

/*!
    Sets the dialect of the channels to come to \a dialect. Without a value each client is taken as
    it comes, so that both kinds may use one port: a Client tells its dialect in the handshake, of
    any other the first message shows it.

    Calls that the server makes before that message has come, for example in channelOpened(), wait for
    it, as what is sent in the wrong dialect would be lost. A client of fastapi_websocket_rpc sends a ping
    as soon as it is connected. One that has said nothing for half a second is sent JSON-RPC 2.0;
    where that is too long, set the dialect.
*/
void Server::setDialect(std::optional<Dialect> dialect)
{
    d->change([&](ServerConfiguration &configuration) { configuration.dialect = dialect; });
}

/*! Returns whether messages may share frames with each other; by default they may. */
bool Server::sharesFrames() const
{
    return d->configuration().sharesFrames;
}

/*!
    Sets whether messages may share frames with each other, on connections to come, to \a share. A
    Client asks for that in the handshake, with the WebSocket sub-protocol \c{websocketrpc.v1}; any
    other peer gets each message in a frame of its own. It makes many calls at a time cheaper and
    changes nothing else; see \l Performance.
*/
void Server::setSharesFrames(bool share)
{
    d->change([&](ServerConfiguration &configuration) { configuration.sharesFrames = share; });
}

/*! Returns whether connections are made with QWebSocket; by default they are not. */
bool Server::usesQWebSocket() const
{
    return d->configuration().usesQWebSocket;
}

/*!
    Sets whether connections to come are made with QWebSocket, to \a use, instead of the library's
    own WebSocket over a QTcpSocket or QSslSocket. The page \l {The WebSocket below} tells what that
    changes.
*/
void Server::setUsesQWebSocket(bool use)
{
    d->change([&](ServerConfiguration &configuration) { configuration.usesQWebSocket = use; });
}

/*! Returns what peers are told of the server as a whole if they ask; nothing if they may not ask. */
std::optional<ApiInfo> Server::apiInfo() const
{
    const auto &info = d->configuration().endpoint.apiInfo;
    return info ? std::optional(*info) : std::nullopt;
}

/*!
    Lets the peers of channels to come ask what is exposed, and tells them \a info with it. By default they may not.
    An authorizer is asked about \c rpc.discover, and about each name in the answer, which leaves out what it refuses.
    \sa Channel::setDiscoverable(), Route::setDiscoverable(), {OpenRPC}
*/
void Server::setDiscoverable(const ApiInfo &info)
{
    d->change([&](ServerConfiguration &configuration) {
        configuration.endpoint.apiInfo = std::make_shared<const ApiInfo>(info);
    });
}

/*! Does not let the peers of channels to come ask what is exposed; \a none is \c std::nullopt. */
void Server::setDiscoverable([[maybe_unused]] std::nullopt_t none)
{
    d->change(
        [&](ServerConfiguration &configuration) { configuration.endpoint.apiInfo = nullptr; });
}

/*! Returns whether peers are told the text of exceptions that are not an Error; by default not. */
bool Server::revealsExceptions() const
{
    return d->configuration().endpoint.revealsExceptions;
}

/*! Sets whether the peers of channels to come are told the text of exceptions to \a reveal. */
void Server::setRevealsExceptions(bool reveal)
{
    d->change([&](ServerConfiguration &configuration) {
        configuration.endpoint.revealsExceptions = reveal;
    });
}

/*! Returns whether messages are understood that are nearly JSON-RPC 2.0. By default they are not. */
bool Server::isLenient() const
{
    return d->configuration().endpoint.lenient;
}

/*!
    Sets whether the channels to come understand messages that are nearly JSON-RPC 2.0 to \a lenient.
    \sa Channel::setLenient()
*/
void Server::setLenient(bool lenient)
{
    d->change(
        [&](ServerConfiguration &configuration) { configuration.endpoint.lenient = lenient; });
}

} // namespace WebSocketRpc
