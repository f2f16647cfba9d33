// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/server.h>

#include "counters_p.h"
#include "serverprivate_p.h"

#include <websocketrpc/route.h>

#include <QNetworkRequest>
#include <QWebSocket>

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::Server
    \inheaderfile websocketrpc/server.h
    \inmodule WebSocketRpc
    \brief Accepts WebSocket connections and makes a Channel of each.

    Objects that are exposed on the server can be called through all its channels. Channels belong
    to the server, which deletes them after their connection has ended and channelClosed() was
    emitted.

    \snippet calls.cpp server

    Before a connection becomes a channel, its request passes the limits, the routes, the check of
    its origin and the authenticator, and is refused with an HTTP status where one of them says so;
    none of its messages is read before.

    With setThreadCount() connections are spread over threads of the server's own. A server is used
    in the thread that it was made in; what it calls in others says so.
*/

using namespace Qt::StringLiterals;

/*! Makes a server that does not listen yet; it is a child of \a parent. */
Server::Server(QObject *parent) : QObject(parent), d(std::make_unique<ServerPrivate>(this)) { }

/*!
    Destroys the server and its channels; their connections end with close code 1001. Waits for the
    server's threads, and so for the methods that run there at this moment.
*/
Server::~Server()
{
    d->shutDown();
}

/*!
    Lets the peers of all channels call the methods of \a object, as \a options say.
    \sa Channel::expose()
*/
void Server::expose(QObject *object, const ExposeOptions &options)
{
    d->change([&](ServerConfiguration &configuration) {
        addTo(configuration.everywhere.exposures, makeExposure(object, options));
    });
}

/*! Takes back expose() of \a object. Calls of it that are running are still answered. */
void Server::unexpose(QObject *object)
{
    d->change([&](ServerConfiguration &configuration) {
        removeObjectFrom(configuration.everywhere.exposures, object);
    });
}

/*!
    Exposes an object of its own for each connection, as \a options say. \a factory is called with
    the channel of each connection to come, in the channel's thread and before any method is called
    through it; the object that it returns belongs to the channel from then on. It may return
    \nullptr.

    \snippet serving.cpp each
*/
void Server::exposeEach(const ObjectFactory &factory, const ExposeOptions &options)
{
    d->change([&](ServerConfiguration &configuration) {
        configuration.everywhere.eachObjects.push_back({factory, options});
    });
}

/*!
    Returns what is offered at \a path, which is made where there is nothing yet. A path that ends
    with a slash and a star stands for all paths below it; of several that match the longest counts.
    Once there is a route, requests for other paths are refused with the HTTP status 404; without one the
    server accepts any path.

    \snippet serving.cpp routes
*/
Route &Server::route(const QString &path)
{
    for (const auto &route : d->routes) {
        if (route->path() == path)
            return *route;
    }
    d->change([&](ServerConfiguration &configuration) {
        configuration.routes.push_back({.path = path});
    });
    d->routes.push_back(std::unique_ptr<Route>(new Route(d.get(), path)));
    return *d->routes.back();
}

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
    exists or not. The call fails with the Error that it returns or throws. It is called in the
    channel's thread.

    \snippet serving.cpp authorizer
*/
void Server::setAuthorizer(const Authorizer &authorizer)
{
    d->change(
        [&](ServerConfiguration &configuration) { configuration.session.authorizer = authorizer; });
}

/*!
    Accepts connections of web pages from \a origins only, spelled as in
    \c{https://example.org:8080}; \c{*} stands for all. By default, and with an empty list, a page
    must come from the host and port that it connects to. Others are refused with the HTTP status
    403. Programs that are no browsers send no origin and are not concerned.
*/
void Server::setAllowedOrigins(const QStringList &origins)
{
    d->change([&](ServerConfiguration &configuration) { configuration.allowedOrigins = origins; });
}

/*!
    Answers a plain HTTP request for \a path with the status 200, so that something else can see
    that the server is alive. By default such requests are refused with 426.
*/
void Server::setHealthPath(const QString &path)
{
    d->change([&](ServerConfiguration &configuration) { configuration.healthPath = path; });
}

/*!
    Makes the server one for \c wss, with the certificate and key in \a configuration. Whether
    clients must show certificates is said by its peerVerifyMode(): with QSslSocket::VerifyPeer one
    that shows none, or an invalid one, is refused in TLS; with QSslSocket::QueryPeer the
    authenticator decides, by PeerInfo::certificate and PeerInfo::certificateProblems.
*/
void Server::setSslConfiguration(const QSslConfiguration &configuration)
{
    d->change([&](ServerConfiguration &settings) { settings.sslConfiguration = configuration; });
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
    return d->configuration().session.limits;
}

