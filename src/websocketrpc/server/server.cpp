// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/server.h>

#include "channelaccess_p.h"
#include "handshakegate_p.h"
#include "logging_p.h"
#include "session_p.h"
#include "websockettransport_p.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::Server
    \inmodule WebSocketRpc
    \brief Accepts WebSocket connections and makes a Channel of each.

    Objects that are exposed on the server can be called through all its channels. Channels belong
   to the server and delete themselves after their connection has ended and channelClosed() was
   emitted.

    \snippet calls.cpp server
*/

namespace {

// Hands over descriptors, so that it is ours to make the socket.
class Listener final : public QTcpServer
{
public:
    std::function<void(qintptr)> accept;

protected:
    void incomingConnection(qintptr descriptor) override { accept(descriptor); }
};

} // namespace

class ServerPrivate
{
public:
    explicit ServerPrivate(Server *server) : q(server)
    {
        listener.accept = [this](qintptr descriptor) { admit(descriptor); };
    }

    void admit(qintptr descriptor);
    Channel *addChannel(QWebSocket *socket, const std::shared_ptr<const PeerInfo> &peer);

    Server *const q;
    Listener listener;
    const std::shared_ptr<Registry> registry = std::make_shared<Registry>();
    SessionSettings settings;
    QList<Channel *> channels;
};

void ServerPrivate::admit(qintptr descriptor)
{
    auto *socket = new QTcpSocket;
    if (!socket->setSocketDescriptor(descriptor)) {
        qCWarning(lcServer) << "a connection cannot be accepted:" << socket->errorString();
        delete socket;
        return;
    }
    auto *gate = new HandshakeGate(socket, q);
    QObject::connect(gate, &HandshakeGate::upgraded, q,
        [this](QWebSocket *webSocket, const std::shared_ptr<const PeerInfo> &peer) {
            addChannel(webSocket, peer);
        });
}

Channel *ServerPrivate::addChannel(QWebSocket *socket, const std::shared_ptr<const PeerInfo> &peer)
{
    auto transport =
        std::make_unique<WebSocketTransport>(socket, settings.limits.incomingMessageSize);
    Channel *const channel = ChannelAccess::create(std::move(transport), peer, q).release();
    const std::shared_ptr<Session> session = ChannelAccess::session(*channel);
    session->setSharedRegistry(registry);
    session->settings() = settings;
    session->settings().dialect = &jsonRpc2();
    channels.append(channel);
    // Both come from the event loop, so a message that came with the handshake is not handled
    // before.
    QObject::connect(
        channel, &Channel::connected, q, [this, channel] { Q_EMIT q->channelOpened(channel); });
    QObject::connect(channel, &Channel::disconnected, q, [this, channel] {
        channels.removeOne(channel);
        channel->deleteLater();
        Q_EMIT q->channelClosed(channel);
    });
    QObject::connect(
        channel, &QObject::destroyed, q, [this, channel] { channels.removeOne(channel); });
    return channel;
}

/*! Makes a server that does not listen yet; it is a child of \a parent. */
Server::Server(QObject *parent) : QObject(parent), d(std::make_unique<ServerPrivate>(this)) { }

/*! Destroys the server and its channels; their connections end with close code 1001. */
Server::~Server()
{
    // Continuations of a channel's pending calls may delete other channels.
    while (!d->channels.isEmpty()) {
        Channel *const channel = d->channels.takeFirst();
        channel->disconnect(this);
        delete channel;
    }
}

/*!
    Lets the peers of all channels call the methods of \a object, as \a options say.
    \sa Channel::expose()
*/
void Server::expose(QObject *object, const ExposeOptions &options)
{
    d->registry->expose(object, options);
}

/*! Takes back expose() of \a object. Calls of it that are running are still answered. */
void Server::unexpose(QObject *object)
{
    d->registry->unexpose(object);
}

/*! Returns the limits of the channels to come. */
Limits Server::limits() const
{
    return d->settings.limits;
}

/*! Sets the limits of the channels to come to \a limits. */
void Server::setLimits(const Limits &limits)
{
    d->settings.limits = limits;
}

/*! Returns the options of calls that are made through the channels to come. */
CallOptions Server::callOptions() const
{
    return d->settings.callOptions;
}

/*! Sets the options of calls that are made through the channels to come to \a options. */
void Server::setCallOptions(const CallOptions &options)
{
    d->settings.callOptions = options;
}

/*! Returns whether peers are told the text of exceptions that are no Error; by default not. */
bool Server::revealsExceptions() const
{
    return d->settings.revealsExceptions;
}

/*! Sets whether the peers of channels to come are told the text of exceptions to \a reveal. */
void Server::setRevealsExceptions(bool reveal)
{
    d->settings.revealsExceptions = reveal;
}

/*!
    Listens on \a address, by default the loopback interface, and on \a port, by default a free one.
    Returns \c false if that is not possible; errorString() says why.
*/
bool Server::listen(const QHostAddress &address, quint16 port)
{
    return d->listener.listen(address, port);
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

/*! Returns a url at which a client on this machine reaches the server; empty if it does not listen.
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
    url.setScheme(QStringLiteral("ws"));
    url.setHost(address.toString());
    url.setPort(port());
    url.setPath(QStringLiteral("/"));
    return url;
}

/*! Returns why listen() failed. */
QString Server::errorString() const
{
    return d->listener.errorString();
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
    return d->addChannel(socket, peer);
}

/*!
    Stops listening and ends all connections with close code 1001. Running calls are not answered.
*/
void Server::close()
{
    const QPointer<Server> self(this);
    d->listener.close();
    const QList<Channel *> channels = d->channels;
    for (Channel *channel : channels) {
        // Continuations of its pending calls may delete other channels, or the server.
        if (!self || !d->channels.contains(channel))
            continue;
        const std::shared_ptr<Session> session = ChannelAccess::session(*channel);
        session->close(Error(Error::Kind::Closed, QStringLiteral("the server was closed")),
            {CloseCode::GoingAway, {}});
    }
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
