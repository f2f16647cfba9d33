// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "clientprivate_p.h"

#include "dialectheader_p.h"
#include "exceptionerror_p.h"
#include "excerpt_p.h"
#include "logging_p.h"
#include "serverurl_p.h"

#include <QCoreApplication>
#include <QNetworkInformation>
#include <QPointer>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

using State = Client::State;
using std::chrono::milliseconds;

namespace {

bool hasSameOrigin(const QUrl &left, const QUrl &right)
{
    return left.scheme() == right.scheme() && left.host() == right.host()
        && left.port() == right.port();
}

} // namespace

ClientPrivate::ClientPrivate(Client *client, const QUrl &serverUrl)
    : ChannelPrivate(client)
    , q(client)
    , url(serverUrl)
{
    endpoint->setReconnects(true);
    endpoint->opening().setAwaitsReadiness(true);
    endpoint->caller().waiting().setUnopened(true);
    endpoint->caller().waiting().setAbsence(u"the client was not opened"_s);
}

// Calls fail because of a lost connection before closed() is called, and their continuations see the loss.
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
    if (std::exchange(reportedState, state) != state)
        Q_EMIT q->stateChanged(state);
    if (self)
        reportConnected();
}

void ClientPrivate::reportConnected()
{
    const bool isConnected = q->isConnected();
    if (std::exchange(reportedConnected, isConnected) != isConnected)
        Q_EMIT q->connectedChanged();
}

void ClientPrivate::setFailure(const ConnectionFailure &newFailure)
{
    failure = newFailure;
    endpoint->caller().waiting().setAbsence(failure.error.message());
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
    loggedFailure.clear();
    endpoint->caller().waiting().setUnopened(false);
    endpoint->caller().waiting().setAbsence({});
    endpoint->reopen();
    attempt();
}

// Calls that wait, and those that may be repeated, go to the new server.
void ClientPrivate::followUrl()
{
    if (state == State::Closed)
        return;
    const QPointer<Client> self(q);
    failures = 0;
    endpoint->leaveConnection(
        Error(Error::Kind::ConnectionLost, u"the client goes to another url"_s));
    if (self && state != State::Closed) // user code has run
        attempt();
}

// The caller ends the connection, too, before it reports the state.
void ClientPrivate::close()
{
    retryTimer.stop();
    currentAttempt.reset();
    state = State::Closed;
}

void ClientPrivate::retryNow()
{
    if (state == State::Waiting)
        attempt();
    else
        retriesAtOnce = stateNow() == State::Waiting;
}

void ClientPrivate::attempt()
{
    retriesAtOnce = false;
    retryTimer.stop();
    currentAttempt = std::make_unique<ConnectionAttempt>(AttemptSettings{
        .requestFor = [this](const QUrl &target) { return requestFor(target); },
        .upgrade = {.proxy = proxy,
            .sslConfiguration = sslConfiguration,
            .tlsSession = tlsSession,
            .connection = {.incomingMessageSize = q->limits().incomingMessageSize,
                .messageTime = q->limits().messageTime,
                .heartbeat = heartbeat,
                .compression = compression}},
        .socketFactory = socketFactory,
        .handshakeTime = q->limits().handshakeTime,
        .maximumRedirects = maximumRedirects,
        .offersSharedFrames = sharesFrames && formatOf(*q->dialect()).rules().sharedFrames,
        .blamelessStatus = blamelessStatus,
    });
    QObject::connect(currentAttempt.get(), &ConnectionAttempt::connected, q,
        [this](Transport *transport, const std::shared_ptr<const PeerInfo> &peer) {
            upgraded(transport, peer);
        });
    QObject::connect(currentAttempt.get(), &ConnectionAttempt::failed, q,
        [this](const ConnectionFailure &newFailure) { failed(newFailure); });
    const QPointer<ConnectionAttempt> attempt(currentAttempt.get());
    setState(State::Connecting);
    if (attempt)
        attempt->start(url);
}

// Headers may contain secrets. After a redirect to another server, only the factory sets any.
QNetworkRequest ClientPrivate::requestFor(const QUrl &target) const
{
    QNetworkRequest request = requestFactory ? requestFactory(target) : QNetworkRequest(target);
    request.setRawHeader(dialectHeader, formatOf(*q->dialect()).rules().name);
    if (!hasSameOrigin(target, url))
        return request;
    for (const auto &[name, value] : headers) {
        if (!request.hasRawHeader(name))
            request.setRawHeader(name, value);
    }
    constexpr char authorization[] = "Authorization";
    const QByteArray credentials = basicCredentials(url);
    if (!credentials.isEmpty() && !request.hasRawHeader(authorization))
        request.setRawHeader(authorization, credentials);
    return request;
}