/*! Sets the limits of the channels to come to \a limits. */
void Server::setLimits(const Limits &limits)
{
    d->change([&](ServerConfiguration &configuration) { configuration.session.limits = limits; });
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

/*! Returns the options of calls that are made through the channels to come. */
CallOptions Server::callOptions() const
{
    return d->configuration().session.callOptions;
}

/*! Sets the options of calls that are made through the channels to come to \a options. */
void Server::setCallOptions(const CallOptions &options)
{
    d->change(
        [&](ServerConfiguration &configuration) { configuration.session.callOptions = options; });
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

    What the server calls before that message has come, from channelOpened() say, waits for it, as
    what is sent in the wrong dialect would be lost. A client of fastapi_websocket_rpc sends a ping
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

/*! Returns whether peers are told the text of exceptions that are no Error; by default not. */
bool Server::revealsExceptions() const
{
    return d->configuration().session.revealsExceptions;
}

/*! Sets whether the peers of channels to come are told the text of exceptions to \a reveal. */
void Server::setRevealsExceptions(bool reveal)
{
    d->change([&](ServerConfiguration &configuration) {
        configuration.session.revealsExceptions = reveal;
    });
}

/*! Returns whether messages are understood that are nearly JSON-RPC 2.0. By default they are not. */
bool Server::isLenient() const
{
    return d->configuration().session.lenient;
}

/*!
    Sets whether the channels to come understand messages that are nearly JSON-RPC 2.0 to \a lenient.
    \sa Channel::setLenient()
*/
void Server::setLenient(bool lenient)
{
    d->change([&](ServerConfiguration &configuration) { configuration.session.lenient = lenient; });
}

/*!
    Listens on \a address, by default the loopback interface, and on \a port, by default a free one.
    Returns \c false if that is not possible; errorString() says why.
*/
bool Server::listen(const QHostAddress &address, quint16 port)
{
    return d->listen(address, port);
}

/*! Returns whether the server accepts connections. */
bool Server::isListening() const
{
    return d->listener.isListening();
}

/*! Returns the port that the server listens on, or 0. */
quint16 Server::port() const
{
    return d->listener.serverPort();
}

/*!
    Returns a url at which a client on this machine reaches the server, with the path of its first
    route; empty if it does not listen.
*/
QUrl Server::url() const
{
    if (!isListening())
        return {};
    QHostAddress address = d->listener.serverAddress();
    if (address == QHostAddress(QHostAddress::Any)
        || address == QHostAddress(QHostAddress::AnyIPv4))
        address = QHostAddress(QHostAddress::LocalHost);
    else if (address == QHostAddress(QHostAddress::AnyIPv6))
        address = QHostAddress(QHostAddress::LocalHostIPv6);
    QUrl url;
    url.setScheme(d->configuration().sslConfiguration ? u"wss"_s : u"ws"_s);
    url.setHost(address.toString());
    url.setPort(port());
    const auto &routes = d->configuration().routes;
    url.setPath(routes.empty() ? u"/"_s : routes.front().path);
    return url;
}

/*! Returns why listen() failed. */
QString Server::errorString() const
{
    return d->problem.isEmpty() ? d->listener.errorString() : d->problem;
}

/*! Returns the channels whose connections are open, oldest first. */
QList<Channel *> Server::channels() const
{
    return d->channels;
}

/*!
    Makes a channel of \a socket, which was accepted elsewhere and is connected. The server takes it
    over. Returns the channel; channelOpened() is emitted for it from the event loop.
*/
Channel *Server::attach(QWebSocket *socket)
{
    auto peer = std::make_shared<PeerInfo>();
    peer->address = socket->peerAddress().toString();
    peer->port = socket->peerPort();
    peer->path = socket->requestUrl().path();
    const QNetworkRequest request = socket->request();
    for (const QByteArray &name : request.rawHeaderList())
        peer->headers.append({name, request.rawHeader(name)});
    Channel *const channel =
        d->localWorker.addChannel(socket, peer, QString(), d->count->enter(peer->address));
    return channel;
}

/*! Returns what was counted since the server was made, over all its threads. */
ServerStatistics Server::statistics() const
{
    const Counters &counters = *d->configuration().session.counters;
    return {
        .connections = d->count->all(),
        .acceptedConnections = counters.acceptedConnections,
        .refusedHandshakes = counters.refusedHandshakes,
        .unfinishedHandshakes = counters.unfinishedHandshakes,
        .failedTlsHandshakes = counters.failedTlsHandshakes,
        .unreadableMessages = counters.unreadableMessages,
        .oversizedMessages = counters.oversizedMessages,
        .oversizedAnswers = counters.oversizedAnswers,
        .oversizedBatches = counters.oversizedBatches,
        .refusedCalls = counters.refusedCalls,
        .abandonedCalls = counters.abandonedCalls,
        .slowConsumers = counters.slowConsumers,
        .silentPeers = counters.silentPeers,
    };
}

/*!
    Stops listening and ends each connection with close code 1001 as soon as the calls that run
    there are answered; new ones are refused with Error::ServerBusy. Connections that are left after
    \a deadline are ended as by close(). The future finishes when there is none any more.
*/
QFuture<void> Server::drain(std::chrono::milliseconds deadline)
{
    return d->drain(deadline);
}

/*!
    Stops listening and ends all connections with close code 1001. Running calls are not answered.
    \sa drain()
*/
void Server::close()
{
    d->close();
}

/*!
    \fn void WebSocketRpc::Server::channelOpened(WebSocketRpc::Channel *channel)
    There is a new connection, \a channel. No method was called through it yet.
*/

/*!
    \fn void WebSocketRpc::Server::channelClosed(WebSocketRpc::Channel *channel)
    The connection of \a channel has ended. The channel is deleted when control returns to the event
    loop.
*/

} // namespace WebSocketRpc

#include "websocketrpc/moc_server.cpp"
