// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/client.h>

#include "channelaccess_p.h"
#include "logging_p.h"
#include "session_p.h"
#include "socketerror_p.h"
#include "websockettransport_p.h"

#include <QTimer>
#include <QWebSocket>

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::Client
    \inmodule WebSocketRpc
    \brief A channel that makes its own connection and keeps it.

    After open() the client connects, and when the connection is lost it connects again, as its
    reconnectPolicy() says. Calls that are made meanwhile wait for the connection, within their
    timeout. Calls that were sent when the connection is lost fail with Error::Kind::ConnectionLost
    and mayHaveExecuted(); those marked CallOptions::idempotent are sent again instead.

    \snippet calls.cpp client
*/

/*!
    \enum WebSocketRpc::Client::State

    \value Closed      Not opened yet, closed, or the policy gave up.
    \value Connecting  An attempt to connect is under way.
    \value Connected   There is a connection.
    \value Waiting     The client waits before its next attempt.
*/

class ClientPrivate
{
public:
    explicit ClientPrivate(Client *client) : q(client)
    {
        retryTimer.setSingleShot(true);
        QObject::connect(&retryTimer, &QTimer::timeout, q, [this] { attempt(); });
    }

    ~ClientPrivate() { dropSocket(); }

    void setState(Client::State newState);
    void attempt();
    void socketConnected();
    void attemptFailed(const QString &reason);
    void connectionEnded(const CloseReason &reason);
    void tryAgain(const Error &error);
    void dropSocket();

    Client *const q;
    QUrl url;
    ReconnectPolicy policy;
    Client::RequestFactory requestFactory;
    Client::State state = Client::State::Closed;
    QTimer retryTimer;
    QWebSocket *connecting = nullptr;
    int failures = 0; // in a row
};

void ClientPrivate::setState(Client::State newState)
{
    if (std::exchange(state, newState) != newState)
        Q_EMIT q->stateChanged(newState);
}

void ClientPrivate::attempt()
{
    QNetworkRequest request(url);
    if (requestFactory)
        request = requestFactory(url);
    // A new socket each time: a used one still tells the close code of its last connection.
    connecting = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest);
    QObject::connect(connecting, &QWebSocket::connected, q, [this] { socketConnected(); });
    // The error signal may come several times; the first one settles the attempt.
    const auto failed = [this, socket = connecting] {
        if (socket == connecting)
            attemptFailed(socket->errorString());
    };
    connectSocketError(connecting, q, failed);
    QObject::connect(connecting, &QWebSocket::disconnected, q, failed);
    const QPointer<Client> self(q);
    setState(Client::State::Connecting);
    if (self && connecting)
        connecting->open(request);
}

void ClientPrivate::socketConnected()
{
    QWebSocket *const socket = std::exchange(connecting, nullptr);
    QObject::disconnect(socket, nullptr, q, nullptr);
    auto peer = std::make_shared<PeerInfo>();
    peer->address = socket->peerAddress().toString();
    peer->port = socket->peerPort();
    peer->path = url.path();
    ChannelAccess::attach(
        *q, std::make_unique<WebSocketTransport>(socket, q->limits().incomingMessageSize), peer);
}

void ClientPrivate::attemptFailed(const QString &reason)
{
    dropSocket();
    const Error error(Error::Kind::ConnectionLost,
        QStringLiteral("cannot connect to %1: %2")
            .arg(url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery), reason));
    // We are inside the socket's signal, where no user code may run.
    QMetaObject::invokeMethod(
        q,
        [this, error] {
            if (state == Client::State::Connecting && !connecting)
                tryAgain(error);
        },
        Qt::QueuedConnection);
}

void ClientPrivate::connectionEnded(const CloseReason &reason)
{
    const QPointer<Client> self(q);
    const bool again = state == Client::State::Connected;
    if (again)
        state = Client::State::Waiting;
    Q_EMIT q->connectedChanged();
    if (self)
        Q_EMIT q->disconnected(reason);
    if (!self || !again || state != Client::State::Waiting)
        return;
    state = Client::State::Connected; // so that tryAgain() reports the change
    tryAgain(Error(Error::Kind::ConnectionLost,
        QStringLiteral("the connection was lost (%1)").arg(reason.code)));
}

