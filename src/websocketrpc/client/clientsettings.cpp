// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/client.h>

#include "channelaccess_p.h"
#include "clientprivate_p.h"
#include "endpoint_p.h"
#include "logging_p.h"

namespace WebSocketRpc {

/*! Returns when the client tries again. By default it does so for ever, with growing delays. */
ReconnectPolicy Client::reconnectPolicy() const
{
    return d_func()->policy;
}

/*! Sets when the client tries again to \a policy, from the next failure on. */
void Client::setReconnectPolicy(const ReconnectPolicy &policy)
{
    d_func()->policy = policy;
}

/*!
    Has \a condition decide after each failure whether to try again, within what the policy allows.
    It is called in the client's thread; by default it is isTemporary().
*/
void Client::setRetryCondition(const RetryCondition &condition)
{
    d_func()->retryCondition = condition;
}

/*!
    Returns whether another attempt may succeed after \a failure. That is always so unless the server
    answered with the HTTP status 401 or 403, because it does not want this client, or the url is one
    that no client can connect to.
*/
bool Client::isTemporary(const ConnectionFailure &failure)
{
    return !failure.isFinal && failure.httpStatus != 401 && failure.httpStatus != 403;
}

/*!
    Has \a factory make the handshake request of each attempt from the url, so that a header can
    hold a fresh token. It is called in the client's thread, and again for each redirect that is
    followed.
*/
void Client::setRequestFactory(const RequestFactory &factory)
{
    d_func()->requestFactory = factory;
}

/*!
    Sends the header field \a name with \a value in each handshake request, from the next attempt
    on, unless the request factory sets that field itself. A null \a value takes it back. Fields
    are not sent to another server that a redirect leads to.
*/
void Client::setHeader(const QByteArray &name, const QByteArray &value)
{
    d_func()->headers.removeIf(
        [&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
    if (!value.isNull())
        d_func()->headers.append({name, value});
}

/*!
    Lets an attempt to connect follow up to \a maximum HTTP redirects, but none from \c wss to
    \c ws. By default it is 0: a redirect is a failure.
*/
void Client::setMaximumRedirects(int maximum)
{
    d_func()->maximumRedirects = maximum;
}

/*! Connects through \a proxy, from the next attempt on; by default as the application does. */
void Client::setProxy(const QNetworkProxy &proxy)
{
    d_func()->proxy = proxy;
}

/*!
    Uses \a configuration for \c wss, from the next attempt on: which authorities to trust, and
    which certificate to show. Where QSsl::SslOptionDisableSessionPersistence is off, which is on by
    default, each attempt resumes the latest session of the server.
*/
void Client::setSslConfiguration(const QSslConfiguration &configuration)
{
    d_func()->sslConfiguration = configuration;
    d_func()->tlsSession =
        std::make_shared<TlsSession>(); // the old session is bound to the earlier certificate
}

/*!
    Runs \a step on each new connection before anything else, such as a login: calls that wait, and
    those that are repeated, are not sent and connected() is not emitted before it has succeeded.
    Meanwhile the state is State::Opening. It takes effect with the next connection; an empty \a step
    takes it back. By default there is none.

    The step is called in the client's thread, from the event loop, with a handle for calls and
    notifications that overtake all others. They go through this connection only: where it is lost they
    fail and are not repeated, also when they are CallOptions::idempotent. A step returns a Reply or a
    QFuture, and has succeeded when that has a result, whichever it is; or it returns nothing and has
    succeeded at once.

    \snippet connection.cpp opening

    Where the step throws or its future fails, the connection is closed and counts as a failed attempt:
    lastFailure() has the error as ConnectionFailure::openingError, and the retry condition and the
    policy decide whether to try again. By default the client does so.
*/
void Client::setOpening(const OpeningStep &step)
{
    Endpoint *const endpoint = d->endpoint.get();
    if (!step)
        return endpoint->opening().setStep({});
    endpoint->opening().setStep(
        [endpoint, step](const std::shared_ptr<const Detail::CallOrigin> &origin) {
            return step(ChannelAccess::handle(origin, endpoint->settings().callOptions));
        });
}

/*!
    Has each attempt to connect use the QWebSocket that \a factory makes for the url, instead of the
    library's own WebSocket; the client takes it over. It may be connected already. If it is not, the
    client opens it, with its own request, proxy and TLS configuration; signals that the factory
    connects to may be used to answer what QWebSocket asks. An empty function takes it back. It is
    called in the client's thread, also for each redirect that is followed. The page
    \l {The WebSocket below} tells what a QWebSocket cannot do.
*/
void Client::setSocketFactory(const SocketFactory &factory)
{
    d_func()->socketFactory = factory;
}

/*! Returns how the client finds out whether the server is still there; see Heartbeat. */
std::optional<Heartbeat> Client::heartbeat() const
{
    return d_func()->heartbeat;
}

/*! Uses \a heartbeat from the next connection on; without one a silent server goes unnoticed. */
void Client::setHeartbeat(const std::optional<Heartbeat> &heartbeat)
{
    d_func()->heartbeat = heartbeat;
}

/*! Returns how messages are compressed if the server supports it; by default they are not. */
std::optional<Compression> Client::compression() const
{
    return d_func()->compression;
}

/*!
    Offers the server compressed messages, as \a compression says, from the next connection on. If the
    server does not support them, messages are not compressed. This has no effect together with
    setSocketFactory(), because QWebSocket supports no extensions.

    \snippet connection.cpp compression

    \sa {Compressed Messages}
*/
void Client::setCompression(const Compression &compression)
{
    d_func()->compression = compression;
}

/*!
    \overload
    With \c{std::nullopt} as \a none the client offers no compression, from the next connection on.
*/
void Client::setCompression(std::nullopt_t none)
{
    d_func()->compression = none;
}

/*!
    Sets how messages are spelled to \a dialect; by default that is JSON-RPC 2.0. Has no effect
    unless the client is closed and no calls wait.

    In the dialect FastApi a connection counts as connected when the server has answered a ping, as
    in fastapi_websocket_rpc, or has not answered five of them within a second each. Until then
    calls wait; the server's own calls are answered. See \l {FastAPI and Python}.
*/
void Client::setDialect(Dialect dialect)
{
    const std::shared_ptr<Endpoint> &endpoint = d->endpoint;
    if (d_func()->state != State::Closed || !endpoint->caller().pending().isEmpty()) {
        qCWarning(lcClient, "Client::setDialect() has no effect on a client that is in use");
        return;
    }
    Opening &opening = endpoint->opening();
    if (opening.dialect() == dialect)
        return;
    opening.setDialect(dialect);
    Q_EMIT dialectChanged();
}

/*!
    Sets what frames messages travel in to \a type, from the next connection on. By default that is
    text, and binary as soon as the peer has sent binary itself; a FastAPI endpoint with
    \c{frame_type=WebSocketFrameType.Binary} reads nothing else. Frames that messages share are always
    binary.
*/
void Client::setFrameType(FrameType type)
{
    d->endpoint->settings().frameFormat =
        type == FrameType::Binary ? Transport::Format::Binary : Transport::Format::Text;
}

/*! Returns whether messages may share frames with each other; by default they may. */
bool Client::sharesFrames() const
{
    return d_func()->sharesFrames;
}

/*!
    Sets whether the next handshake asks the server to let messages share frames, to \a share. A
    Server agrees, unless Server::setSharesFrames() says otherwise; any other server ignores the
    WebSocket sub-protocol \c{websocketrpc.v1}, which is offered for it, and each message travels in
    a frame of its own. Some servers refuse a handshake with an offer that they do not know, or copy
    the offer into their answer; so a handshake that fails is repeated at once without the offer, as
    part of the same attempt, except where the server says when to come back. For such a server \c false
    spares the first request. The dialect FastApi has no shared frames.
*/
void Client::setSharesFrames(bool share)
{
    d_func()->sharesFrames = share;
}

} // namespace WebSocketRpc
