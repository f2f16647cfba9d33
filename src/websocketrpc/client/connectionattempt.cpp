// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "connectionattempt_p.h"

#include "exceptionerror_p.h"
#include "excerpt_p.h"
#include "httphead_p.h"
#include "httprefusal_p.h"
#include "logging_p.h"
#include "serverurl_p.h"
#include "socketupgrade_p.h"
#include "subprotocol_p.h"
#include "websocketupgrade_p.h"

#include <QPointer>
#include <QWebSocket>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr char subprotocolHeader[] = "Sec-WebSocket-Protocol";
constexpr int switchingProtocols = 101;

// A server that explains its refusal does so at once.
constexpr auto patienceForBody = std::chrono::seconds(1);

// The target of a redirect as a WebSocket url; invalid if the client must not follow it.
QUrl redirectTarget(const QUrl &from, const HttpHead &head)
{
    QUrl target = from.resolved(QUrl::fromEncoded(head.value("Location")));
    if (target.scheme() == "http"_L1)
        target.setScheme(u"ws"_s);
    else if (target.scheme() == "https"_L1)
        target.setScheme(u"wss"_s);
    const bool isWeaker = from.scheme() == "wss"_L1 && target.scheme() != "wss"_L1;
    return isWeaker || !problemOf(target).isEmpty() ? QUrl() : target;
}

} // namespace

ConnectionAttempt::~ConnectionAttempt()
{
    dropUpgrade();
}

void ConnectionAttempt::start(const QUrl &url)
{
    m_timer.start(m_settings.handshakeTime);
    open(url);
}

void ConnectionAttempt::open(const QUrl &url)
{
    m_url = url;
    if (const QString problem = problemOf(url); !problem.isEmpty())
        return fail({.isFinal = true}, problem);
    const std::optional<QNetworkRequest> request = requestFor(url);
    if (!request)
        return;
    const QPointer<ConnectionAttempt> self(this);
    std::unique_ptr<ClientUpgrade> upgrade = makeUpgrade(url);
    if (!self || !upgrade)
        return;
    m_upgrade = std::move(upgrade);
    connect(m_upgrade.get(), &ClientUpgrade::upgraded, this,
        [this](Transport *transport, const std::shared_ptr<const PeerInfo> &peer) {
            m_timer.stop();
            m_settled = true;
            dropUpgrade();
            Q_EMIT connected(transport, peer);
        });
    connect(m_upgrade.get(), &ClientUpgrade::failed, this, &ConnectionAttempt::upgradeFailed);
    m_upgrade->open(*request);
}

// Calls the user's factory; null if it failed or deleted this object.
std::unique_ptr<ClientUpgrade> ConnectionAttempt::makeUpgrade(const QUrl &url)
{
    if (!m_settings.socketFactory)
        return std::make_unique<SocketUpgrade>(m_settings.upgrade);
    const auto [factory, settings] = std::pair(m_settings.socketFactory, m_settings.upgrade);
    const QPointer<ConnectionAttempt> self(this);
    std::unique_ptr<QWebSocket> socket;
    try {
        socket = factory(url);
    } catch (...) {
        if (self)
            fail({},
                u"the socket factory has failed: "_s
                    + excerptOf(errorFrom(std::current_exception()).message()));
        return {};
    }
    if (!socket)
        socket = std::make_unique<QWebSocket>();
    return std::make_unique<WebSocketUpgrade>(std::move(socket), settings);
}

// Runs user code, which may delete this object or throw. Without a request, the attempt is over.
std::optional<QNetworkRequest> ConnectionAttempt::requestFor(const QUrl &url)
{
    const QPointer<ConnectionAttempt> self(this);
    QNetworkRequest request;
    QString problem;
    try {
        request = m_settings.requestFor(url);
        problem = problemOf(request.url());
    } catch (...) {
        problem = u"the request factory has failed: "_s
            + excerptOf(errorFrom(std::current_exception()).message());
    }
    if (self && !problem.isEmpty())
        fail({}, problem);
    if (!self || !problem.isEmpty())
        return {};
    request.setUrl(requestUrl(request.url()));
    if (m_offersSharedFrames)
        request.setRawHeader(
            subprotocolHeader, offerSharedFrames(request.rawHeader(subprotocolHeader)));
    return request;
}