void ClientPrivate::tryAgain(const Error &error)
{
    const std::optional<std::chrono::milliseconds> delay = policy.delayBefore(++failures);
    const QPointer<Client> self(q);
    const std::shared_ptr<Session> session = ChannelAccess::session(*q);
    if (delay) {
        qCDebug(lcClient) << error.message() << "- trying again in" << delay->count() << "ms";
        retryTimer.start(*delay);
        setState(Client::State::Waiting);
        if (self && state == Client::State::Waiting)
            Q_EMIT q->reconnecting(failures, *delay);
        return;
    }
    setState(Client::State::Closed);
    if (self && state == Client::State::Closed)
        Q_EMIT q->failed(error);
    if (self && state == Client::State::Closed)
        session->close(error, {});
}

void ClientPrivate::dropSocket()
{
    if (!connecting)
        return;
    QWebSocket *const socket = std::exchange(connecting, nullptr);
    QObject::disconnect(socket, nullptr, q, nullptr);
    socket->abort();
    socket->deleteLater();
}

/*! Makes a client without a url; it is a child of \a parent. */
Client::Client(QObject *parent) : Client(QUrl(), parent) { }

/*! Makes a client for the server at \a url, \c ws or \c wss; it is a child of \a parent. */
Client::Client(const QUrl &url, QObject *parent)
    : Channel(parent)
    , d(std::make_unique<ClientPrivate>(this))
{
    d->url = url;
    const std::shared_ptr<Session> session = ChannelAccess::session(*this);
    session->setReconnects(true);
    session->setListener({
        [this] {
            const QPointer<Client> self(this);
            d->failures = 0;
            d->setState(State::Connected);
            if (self)
                Q_EMIT connectedChanged();
            if (self && isConnected())
                Q_EMIT connected();
        },
        [this](const CloseReason &reason) { d->connectionEnded(reason); },
    });
}

/*! Destroys the client; see Channel::~Channel(). */
Client::~Client()
{
    // No call may settle into a client that is half destroyed.
    ChannelAccess::session(*this)->shutDown();
}

/*!
    \property WebSocketRpc::Client::url
    \brief Where the server is, with the scheme \c ws or \c wss.

    A change takes effect with the next attempt to connect.
*/
QUrl Client::url() const
{
    return d->url;
}

void Client::setUrl(const QUrl &url)
{
    if (d->url == url)
        return;
    d->url = url;
    Q_EMIT urlChanged();
}

/*! Returns when the client tries again. By default it does so for ever, with growing delays. */
ReconnectPolicy Client::reconnectPolicy() const
{
    return d->policy;
}

/*! Sets when the client tries again to \a policy, from the next failure on. */
void Client::setReconnectPolicy(const ReconnectPolicy &policy)
{
    d->policy = policy;
}

/*!
    Has \a factory make the handshake request of each attempt from the url, so that a header can
   hold a fresh token. It is called in the client's thread.
*/
void Client::setRequestFactory(const RequestFactory &factory)
{
    d->requestFactory = factory;
}

/*!
    \property WebSocketRpc::Client::state
    \brief What the client is doing about its connection.
*/
Client::State Client::state() const
{
    return d->state;
}

/*!
    Connects, and from then on keeps the connection. Does nothing unless the client is closed.
*/
void Client::open()
{
    if (d->state != State::Closed)
        return;
    d->failures = 0;
    ChannelAccess::session(*this)->reopen();
    d->attempt();
}

/*!
    Ends the connection, or the attempts to make one. Pending calls fail with Error::Kind::Closed.
*/
void Client::close()
{
    const QPointer<Client> self(this);
    d->retryTimer.stop();
    d->dropSocket();
    d->setState(State::Closed);
    if (self)
        Channel::close();
}

/*!
    \fn void WebSocketRpc::Client::reconnecting(int attempt, std::chrono::milliseconds delay)
    The client will connect again after \a delay; \a attempt counts the failures in a row.
*/

/*!
    \fn void WebSocketRpc::Client::failed(const WebSocketRpc::Error &error)
    The policy has given up because of \a error; pending calls fail with it after this signal.
*/

} // namespace WebSocketRpc
