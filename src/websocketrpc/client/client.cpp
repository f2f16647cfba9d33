// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/client.h>

#include "clientprivate_p.h"
#include "endpoint_p.h"

#include <QPointer>

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::Client
    \inheaderfile websocketrpc/client.h
    \inmodule WebSocketRpc
    \brief A channel that makes its own connection and keeps it.

    After open() the client connects, and when the connection is lost it connects again, as its
    reconnectPolicy() says. Calls that are made meanwhile wait for the connection, within their
    timeout. Calls that were sent when the connection is lost fail with Error::Kind::ConnectionLost
    and mayHaveExecuted(); those marked CallOptions::idempotent are sent again instead.

    \snippet calls.cpp client

    As a Channel it has the functions that make calls:

    \include calls.qdocinc

    With options of their own calls are made through with(), several of them in one message with
    batch(). expose() lets the server call the client.
*/

/*!
    \enum WebSocketRpc::Client::State

    \value Closed      Not opened yet, closed, or the policy gave up.
    \value Connecting  An attempt to connect is under way.
    \value Connected   There is a connection.
    \value Waiting     The client waits before its next attempt.
    \value Opening     There is a connection, and the opening step of setOpening() runs.
*/

/*! Makes a client without a url; it is a child of \a parent. */
Client::Client(QObject *parent) : Client(QUrl(), parent) { }

/*! Makes a client for the server at \a url, \c ws or \c wss; it is a child of \a parent. */
Client::Client(const QUrl &url, QObject *parent)
    : Channel(std::make_unique<ClientPrivate>(this, url), parent)
{
}

/*! Destroys the client; see Channel::~Channel(). */
Client::~Client()
{
    // No call may settle while the client is half destroyed.
    d->endpoint->shutDown();
    d_func()->close();
}

/*!
    \property WebSocketRpc::Client::url
    \brief Where the server is, with the scheme \c ws or \c wss.

    A user name and password in it are sent as Basic authentication (RFC 7617), unless a header or
    the request factory sets \c Authorization. A url that no client can connect to, because it has
    another scheme or no host, makes open() fail at once, whatever the policy says.

    Where the client is open, a change makes it leave its connection and go to the new server at once:
    calls that were sent fail with Error::Kind::ConnectionLost, those that wait or are
    CallOptions::idempotent are sent to the new one.
*/
QUrl Client::url() const
{
    return d_func()->url;
}

void Client::setUrl(const QUrl &url)
{
    if (d_func()->url == url)
        return;
    d_func()->url = url;
    const QPointer<Client> self(this);
    Q_EMIT urlChanged();
    if (self)
        d_func()->followUrl();
}

/*!
    \property WebSocketRpc::Client::state
    \brief What the client is doing about its connection.

    It is \c Connected exactly while isConnected().
*/
Client::State Client::state() const
{
    return d_func()->stateNow();
}

/*!
    \property WebSocketRpc::Client::attempt
    \brief How many attempts in a row have failed.

    It goes back to 0 when a connection has lasted for ReconnectPolicy::stableTime, and with open().
*/
int Client::attempt() const
{
    return d_func()->failures;
}

/*! Returns how long it is until the next attempt; 0 unless the client is waiting for it. */
std::chrono::milliseconds Client::retryIn() const
{
    if (!d_func()->retryTimer.isActive())
        return {};
    return std::chrono::ceil<std::chrono::milliseconds>(d_func()->retryTimer.due() - currentTime());
}

/*!
    \property WebSocketRpc::Client::lastError
    \brief Why there was no connection the last time, of Error::Kind::None if that never happened.
*/
Error Client::lastError() const
{
    return d_func()->failure.error;
}

/*! Returns all that is known of the last failure; lastErrorChanged() is emitted for each new one. */
ConnectionFailure Client::lastFailure() const
{
    return d_func()->failure;
}

/*!
    Returns how long the latest ping took to the server and back; absent without a connection or a
    heartbeat, and until the first ping was answered, which is sent after one interval.
    roundTripTimeChanged() is emitted when it changes.
*/
std::optional<std::chrono::microseconds> Client::roundTripTime() const
{
    return d_func()->roundTripTime;
}

/*!
    Connects, and from then on keeps the connection. Does nothing unless the client is closed.
*/
void Client::open()
{
    d_func()->open();
}

/*!
    Connects at once where the client waits before its next attempt. It does so by itself when the
    system says that the network is back. From a continuation of a call that the lost connection
    failed, it has this effect right after reconnecting().
*/
void Client::retryNow()
{
    d_func()->retryNow();
}

/*!
    Ends the connection, or the attempts to make one. Pending calls fail with Error::Kind::Closed.
*/
void Client::close()
{
    const QPointer<Client> self(this);
    d_func()->close();
    Channel::close();
    if (self)
        d_func()->reportState();
}

/*!
    \fn void WebSocketRpc::Client::roundTripTimeChanged()
    This signal is emitted when roundTripTime() has changed: after a ping was answered, and when the
    connection ends.
*/

/*!
    \fn void WebSocketRpc::Client::reconnecting(int attempt, std::chrono::milliseconds delay)
    The client will connect again after \a delay; \a attempt counts the failures in a row.
*/

/*!
    \fn void WebSocketRpc::Client::failed(const WebSocketRpc::Error &error)
    The policy has given up because of \a error; pending calls fail with it after this signal.
*/

} // namespace WebSocketRpc

#include "websocketrpc/moc_client.cpp"
