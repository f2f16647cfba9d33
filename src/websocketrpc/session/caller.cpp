// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "caller_p.h"

#include "logging_p.h"
#include "messageformat_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

// Futures that were cancelled behind our back are noticed no later than this.
constexpr auto sweepInterval = std::chrono::milliseconds(100);

Error noBatches()
{
    return Error(Error::Kind::InvalidCall, QStringLiteral("the dialect FastApi has no batches"));
}

Error cancelled(bool sent)
{
    return Error(Error::Kind::Cancelled, QStringLiteral("the call was cancelled"), sent);
}

// fastapi_websocket_rpc sends several kinds of answers that do not answer anything.
QString explain(const QString &text, const MessageFormat &format, bool sent)
{
    const char *const hint = format.rules().silenceHint;
    return sent && hint ? text + QStringLiteral("; ") + QString::fromUtf8(hint) : text;
}

} // namespace

template<typename Request>
qint64 Caller::start(
    const Request &request, const CallOptions &options, ResultPromise promise, quint64 ticket)
{
    if (const auto error = refusal(options)) {
        fail(std::move(promise), *error);
        return 0;
    }
    const MessageFormat &format = *m_settings.format;
    const WriterLease writer(*m_writers);
    if (const auto error = beginRequest(*writer, format, request)) {
        fail(std::move(promise), *error);
        return 0;
    }
    PendingCall &call = add(options, std::move(promise), ticket);
    const qint64 id = call.id;
    format.endRequest(*writer, id);
    if (const auto error = tooLarge(writer->size())) {
        fail(m_pending.take(call), *error);
        return 0;
    }
    if (options.idempotent)
        call.repeatable = writer->view().toByteArray();
    if (isReady()) {
        call.sent = true;
        call.wasSent = true;
        m_link.send(writer->view());
    } else {
        wait({writer->view().toByteArray(), {id}, spellOtherwise(request, id)});
    }
    return id;
}

qint64 Caller::call(
    const CallRequest &request, const CallOptions &options, ResultPromise promise, quint64 ticket)
{
    return start(request, options, std::move(promise), ticket);
}

qint64 Caller::call(const EncodedRequest &request, const CallOptions &options,
    ResultPromise promise, quint64 ticket)
{
    return start(request, options, std::move(promise), ticket);
}

template<typename Request>
qint64 Caller::callAtOnce(
    const Request &request, const CallOptions &options, ResultPromise promise, quint64 ticket)
{
    CallOptions once = options;
    once.idempotent = false;
    const Hold hold = std::exchange(m_hold, Hold::None);
    const qint64 id = start(request, once, std::move(promise), ticket);
    m_hold = hold;
    return id;
}

template qint64 Caller::callAtOnce(
    const CallRequest &request, const CallOptions &options, ResultPromise promise, quint64 ticket);
template qint64 Caller::callAtOnce(const EncodedRequest &request, const CallOptions &options,
    ResultPromise promise, quint64 ticket);

template<typename Request>
void Caller::startNotification(const Request &request, const CallOptions &options)
{
    const MessageFormat &format = *m_settings.format;
    const WriterLease writer(*m_writers);
    std::optional<Error> error = refusal(options);
    if (!error)
        error = beginRequest(*writer, format, request);
    format.endNotification(*writer);
    if (!error)
        error = tooLarge(writer->size());
    if (error)
        qCWarning(lcChannel) << "a notification is not sent:" << error->message();
    else if (isReady())
        sendNotification(writer->view());
    else
        wait({writer->view().toByteArray(), {}, spellOtherwise(request, 0)});
}

// The peer may say that it could not read it, without an id.
void Caller::sendNotification(QByteArrayView message)
{
    m_lastBeforeNotification = m_pending.latestId();
    m_link.send(message);
}

template<typename Request>
void Caller::notifyAtOnce(const Request &request, const CallOptions &options)
{
    const Hold hold = std::exchange(m_hold, Hold::None);
    startNotification(request, options);
    m_hold = hold;
}

template void Caller::notifyAtOnce(const CallRequest &request, const CallOptions &options);
template void Caller::notifyAtOnce(const EncodedRequest &request, const CallOptions &options);

void Caller::notify(const CallRequest &request, const CallOptions &options)
{
    startNotification(request, options);
}

void Caller::notify(const EncodedRequest &request, const CallOptions &options)
{
    startNotification(request, options);
}

