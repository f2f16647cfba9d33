// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "clientprivate_p.h"

#include "channelaccess_p.h"
#include "dialectheader_p.h"
#include "logging_p.h"
#include "session_p.h"
#include "websockettransport_p.h"

#include <QCoreApplication>
#include <QNetworkInformation>
#include <QWebSocket>

namespace WebSocketRpc {

using State = Client::State;
using std::chrono::milliseconds;

namespace {

bool hasSameOrigin(const QUrl &left, const QUrl &right)
{
    return left.scheme() == right.scheme() && left.host() == right.host()
        && left.port() == right.port();
}

} // namespace

// Calls that fail because the connection is lost see that before closed() is told of it.
State ClientPrivate::stateNow() const
{
    return state == State::Connected && !q->isConnected() ? State::Waiting : state;
}

void ClientPrivate::setState(State newState)
{
    state = newState;
    reportState();
}

// The state and whether there is a connection have both changed before the first signal.
void ClientPrivate::reportState()
{
    const QPointer<Client> self(q);
    if (std::exchange(m_reportedState, state) != state)
        Q_EMIT q->stateChanged(state);
    if (self)
        reportConnected();
}

void ClientPrivate::reportConnected()
{
    const bool isConnected = q->isConnected();
    if (std::exchange(m_reportedConnected, isConnected) != isConnected)
        Q_EMIT q->connectedChanged();
}

void ClientPrivate::setFailure(const ConnectionFailure &newFailure)
{
    failure = newFailure;
    Q_EMIT q->lastErrorChanged();
}

void ClientPrivate::setRoundTripTime(std::optional<std::chrono::microseconds> time)
{
    if (std::exchange(roundTripTime, time) != time)
        Q_EMIT q->roundTripTimeChanged();
}

void ClientPrivate::open()
{
    if (state != State::Closed)
        return;
    failures = 0;
    ChannelAccess::session(*q)->reopen();
    attempt();
}

// The caller ends the connection, too, before it reports the state.
void ClientPrivate::close()
{
    retryTimer.stop();
    m_attempt.reset();
    state = State::Closed;
}

void ClientPrivate::retryNow()
{
    if (state == State::Waiting)
        attempt();
    else
        m_retriesAtOnce = stateNow() == State::Waiting;
}

void ClientPrivate::attempt()
{
    m_retriesAtOnce = false;
    retryTimer.stop();
    m_attempt = std::make_unique<ConnectionAttempt>(AttemptSettings{
        .requestFor = [this](const QUrl &target) { return requestFor(target); },
        .proxy = proxy,
        .sslConfiguration = sslConfiguration,
        .handshakeTime = q->limits().handshakeTime,
        .maximumRedirects = maximumRedirects,
        .offersSharedFrames = sharesFrames && q->dialect() != Dialect::FastApi,
    });
    QObject::connect(m_attempt.get(), &ConnectionAttempt::connected, q,
        [this](QWebSocket *socket) { socketConnected(socket); });
    QObject::connect(m_attempt.get(), &ConnectionAttempt::failed, q,
        [this](const ConnectionFailure &newFailure) { failed(newFailure); });
    const QPointer<ConnectionAttempt> attempt(m_attempt.get());
    setState(State::Connecting);
    if (attempt)
        attempt->start(url);
}

// Headers may hold secrets; where a redirect leads to another server only the factory sets some.
QNetworkRequest ClientPrivate::requestFor(const QUrl &target) const
{
    QNetworkRequest request = requestFactory ? requestFactory(target) : QNetworkRequest(target);
    request.setRawHeader(dialectHeader, dialectHeaderValue(*q->dialect()));
    for (const auto &[name, value] : headers) {
        if (hasSameOrigin(target, url) && !request.hasRawHeader(name))
            request.setRawHeader(name, value);
    }
    return request;
}

void ClientPrivate::socketConnected(QWebSocket *socket)
{
    m_attempt.release()->deleteLater(); // its signal is on the stack
    auto peer = std::make_shared<PeerInfo>();
    peer->address = socket->peerAddress().toString();
    peer->port = socket->peerPort();
    peer->path = socket->requestUrl().path();
    auto transport =
        std::make_unique<WebSocketTransport>(socket, q->limits().incomingMessageSize, heartbeat);
    QObject::connect(
        transport.get(), &WebSocketTransport::roundTripMeasured, q,
        [this](std::chrono::microseconds time) { setRoundTripTime(time); }, Qt::QueuedConnection);
    ChannelAccess::attach(*q, std::move(transport), peer);
}

void ClientPrivate::opened()
{
    const QPointer<Client> self(q);
    m_connectedSince = currentTime();
    setState(State::Connected);
    if (self && q->isConnected())
        Q_EMIT q->connected();
}

void ClientPrivate::closed(const CloseReason &reason)
{
    const QPointer<Client> self(q);
    const bool wasKept = state == State::Connected;
    if (wasKept)
        state = State::Waiting; // is reported by failed(), which may find another
    setRoundTripTime({});
    if (self)
        reportConnected();
    if (self)
        Q_EMIT q->disconnected(reason);
    if (!self || !wasKept || state != State::Waiting)
        return;
    if (currentTime() - m_connectedSince >= policy.stableTime)
        failures = 0;
    failed({
        .error = Error(Error::Kind::ConnectionLost,
            QStringLiteral("the connection was lost (%1%2)")
                .arg(reason.code)
                .arg(reason.text.isEmpty() ? QString() : QStringLiteral(", ") + reason.text)),
        .wasConnected = true,
        .closeCode = reason.code,
    });
    if (self && m_retriesAtOnce)
        retryNow();
}

void ClientPrivate::neverOpened(const CloseReason &reason)
{
    if (state != State::Connecting || m_attempt)
        return;
    setRoundTripTime({});
    failed({
        .error = Error(Error::Kind::ConnectionLost,
            QStringLiteral("the connection ended before the server had answered a ping (%1)")
                .arg(reason.code)),
        .closeCode = reason.code,
    });
}

void ClientPrivate::failed(const ConnectionFailure &newFailure)
{
    if (m_attempt)
        m_attempt.release()->deleteLater(); // its signal is on the stack
    if (++failures == 1)
        m_firstFailure = currentTime();
    const QPointer<Client> self(q);
    const State before = state;
    setFailure(newFailure);
    if (!self || state != before)
        return;
    const std::optional<milliseconds> delay = nextDelay();
    if (!self || state != before)
        return;
    if (!delay)
        return giveUp();
    qCDebug(lcClient) << failure.error.message() << "- trying again in" << delay->count() << "ms";
    watchNetwork();
    retryTimer.start(*delay);
    setState(State::Waiting);
    if (self && state == State::Waiting)
        Q_EMIT q->reconnecting(failures, *delay);
}

std::optional<milliseconds> ClientPrivate::nextDelay() const
{
    const ConnectionFailure why = failure;
    const bool isWorthIt = retryCondition ? retryCondition(why) : Client::isTemporary(why);
    if (!isWorthIt)
        return {};
    const std::optional<milliseconds> delay = policy.delayBefore(failures);
    if (!delay)
        return {};
    const milliseconds wait =
        std::max<milliseconds>(*delay, why.retryAfter.value_or(std::chrono::seconds(0)));
    if (policy.maximumTime && currentTime() + wait > m_firstFailure + *policy.maximumTime)
        return {};
    return wait;
}

void ClientPrivate::giveUp()
{
    const QPointer<Client> self(q);
    const Error error = failure.error;
    const std::shared_ptr<Session> session = ChannelAccess::session(*q);
    setState(State::Closed);
    if (self && state == State::Closed)
        Q_EMIT q->failed(error);
    if (self && state == State::Closed)
        session->close(error, {});
}

// Waiting is pointless once the network is back, where the system tells of that.
void ClientPrivate::watchNetwork()
{
    if (std::exchange(m_watchesNetwork, true))
        return;
    const bool isMainThread = q->thread() == QCoreApplication::instance()->thread();
    if (isMainThread)
        QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability);
    if (!QNetworkInformation::instance())
        return;
    QObject::connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, q,
        [this](QNetworkInformation::Reachability reachability) {
            if (reachability == QNetworkInformation::Reachability::Online)
                retryNow();
        });
}

} // namespace WebSocketRpc
