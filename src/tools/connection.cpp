// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "connection.h"

#include <websocketrpc/callcontext.h>

#include <QCoreApplication>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;
using WebSocketRpc::CallContext;
using WebSocketRpc::ChannelHandle;
using WebSocketRpc::Client;
using WebSocketRpc::CloseReason;
using WebSocketRpc::Error;
using WebSocketRpc::Limits;
using WebSocketRpc::ReconnectPolicy;

namespace {

// The limits protect a server; a user of this tool wants to see every answer.
Limits limitsFor(std::chrono::milliseconds connectTime)
{
    constexpr qint64 largest = 1024 * 1024 * 1024;
    return {
        .incomingMessageSize = largest,
        .outgoingMessageSize = largest,
        .jsonValues = std::numeric_limits<int>::max(),
        .incomingBuffer = largest,
        .outgoingBuffer = largest,
        .handshakeTime = connectTime,
    };
}

std::chrono::milliseconds connectTime(const ConnectionOptions &options)
{
    return std::min(options.connectTimeout, options.timeout);
}

QString displayed(const QUrl &url)
{
    return url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
}

Error loginFailure(const Error &error)
{
    const QString message = u"the login failed: "_s + error.message();
    if (error.kind() == Error::Kind::Remote)
        return Error(error.code(), message, error.data());
    return Error(error.kind(), message);
}

} // namespace

Connection::Connection(const ConnectionOptions &options) : m_options(options), m_client(options.url)
{
    m_client.setDialect(options.dialect);
    m_client.setReconnectPolicy(ReconnectPolicy::never());
    m_client.setCallOptions({.timeout = options.timeout});
    m_client.setLimits(limitsFor(connectTime(options)));
    m_client.setSharesFrames(options.offersSubprotocol);
    if (options.offersCompression)
        m_client.setCompression({});
    if (options.tls)
        m_client.setSslConfiguration(*options.tls);
    m_client.setRequestFactory([headers = options.headers](const QUrl &url) {
        QNetworkRequest request(url);
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        return request;
    });
    if (options.login)
        m_client.setOpening([login = *options.login](ChannelHandle server) {
            return server.call<QVariant>(login.method, login.arguments);
        });
    QObject::connect(&m_client, &Client::stateChanged, &m_client,
        [this](Client::State state) { m_wasOpen = m_wasOpen || state == Client::State::Opening; });
    QObject::connect(&m_client, &Client::connected, &m_client, [this] {
        m_wasOpen = true;
        reportDetail(u"connected to %1"_s.arg(displayed(m_options.url)));
    });
    QObject::connect(&m_client, &Client::disconnected, &m_client, [](const CloseReason &reason) {
        reportDetail(u"disconnected: %1 %2"_s.arg(reason.code).arg(reason.text));
    });
    QObject::connect(&m_client, &Client::failed, &m_client,
        [this](const Error &error) { connectingFailed(error); });
}

void Connection::open()
{
    reportDetail(u"connecting to %1"_s.arg(displayed(m_options.url)));
    if (m_options.tls && m_options.tls->peerVerifyMode() == QSslSocket::VerifyNone)
        reportWarning(u"the server's certificate is not checked (--insecure)"_s);
    m_client.open();
}

void Connection::onNotification(
    const std::function<void(const QString &method, const QVariant &params)> &function)
{
    m_client.onAny(&m_client,
        [this, function](
            const QString &method, const QVariant &params, const CallContext &context) {
            if (!context.isNotification())
                throw Error(Error::MethodNotFound, u"wsrpc does not answer calls"_s);
            if (!m_failed)
                function(method, params);
        });
}

void Connection::connectingFailed(const Error &error)
{
    const std::optional<Error> opening = m_client.lastFailure().openingError;
    exitWith(opening ? loginFailure(*opening) : error);
}

// The timeout of the call may be shorter than that for connecting.
ExitStatus Connection::fail(const Error &error)
{
    const bool neverConnected = error.kind() == Error::Kind::Timeout && !m_wasOpen;
    const Error reported = neverConnected
        ? Error(Error::Kind::ConnectionLost,
            u"cannot connect to %1: no connection within %2 ms"_s.arg(displayed(m_options.url))
                .arg(connectTime(m_options).count()))
        : error;
    const ExitStatus status = statusOf(reported.kind());
    if (!std::exchange(m_failed, true))
        report(reported, status);
    return status;
}

void Connection::exitWith(const Error &error)
{
    if (!m_failed)
        QCoreApplication::exit(fail(error));
}