void Caller::send(std::vector<BatchEntry> batch, const CallOptions &options)
{
    if (batch.empty())
        return;
    const MessageFormat &format = *m_settings.format;
    std::optional<Error> error = refusal(options);
    if (!error && !format.rules().batches)
        error = noBatches();
    const WriterLease writer(*m_writers);
    QList<qint64> ids;
    writer->beginArray();
    for (BatchEntry &entry : batch) {
        if (!error)
            error = beginRequest(*writer, format, entry.request);
        if (!entry.promise) {
            format.endNotification(*writer);
            continue;
        }
        ids.append(add(options, std::move(*entry.promise), entry.ticket).id);
        format.endRequest(*writer, ids.last());
    }
    writer->endArray();
    if (!error)
        error = tooLarge(writer->size());
    if (error)
        return fail(ids, *error);
    if (isReady())
        send(ids, writer->view());
    else
        wait({writer->view().toByteArray(), ids, spellBatchOtherwise()});
}

void Caller::send(const QList<qint64> &ids, QByteArrayView message)
{
    for (const qint64 id : ids) {
        if (PendingCall *call = m_pending.find(id)) {
            call->sent = true;
            call->wasSent = true;
        }
    }
    if (ids.isEmpty())
        return sendNotification(message);
    if (ids.size() > 1)
        m_latestBatch = {ids.first(), ids.last()};
    m_link.send(message);
}

void Caller::fail(const QList<qint64> &ids, const Error &error)
{
    for (const qint64 id : ids) {
        if (PendingCall *call = m_pending.find(id))
            fail(m_pending.take(*call), error);
    }
}

// A program may well call before it opens its client, as long as it opens it soon.
void Caller::wait(WaitingMessage message)
{
    m_waiting.push_back(std::move(message));
    if (m_isUnopened)
        m_hook.requestTick(currentTime() + sweepInterval);
}

// As part of a sentence.
QString Caller::noConnection() const
{
    const QString text = m_link.isOpen()
        ? QStringLiteral("the connection is not ready for calls yet")
        : QStringLiteral("there is no connection");
    return m_absence.isEmpty() ? text : text + QStringLiteral(": ") + m_absence;
}

std::optional<Error> Caller::refusal(const CallOptions &options) const
{
    if (isReady())
        return {};
    if (m_link.state() == Link::State::Closed)
        return m_link.closedError();
    if (!options.waitForConnection && m_hold != Hold::UntilDialectIsKnown)
        return Error(Error::Kind::ConnectionLost, noConnection());
    if (m_waiting.size() >= std::size_t(m_settings.limits.waitingCalls))
        return Error(Error::Kind::InvalidCall,
            QStringLiteral("more than waitingCalls, %1, wait for the connection")
                .arg(m_settings.limits.waitingCalls));
    return {};
}

std::optional<Error> Caller::tooLarge(std::size_t size) const
{
    const qint64 limit = m_settings.limits.outgoingMessageSize;
    if (qint64(size) <= limit)
        return {};
    return Error(Error::Kind::InvalidCall,
        QStringLiteral("the call of %1 bytes exceeds the limit outgoingMessageSize of %2 bytes")
            .arg(size)
            .arg(limit));
}

PendingCall &Caller::add(const CallOptions &options, ResultPromise promise, quint64 ticket)
{
    PendingCall &call = m_pending.insert();
    call.ticket = ticket;
    call.promise = std::move(promise);
    const auto timeout = options.timeout.value_or(
        m_settings.callOptions.timeout.value_or(std::chrono::milliseconds::max()));
    const Clock::time_point now = currentTime();
    if (timeout < std::chrono::hours(24 * 365)) {
        call.timeout = timeout;
        call.deadline = now + timeout;
    }
    m_hook.requestTick(std::min(call.deadline, now + sweepInterval));
    return call;
}

template<typename Request>
Caller::OtherSpelling Caller::spellOtherwise(const Request &request, qint64 id)
{
    if (m_hold != Hold::UntilDialectIsKnown)
        return {};
    const WriterLease writer(*m_writers);
    if (const auto error = beginRequest(*writer, fastApi(), request))
        return *error;
    if (id)
        fastApi().endRequest(*writer, id);
    else
        fastApi().endNotification(*writer);
    return writer->view().toByteArray();
}

Caller::OtherSpelling Caller::spellBatchOtherwise() const
{
    return m_hold == Hold::UntilDialectIsKnown ? noBatches() : OtherSpelling();
}

void Caller::hold(Hold hold)
{
    m_hold = hold;
    if (isReady())
        sendWaiting();
}