void ClientPrivate::upgraded(Transport *transport, const std::shared_ptr<const PeerInfo> &peer)
{
    currentAttempt.release()->deleteLater(); // its signal is on the stack
    QObject::connect(
        transport, &Transport::roundTripMeasured, q,
        [this](std::chrono::microseconds time) { setRoundTripTime(time); }, Qt::QueuedConnection);
    attach(std::unique_ptr<Transport>(transport), peer);
}

void ClientPrivate::opened()
{
    const QPointer<Client> self(q);
    connectedSince = currentTime();
    blamelessStatus.reset();
    loggedFailure.clear();
    endpoint->caller().waiting().setAbsence({});
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
    if (currentTime() - connectedSince >= policy.stableTime)
        failures = 0;
    failed({
        .error = connectionLost(reason),
        .wasConnected = true,
        .closeCode = reason.code,
    });
    if (self && retriesAtOnce)
        retryNow();
}

void ClientPrivate::neverOpened(const CloseReason &reason, const std::optional<Error> &openingError)
{
    const bool isOpening = state == State::Connecting || state == State::Opening;
    if (!isOpening || currentAttempt)
        return;
    const QPointer<Client> self(q);
    setRoundTripTime({});
    if (!self)
        return;
    const QString text = openingError
        ? u"the opening of the connection failed: %1"_s.arg(excerptOf(openingError->message()))
        : u"before it was ready for calls, %1"_s.arg(connectionLost(reason).message());
    failed({
        .error = Error(Error::Kind::ConnectionLost, text),
        .closeCode = openingError ? std::nullopt : std::optional(reason.code),
        .openingError = openingError,
    });
}

void ClientPrivate::failed(const ConnectionFailure &newFailure)
{
    if (currentAttempt) {
        blamelessStatus = currentAttempt->blamelessStatus();
        currentAttempt.release()->deleteLater(); // its signal is on the stack
    }
    if (++failures == 1)
        firstFailure = currentTime();
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
    logFailure(u"trying again in %1 ms"_s.arg(delay->count()));
    watchNetwork();
    retryTimer.start(*delay);
    setState(State::Waiting);
    if (self && state == State::Waiting)
        Q_EMIT q->reconnecting(failures, *delay);
}

std::optional<milliseconds> ClientPrivate::nextDelay() const
{
    const ConnectionFailure why = failure;
    if (why.isFinal || !isWorthRetrying(why))
        return {};
    const std::optional<milliseconds> delay = policy.delayBefore(failures);
    if (!delay)
        return {};
    const milliseconds wait =
        std::max<milliseconds>(*delay, why.retryAfter.value_or(std::chrono::seconds(0)));
    if (policy.maximumTime && currentTime() + wait > firstFailure + *policy.maximumTime)
        return {};
    return wait;
}

bool ClientPrivate::isWorthRetrying(const ConnectionFailure &why) const
{
    if (!retryCondition)
        return Client::isTemporary(why);
    try {
        return retryCondition(why);
    } catch (...) {
        qCWarning(lcClient) << "the retry condition has thrown an exception:"
                            << excerptOf(errorFrom(std::current_exception()).message());
        return Client::isTemporary(why);
    }
}

// Logs the first failure, and each with a new reason.
void ClientPrivate::logFailure(const QString &consequence)
{
    const QString text = failure.error.message();
    if (std::exchange(loggedFailure, text) == text)
        qCDebug(lcClient).noquote() << text << '-' << consequence;
    else
        qCInfo(lcClient).noquote() << text << '-' << consequence;
}

void ClientPrivate::giveUp()
{
    logFailure(u"giving up"_s);
    const QPointer<Client> self(q);
    const Error error = failure.error;
    setState(State::Closed);
    if (self && state == State::Closed)
        Q_EMIT q->failed(error);
    if (self && state == State::Closed)
        endpoint->close(error, {});
}

// Retries at once when the system reports that the network is back.
void ClientPrivate::watchNetwork()
{
    if (std::exchange(watchesNetwork, true))
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
