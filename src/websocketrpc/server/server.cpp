// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/server.h>

#include "counters_p.h"
#include "serverprivate_p.h"
#include "socketpeer_p.h"
#include "websockettransport_p.h"

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

/*!
    \overload
    Lets the peers of all channels see \a model, as \a options say. A change of it is written once for all
    who follow it.
    \sa Channel::expose()
*/
void Server::expose(QAbstractItemModel *model, const ModelOptions &options)
{
    d->change([&](ServerConfiguration &configuration) {
        addTo(configuration.everywhere.exposures, makeExposure(model, options));
    });
}

/*! Takes back expose() of \a object, which may be a model. Calls of it that are running are still answered. */
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
        configuration.routes.push_back({.path = path, .sentPath = sentForm(path)});
    });
    d->routes.push_back(std::unique_ptr<Route>(new Route(d.get(), path)));
    return *d->routes.back();
}

/*!
    Listens on \a address, by default the loopback interface, and on \a port, by default a free one.
    Returns \c false if that is not possible, or if the server listens already; errorString() says
    why.

    Each connection takes a descriptor, of which the system gives a process a limited number. The
    server accepts no more connections than that leaves room for, even if Limits::connections is
    larger; if that limit was set to such a number, a warning tells so. When the process has no
    descriptor left nevertheless, accepting pauses, with one warning, and resumes by itself.
*/
bool Server::listen(const QHostAddress &address, quint16 port)
{
    return d->listen([&](QTcpServer &listener) { return listener.listen(address, port); });
}

/*!
    Listens on a socket that was made elsewhere, by systemd for example, and that listens already;
    the server takes \a listeningDescriptor over and closes it when it stops listening. Connections
    pass the same checks as with listen(). Returns \c false if that is not possible, or if the server
    listens already; errorString() says why.
    \sa {Started by systemd}
*/
bool Server::adopt(qintptr listeningDescriptor)
{
    return d->listen(
        [&](QTcpServer &listener) { return listener.setSocketDescriptor(listeningDescriptor); });
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

/*! Returns why listen() or adopt() failed. */
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
    Returns those of the channels that pass \a filter, to be notified together:

    \snippet pushing.cpp audience
*/
Audience Server::audience(const AudienceFilter &filter)
{
    return Audience(d.get(), filter);
}

/*!
    \fn template<typename... A> void WebSocketRpc::Server::notifyAll(QAnyStringView method, const A &...arguments)

    Calls \a method with \a arguments at all peers that are connected at this moment, in whichever
    thread their channels are. There is no answer.

    \snippet pushing.cpp all

    \sa audience(), {Pushing}
*/

/*!
    \fn void WebSocketRpc::Server::notifyAll(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    \overload
    Calls \a method with \a arguments by name.
*/

/*!
    \fn template<auto Method, typename... A> void WebSocketRpc::Server::notifyAll(A &&...arguments)
    \overload
    Calls the method that \c Method points to with \a arguments, which are checked by the compiler.
*/

/*!
    Makes a channel of \a socket, which was accepted elsewhere and is connected. The server takes it
    over. Returns the channel; channelOpened() is emitted for it from the event loop. What a
    QWebSocket cannot do is listed at \l {The WebSocket below}.
*/
Channel *Server::attach(QWebSocket *socket)
{
    const std::shared_ptr<PeerInfo> peer = peerOf(*socket, socket->requestUrl());
    const QNetworkRequest request = socket->request();
    for (const QByteArray &name : request.rawHeaderList())
        peer->headers.append({name, request.rawHeader(name)});
    auto transport = std::make_unique<WebSocketTransport>(socket, d->configuration().connection());
    return d->localWorker.addChannel(
        std::move(transport), peer, QString(), d->count->enter(peer->address));
}

/*! Returns what was counted since the server was made, over all its threads. */
ServerStatistics Server::statistics() const
{
    const Counters &counters = *d->configuration().endpoint.counters;
    return {
        .connections = d->count->all(),
        .acceptedConnections = counters.acceptedConnections,
        .refusedHandshakes = counters.refusedHandshakes,
        .excessiveHandshakes = counters.excessiveHandshakes,
        .unfinishedHandshakes = counters.unfinishedHandshakes,
        .failedTlsHandshakes = counters.failedTlsHandshakes,
        .acceptPauses = counters.acceptPauses,
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
