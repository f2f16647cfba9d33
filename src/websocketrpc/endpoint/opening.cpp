// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "opening_p.h"

#include "exceptionerror_p.h"
#include "logging_p.h"

#include <websocketrpc/reply.h>

#include <QFutureWatcher>
#include <QPromise>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// A peer that speaks FastApi pings as soon as it is connected.
constexpr auto patienceForFirstMessage = std::chrono::milliseconds(500);

// As fastapi_websocket_rpc has it, which goes on without an answer in the end.
constexpr auto patienceForPong = std::chrono::seconds(1);
constexpr int maximumPings = 5;

// An error is an answer, too.
bool hasAnswer(const Reply<QJsonValue> &reply)
{
    try {
        reply.waitForFinished();
    } catch (const Error &error) {
        return error.kind() != Error::Kind::Timeout;
    }
    return true;
}

QFuture<void> failedWith(std::exception_ptr reason)
{
    QPromise<void> promise;
    promise.start();
    promise.setException(std::move(reason));
    promise.finish();
    return promise.future();
}

template<typename Step>
QFuture<void> resultOf(const Step &step)
{
    try {
        return step();
    } catch (...) {
        return failedWith(std::current_exception());
    }
}

std::optional<Error> errorOf(QFuture<void> step)
{
    try {
        step.waitForFinished();
    } catch (...) {
        return errorFrom(std::current_exception());
    }
    if (step.isCanceled())
        return Error(Error::Kind::Cancelled, u"it was cancelled"_s);
    return {};
}

} // namespace

void Opening::setDialect(std::optional<Dialect> dialect)
{
    if (dialect)
        return setFormat(formatOf(*dialect));
    m_dialect.reset();
    setLenient(m_settings.lenient);
    m_dialectTimer = std::make_unique<Timer>([this] { assumeJsonRpc2(); });
    m_dialectTimer->start(patienceForFirstMessage);
    m_caller.hold(Caller::Hold::UntilDialectIsKnown);
}

void Opening::setFormat(const MessageFormat &format)
{
    m_dialect = format.rules().dialect;
    m_settings.format = m_settings.lenient ? &format.lenient() : &format;
    m_dialectTimer.reset();
    m_caller.hold(Caller::Hold::None);
}

void Opening::setLenient(bool lenient)
{
    m_settings.lenient = lenient;
    const MessageFormat &format = formatOf(m_dialect.value_or(Dialect::JsonRpc2));
    m_settings.format = lenient ? &format.lenient() : &format;
}

// Only what is sent now: the first message decides, even if it comes later.
void Opening::assumeJsonRpc2()
{
    const auto alive = m_origin->target.lock();
    m_caller.hold(Caller::Hold::None);
}

bool Opening::learnDialect(const MessageFormat *format)
{
    if (!format)
        return false;
    setFormat(*format);
    return true;
}

void Opening::linkOpened()
{
    if (!m_awaitsReadiness || !m_settings.format->rules().readinessMethod)
        return peerIsReady();
    m_caller.hold(Caller::Hold::UntilPeerAnswers);
    sendPing();
}

void Opening::linkLost()
{
    m_ping = 0;
    m_stepOf = 0;
    m_stepWatcher.reset();
    m_dialectTimer.reset();
}

void Opening::sendPing()
{
    ++m_ping;
    const Detail::ReplyState<QJsonValue>::Pointer answer(new Detail::ReplyState<QJsonValue>);
    const Detail::CallRequest ping{
        .method = m_settings.format->rules().readinessMethod, .arguments = {}};
    m_caller.call(ping, {.timeout = patienceForPong}, Detail::ResultPromise(answer), 0,
        Caller::Precedence::Ahead);
    Reply<QJsonValue>(answer).then(
        [this, target = m_origin->target, connection = m_link.connection()](
            const Reply<QJsonValue> &pong) {
            if (const auto alive = target.lock())
                pingEnded(connection, hasAnswer(pong));
        });
}

void Opening::pingEnded(quint64 connection, bool answered)
{
    if (connection != m_link.connection())
        return;
    if (!answered && m_ping < maximumPings)
        return sendPing();
    if (!answered)
        qCWarning(lcChannel, "the peer does not answer pings; it may not speak %s",
            m_settings.format->rules().name);
    m_ping = 0;
    peerIsReady();
}

// This may be inside a signal of the socket, where no user code must run.
void Opening::peerIsReady()
{
    if (!m_step)
        return finish();
    m_stepOf = m_link.connection();
    m_caller.hold(Caller::Hold::UntilOpeningIsDone);
    m_host.requestOpeningStep();
}

void Opening::runStep()
{
    const quint64 connection = m_link.connection();
    if (m_stepOf != connection)
        return;
    const auto alive = m_origin->target.lock();
    auto origin = std::make_shared<Detail::CallOrigin>(*m_origin);
    origin->opening = connection;
    const OpeningStep step = m_step; // which may put another in its place
    const QFuture<void> done = resultOf([&] { return step(origin); });
    if (m_stepOf != connection) // the step has ended the connection
        return;
    m_stepWatcher.reset(new QFutureWatcher<void>);
    QObject::connect(m_stepWatcher.get(), &QFutureWatcherBase::finished, m_stepWatcher.get(),
        [this, connection] { stepEnded(connection, m_stepWatcher->future()); });
    m_stepWatcher->setFuture(done);
}

void Opening::DeleteLater::operator()(QFutureWatcher<void> *watcher) const
{
    watcher->disconnect();
    watcher->deleteLater();
}

void Opening::stepEnded(quint64 connection, const QFuture<void> &step)
{
    const auto alive = m_origin->target.lock();
    const std::optional<Error> error = errorOf(step);
    if (m_stepOf != connection || m_link.connection() != connection)
        return;
    if (error)
        return m_host.openingFailed(*error);
    m_stepOf = 0;
    m_stepWatcher.reset();
    finish();
}

void Opening::finish()
{
    m_host.connectionOpened();
    if (m_dialect)
        m_caller.hold(Caller::Hold::None);
    else
        m_caller.linkOpened();
}

template<typename Request>
qint64 Opening::call(quint64 connection, const Request &request, const CallOptions &options,
    Detail::ResultPromise promise, quint64 ticket)
{
    if (connection == m_stepOf)
        return m_caller.call(
            request, options, std::move(promise), ticket, Caller::Precedence::Ahead);
    if (connection == m_link.connection())
        return m_caller.call(request, options, std::move(promise), ticket);
    promise.fail(
        Error(Error::Kind::ConnectionLost, u"the connection that was being opened is lost"_s));
    return 0;
}

template<typename Request>
void Opening::notify(quint64 connection, const Request &request, const CallOptions &options)
{
    if (connection == m_stepOf)
        m_caller.notify(request, options, Caller::Precedence::Ahead);
    else if (connection == m_link.connection())
        m_caller.notify(request, options);
}

template qint64 Opening::call(
    quint64, const Detail::CallRequest &, const CallOptions &, Detail::ResultPromise, quint64);
template qint64 Opening::call(
    quint64, const EncodedRequest &, const CallOptions &, Detail::ResultPromise, quint64);
template void Opening::notify(quint64, const Detail::CallRequest &, const CallOptions &);
template void Opening::notify(quint64, const EncodedRequest &, const CallOptions &);

} // namespace WebSocketRpc