void ConnectionAttempt::upgradeFailed()
{
    if (m_settled || !m_upgrade)
        return;
    if (const auto head = m_upgrade->response().head())
        return refused(*head);
    ConnectionFailure failure;
    failure.socketError = m_upgrade->error();
    fail(std::move(failure), excerptOf(m_upgrade->errorString()));
}

void ConnectionAttempt::refused(const HttpHead &head)
{
    const int status = UpgradeResponse::statusOf(head).value_or(0);
    if (m_bodyTimer || followRedirect(head, status) || withdrawOffer(head, status))
        return;
    if (m_statusWithOffer == status)
        m_blamelessStatus = status;
    const auto settle = [this, head] { failAsRefused(head); };
    if (status == switchingProtocols)
        return settle();
    m_timer.stop();
    m_bodyTimer = std::make_unique<Timer>(settle);
    m_bodyTimer->start(patienceForBody);
    m_upgrade->response().collectBody(head, this, settle);
}

void ConnectionAttempt::failAsRefused(const HttpHead &head)
{
    if (m_settled || !m_upgrade)
        return;
    ConnectionFailure failure;
    failure.socketError = m_upgrade->error();
    failure.httpStatus = UpgradeResponse::statusOf(head);
    failure.retryAfter = retryAfter(head);
    if (!failure.httpStatus)
        return fail(std::move(failure), excerptOf(m_upgrade->errorString()));
    QString problem = refusalText(head, m_upgrade->response().body());
    if (failure.httpStatus == switchingProtocols) {
        const QString field = upgradeProblem(head);
        problem += u", but "_s + (field.isEmpty() ? excerptOf(m_upgrade->errorString()) : field);
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
    qCDebug(lcClient) << "redirected to" << displayed(target);
    openAgain(target);
    return true;
}

// A server should ignore an offer that it does not know. Some refuse the handshake instead, with any
// status, or copy the offer. A server that is busy, or has been asked too often, refuses for another
// reason.
bool ConnectionAttempt::withdrawOffer(const HttpHead &head, int status)
{
    const bool isRedirect = status / 100 == 3;
    constexpr int tooManyRequests = 429;
    constexpr int serviceUnavailable = 503;
    const bool isBusy = status == tooManyRequests || status == serviceUnavailable
        || !head.value("Retry-After").isEmpty();
    if (isRedirect || isBusy || status == m_blamelessStatus
        || !std::exchange(m_offersSharedFrames, false))
        return false;
    m_statusWithOffer = status;
    qCDebug(lcClient) << "the server answered with HTTP status" << status
                      << "- trying without the sub-protocol" << sharedFramesProtocol;
    openAgain(m_url);
    return true;
}

void ConnectionAttempt::openAgain(const QUrl &url)
{
    dropUpgrade();
    // This runs inside the socket's signal, where the user's request factory must not run.
    QMetaObject::invokeMethod(
        this, [this, url] { open(url); }, Qt::QueuedConnection);
}

void ConnectionAttempt::fail(ConnectionFailure failure, const QString &problem)
{
    if (std::exchange(m_settled, true))
        return;
    m_timer.stop();
    m_bodyTimer.reset();
    dropUpgrade();
    failure.error = Error(
        Error::Kind::ConnectionLost, u"cannot connect to %1: %2"_s.arg(displayed(m_url), problem));
    QMetaObject::invokeMethod(
        this, [this, failure] { Q_EMIT failed(failure); }, Qt::QueuedConnection);
}

void ConnectionAttempt::dropUpgrade()
{
    if (!m_upgrade)
        return;
    m_upgrade->disconnect(this);
    m_upgrade->abort();
    m_upgrade.release()->deleteLater(); // its signal may be on the stack
}

} // namespace WebSocketRpc

#include "moc_connectionattempt_p.cpp"
