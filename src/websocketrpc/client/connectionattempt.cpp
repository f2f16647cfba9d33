// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "connectionattempt_p.h"

#include "httphead_p.h"
#include "logging_p.h"
#include "socketerror_p.h"
#include "subprotocol_p.h"

#include <QPointer>
#include <QWebSocket>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr char subprotocolHeader[] = "Sec-WebSocket-Protocol";

QString urlProblem(const QUrl &url)
{
    if (!url.isValid())
        return url.isEmpty() ? u"there is no url"_s : url.errorString();
    if (url.scheme() != "ws"_L1 && url.scheme() != "wss"_L1)
        return u"the scheme must be ws or wss"_s;
    return {};
}

std::optional<std::chrono::seconds> retryAfter(const HttpHead &head)
{
    bool isNumber = false;
    const int seconds = head.value("Retry-After").toInt(&isNumber);
    if (!isNumber || seconds < 0)
        return {};
    return std::chrono::seconds(seconds);
}

// Where a redirect leads to, for a WebSocket; invalid if it is none to follow.
QUrl redirectTarget(const QUrl &from, const HttpHead &head)
{
    QUrl target = from.resolved(QUrl::fromEncoded(head.value("Location")));
    if (target.scheme() == "http"_L1)
        target.setScheme(u"ws"_s);
    else if (target.scheme() == "https"_L1)
        target.setScheme(u"wss"_s);
    const bool isWeaker = from.scheme() == "wss"_L1 && target.scheme() != "wss"_L1;
    return isWeaker || !urlProblem(target).isEmpty() ? QUrl() : target;
}

} // namespace

ConnectionAttempt::~ConnectionAttempt()
{
    dropSocket();
}

void ConnectionAttempt::start(const QUrl &url)
{
    m_timer.start(m_settings.handshakeTime);
    open(url);
}

void ConnectionAttempt::open(const QUrl &url)
{
    m_url = url;
    if (const QString problem = urlProblem(url); !problem.isEmpty())
        return fail({}, problem);
    const QPointer<ConnectionAttempt> self(this);
    QNetworkRequest request = m_settings.requestFor(url);
    if (!self)
        return;
    if (m_offersSharedFrames)
        request.setRawHeader(
            subprotocolHeader, offerSharedFrames(request.rawHeader(subprotocolHeader)));
    // A new socket each time: a used one still tells the close code of its last connection.
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest);
    if (m_settings.proxy)
        m_socket->setProxy(*m_settings.proxy);
    if (m_settings.sslConfiguration)
        m_socket->setSslConfiguration(*m_settings.sslConfiguration);
    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_timer.stop();
        m_settled = true;
        QWebSocket *const socket = std::exchange(m_socket, nullptr);
        disconnect(socket, nullptr, this, nullptr);
        Q_EMIT connected(socket);
    });
    connectSocketError(m_socket, this, [this] { socketFailed(); });
    connect(m_socket, &QWebSocket::disconnected, this, &ConnectionAttempt::socketFailed);
    m_socket->open(request);
    if (m_socket)
        m_response.watch(m_socket);
}

// The error signal may come several times; the first one settles the attempt.
void ConnectionAttempt::socketFailed()
{
    if (m_settled || !m_socket)
        return;
    ConnectionFailure failure;
    failure.socketError = m_socket->error();
    QString problem = m_socket->errorString();
    if (const auto head = m_response.head()) {
        failure.httpStatus = UpgradeResponse::statusOf(*head);
        failure.retryAfter = retryAfter(*head);
        const int status = failure.httpStatus.value_or(0);
        if (followRedirect(*head, status) || withdrawOffer(status))
            return;
        if (failure.httpStatus)
            problem = u"the server answered with HTTP status %1 %2"_s.arg(*failure.httpStatus)
                          .arg(QString::fromUtf8(head->startLine[2]))
                          .trimmed();
    }
    fail(std::move(failure), problem);
}

bool ConnectionAttempt::followRedirect(const HttpHead &head, int status)
{
    const bool isRedirect =
        status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    if (!isRedirect || m_redirects >= m_settings.maximumRedirects)
        return false;
    const QUrl target = redirectTarget(m_url, head);
    if (target.isEmpty())
        return false;
    ++m_redirects;
    qCDebug(lcClient) << "redirected to" << target.toDisplayString(QUrl::RemoveQuery);
    openAgain(target);
    return true;
}

// A server should leave out of its answer what it does not know; some refuse the handshake instead,
// as a bad request.
bool ConnectionAttempt::withdrawOffer(int status)
{
    constexpr int badRequest = 400;
    if (status != badRequest || !std::exchange(m_offersSharedFrames, false))
        return false;
    qCDebug(lcClient) << "the server answered with HTTP status" << status
                      << "- trying without the sub-protocol" << sharedFramesProtocol;
    openAgain(m_url);
    return true;
}

void ConnectionAttempt::openAgain(const QUrl &url)
{
    dropSocket();
    // We are inside the socket's signal, where the user's request factory must not run.
    QMetaObject::invokeMethod(
        this, [this, url] { open(url); }, Qt::QueuedConnection);
}

void ConnectionAttempt::fail(ConnectionFailure failure, const QString &problem)
{
    if (std::exchange(m_settled, true))
        return;
    m_timer.stop();
    dropSocket();
    failure.error = Error(Error::Kind::ConnectionLost,
        u"cannot connect to %1: %2"_s.arg(
            m_url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery), problem));
    QMetaObject::invokeMethod(
        this, [this, failure] { Q_EMIT failed(failure); }, Qt::QueuedConnection);
}

void ConnectionAttempt::dropSocket()
{
    QWebSocket *const socket = std::exchange(m_socket, nullptr);
    if (!socket)
        return;
    disconnect(socket, nullptr, this, nullptr);
    socket->abort();
    socket->deleteLater();
}

} // namespace WebSocketRpc

#include "moc_connectionattempt_p.cpp"