void Caller::sendWaiting()
{
    const bool otherwise = m_settings.format == &fastApi();
    for (const WaitingMessage &waiting : std::exchange(m_waiting, {})) {
        const auto isPending = [this](qint64 id) { return m_pending.find(id) != nullptr; };
        if (!waiting.ids.isEmpty() && std::ranges::none_of(waiting.ids, isPending))
            continue;
        const auto *error = otherwise ? std::get_if<Error>(&waiting.otherwise) : nullptr;
        if (error && waiting.ids.isEmpty())
            qCWarning(lcChannel) << "a notification is not sent:" << error->message();
        if (error) {
            fail(waiting.ids, *error);
            continue;
        }
        const auto *other = otherwise ? std::get_if<QByteArray>(&waiting.otherwise) : nullptr;
        send(waiting.ids, other ? *other : waiting.message);
    }
    m_link.flush();
}

void Caller::linkOpened()
{
    if (isReady())
        sendWaiting();
}

void Caller::linkLost(const Error &error, Afterwards afterwards)
{
    std::vector<std::pair<ResultPromise, bool>> lost;
    std::vector<WaitingMessage> again;
    const bool mayReconnect = afterwards != Afterwards::CallsEnd;
    const bool repeats = afterwards == Afterwards::IdempotentCallsAreRepeated;
    m_lastBeforeNotification = 0;
    m_latestBatch = {};
    m_hasWarned = false;
    m_pending.forEach([&](PendingCall &call) {
        if (mayReconnect && !call.sent)
            return;
        if (repeats && !call.repeatable.isEmpty()) {
            call.sent = false;
            again.push_back({call.repeatable, {call.id}, {}});
            return;
        }
        const bool sent = call.wasSent;
        lost.emplace_back(m_pending.take(call), sent);
    });
    std::ranges::sort(again, {}, [](const WaitingMessage &message) { return message.ids.first(); });
    if (mayReconnect)
        m_waiting.insert(m_waiting.begin(), again.begin(), again.end());
    else
        m_waiting.clear();
    // Continuations run here and may do anything, so the state is complete before.
    const bool isUnexpected = error.kind() != Error::Kind::Closed;
    for (auto &[promise, sent] : lost) {
        const Error reason(
            error.kind(), explain(error.message(), *m_settings.format, isUnexpected && sent), sent);
        promise.fail(reason, isUnexpected ? m_origin : nullptr);
    }
}

void Caller::cancel(PendingCall *call)
{
    if (!call)
        return;
    const Error error = cancelled(call->wasSent);
    ResultPromise promise = abandon(*call);
    promise.fail(error);
}

// Takes out a call that nobody waits for any more, and says so to the peer, which may be working on
// it.
ResultPromise Caller::abandon(PendingCall &call)
{
    if (call.sent && m_link.isOpen() && m_settings.format->rules().cancellation) {
        const WriterLease writer(*m_writers);
        m_settings.format->writeCancellation(*writer, call.id);
        sendNotification(writer->view());
    }
    return m_pending.take(call);
}

// Why an answer did not come, or could not: the program needs to know which.
Error Caller::timeout(const PendingCall &call) const
{
    const qint64 limit = call.timeout.count();
    const QString text = QStringLiteral("no answer came within %1 ms").arg(limit);
    if (!isReady() && !call.sent)
        return Error(
            Error::Kind::Timeout, text + QStringLiteral(": ") + noConnection(), call.wasSent);
    return Error(Error::Kind::Timeout, explain(text, *m_settings.format, call.sent), call.wasSent);
}

void Caller::sweep()
{
    if (m_isUnopened && !m_waiting.empty()) {
        m_isUnopened = false;
        qCWarning(lcChannel) << "calls wait for a client that was not opened; see Client::open()";
    }
    const Clock::time_point now = currentTime();
    Clock::time_point next = now + sweepInterval;
    std::vector<std::pair<ResultPromise, Error>> settled;
    std::vector<std::pair<ResultPromise, Error>> overdue;
    m_pending.forEach([&](PendingCall &call) {
        if (call.promise.isCancelled()) {
            const Error error = cancelled(call.wasSent);
            settled.emplace_back(abandon(call), error);
        } else if (call.deadline <= now) {
            const Error error = timeout(call);
            overdue.emplace_back(abandon(call), error);
        } else {
            next = std::min(next, call.deadline);
        }
    });
    if (!m_pending.isEmpty())
        m_hook.requestTick(next);
    for (auto &[promise, error] : settled)
        promise.fail(error);
    for (auto &[promise, error] : overdue)
        fail(std::move(promise), error);
}

} // namespace WebSocketRpc
