// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "caller_p.h"

#include "logging_p.h"
#include "messageformat_p.h"

#include <websocketrpc/detail/declaredmethod.h>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

Error noBatches(const MessageFormat &format)
{
    return Error(Error::Kind::InvalidCall,
        u"the dialect %1 has no batches"_s.arg(QLatin1StringView(format.rules().name)));
}

} // namespace

template<typename Request>
qint64 Caller::call(const Request &request, const CallOptions &options,
    Detail::ResultPromise promise, quint64 ticket, Precedence precedence)
{
    if (const auto error = refusal(options, precedence)) {
        fail(std::move(promise), *error);
        return 0;
    }
    const bool mayBeRepeated = options.idempotent && precedence == Precedence::InTurn;
    if (mayBeRepeated || !isReady(precedence))
        return callLater(request, options, std::move(promise), ticket);
    const MessageFormat &format = *m_settings.format;
    const WriterLease writer(*m_writers);
    if (const auto error = beginRequest(*writer, format, request, {&m_written})) {
        m_written.clear();
        fail(std::move(promise), *error);
        return 0;
    }
    PendingCall &call = add(options, std::move(promise), ticket);
    const qint64 id = call.id;
    if (call.wantsProgress) [[unlikely]]
        addProgressToken(*writer, id);
    format.endRequest(*writer, id);
    if (const auto error = tooLarge(writer->size())) {
        m_written.clear();
        fail(m_pending.take(call), *error);
        return 0;
    }
    if (!m_written.empty()) [[unlikely]] {
        extrasOf(call).unsentStreams = std::exchange(m_written, {});
        if (const auto error = sendStreams(call)) {
            fail(m_pending.take(call), *error);
            return 0;
        }
    }
    call.sent = true;
    call.wasSent = true;
    m_link.send(writer->view());
    return id;
}

template qint64 Caller::call(
    const Detail::CallRequest &, const CallOptions &, Detail::ResultPromise, quint64, Precedence);
template qint64 Caller::call(
    const EncodedRequest &, const CallOptions &, Detail::ResultPromise, quint64, Precedence);

// One that waits, or may be sent again. It is spelled at once all the same: what is wrong with it
// concerns whoever makes it now.
template<typename Request>
qint64 Caller::callLater(const Request &request, const CallOptions &options,
    Detail::ResultPromise promise, quint64 ticket)
{
    auto encoded = encode(request);
    if (const auto *error = std::get_if<Error>(&encoded)) {
        fail(std::move(promise), *error);
        return 0;
    }
    if (options.idempotent && !std::get<EncodedRequest>(encoded).streams.empty()) {
        fail(std::move(promise),
            Error(Error::Kind::InvalidCall,
                u"a call with a stream cannot be idempotent, since it cannot be repeated"_s));
        return 0;
    }
    PendingCall &call = add(options, std::move(promise), ticket);
    const qint64 id = call.id;
    UnsentMessage message;
    message.parts.push_back({std::get<EncodedRequest>(std::move(encoded)), id});
    const WriterLease writer(*m_writers);
    if (const auto error = spell(*writer, message)) {
        fail(m_pending.take(call), *error);
        return 0;
    }
    if (options.idempotent)
        extrasOf(call).repeatable = message.parts.front().request;
    if (isReady())
        send(message, writer->view());
    else
        wait(std::move(message));
    return id;
}

template<typename Request>
void Caller::notify(const Request &request, const CallOptions &options, Precedence precedence)
{
    std::optional<Error> error = refusal(options, precedence);
    if (!error && !isReady(precedence))
        return notifyLater(request);
    const MessageFormat &format = *m_settings.format;
    const WriterLease writer(*m_writers);
    if (!error)
        error = beginRequest(*writer, format, request, {});
    format.endNotification(*writer);
    if (!error)
        error = tooLarge(writer->size());
    if (error)
        Detail::reportUnsent(*error);
    else
        sendNotification(writer->view());
}

template void Caller::notify(const Detail::CallRequest &, const CallOptions &, Precedence);
template void Caller::notify(const EncodedRequest &, const CallOptions &, Precedence);

template<typename Request>
void Caller::notifyLater(const Request &request)
{
    auto encoded = encode(request);
    if (const auto *error = std::get_if<Error>(&encoded))
        return Detail::reportUnsent(*error);
    UnsentMessage message;
    message.parts.push_back({std::get<EncodedRequest>(std::move(encoded))});
    const WriterLease writer(*m_writers);
    if (const auto error = spell(*writer, message))
        Detail::reportUnsent(*error);
    else
        wait(std::move(message));
}

// The peer may say that it could not read it, without an id.
void Caller::sendNotification(QByteArrayView message)
{
    m_lastBeforeNotification = m_pending.latestId();
    m_link.send(message);
}

void Caller::sendBatch(std::vector<BatchEntry> batch, const CallOptions &options)
{
    if (batch.empty())
        return;
    std::optional<Error> error = refusal(options);
    UnsentMessage message;
    message.isBatch = true;
    for (BatchEntry &entry : batch) {
        const qint64 id =
            entry.promise ? add(options, std::move(*entry.promise), entry.ticket).id : 0;
        message.parts.push_back({std::move(entry.request), id});
    }
    const WriterLease writer(*m_writers);
    if (!error)
        error = spell(*writer, message);
    if (error)
        failUnsent(message, *error);
    else if (isReady())
        send(message, writer->view());
    else
        wait(std::move(message));
}

QList<qint64> Caller::UnsentMessage::ids() const
{
    QList<qint64> ids;
    for (const Part &part : parts) {
        if (part.id)
            ids.append(part.id);
    }
    return ids;
}

// An error is why it cannot be sent in the present dialect; what was written is of no use then.
std::optional<Error> Caller::spell(JsonWriter &writer, const UnsentMessage &message)
{
    const MessageFormat &format = *m_settings.format;
    if (message.isBatch && !format.rules().batches)
        return noBatches(format);
    if (message.isBatch)
        writer.beginArray();
    for (const auto &[request, id] : message.parts) {
        PendingCall *const call = m_pending.find(id);
        if (auto error = beginRequest(
                writer, format, request, call ? WriteContext{&m_written} : WriteContext()))
            return error;
        if (!m_written.empty())
            extrasOf(*call).unsentStreams = std::exchange(m_written, {});
        if (call && call->wantsProgress)
            addProgressToken(writer, id);
        if (id)
            format.endRequest(writer, id);
        else
            format.endNotification(writer);
    }
    if (message.isBatch)
        writer.endArray();
    return tooLarge(writer.size());
}

void Caller::failUnsent(const UnsentMessage &message, const Error &error)
{
    const QList<qint64> ids = message.ids();
    if (ids.isEmpty())
        Detail::reportUnsent(error);
    fail(ids, error);
}

void Caller::send(const UnsentMessage &message, QByteArrayView written)
{
    const QList<qint64> ids = message.ids();
    for (const qint64 id : ids) {
        PendingCall *const call = m_pending.find(id);
        if (call && call->extras) {
            if (const auto error = sendStreams(*call))
                return failUnsent(message, *error);
        }
    }
    for (const qint64 id : ids) {
        if (PendingCall *call = m_pending.find(id)) {
            call->sent = true;
            call->wasSent = true;
        }
    }
    if (ids.isEmpty())
        return sendNotification(written);
    if (ids.size() > 1)
        m_latestBatch = {ids.first(), ids.last()};
    m_link.send(written);
}

void Caller::fail(const QList<qint64> &ids, const Error &error)
{
    for (const qint64 id : ids) {
        if (PendingCall *call = m_pending.find(id))
            fail(m_pending.take(*call), error);
    }
}

// A program may well call before it opens its client, as long as it opens it soon.
void Caller::wait(UnsentMessage message)
{
    m_waiting.push_back(std::move(message));
    if (m_isUnopened)
        m_hook.requestTick(currentTime() + sweepInterval);
}

// As part of a sentence.
QString Caller::noConnection() const
{
    const QString text = m_link.isOpen() ? u"the connection is not ready for calls yet"_s
                                         : u"there is no connection"_s;
    return m_absence.isEmpty() ? text : text + u": "_s + m_absence;
}

std::optional<Error> Caller::refusal(const CallOptions &options, Precedence precedence) const
{
    if (isReady(precedence))
        return {};
    if (m_link.state() == Link::State::Closed)
        return m_link.closedError();
    if (!options.waitForConnection && m_hold != Hold::UntilDialectIsKnown)
        return Error(Error::Kind::ConnectionLost, noConnection());
    if (m_waiting.size() >= std::size_t(m_settings.limits.waitingCalls))
        return Error(Error::Kind::InvalidCall,
            u"more than waitingCalls, %1, wait for the connection"_s.arg(
                m_settings.limits.waitingCalls));
    return {};
}

std::optional<Error> Caller::tooLarge(std::size_t size) const
{
    const qint64 limit = m_settings.limits.outgoingMessageSize;
    if (qint64(size) <= limit)
        return {};
    return Error(Error::Kind::InvalidCall,
        u"the call of %1 bytes exceeds the limit outgoingMessageSize of %2 bytes"_s.arg(size).arg(
            limit));
}

PendingCall &Caller::add(const CallOptions &options, Detail::ResultPromise promise, quint64 ticket)
{
    PendingCall &call = m_pending.insert();
    call.ticket = ticket;
    call.promise = std::move(promise);
    call.wantsProgress = options.progress;
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

void Caller::hold(Hold hold)
{
    m_hold = hold;
    if (isReady())
        sendWaiting();
}

void Caller::sendWaiting()
{
    if (m_herald)
        m_herald->connectionIsReady();
    for (UnsentMessage &message : std::exchange(m_waiting, {}))
        sendWaiting(std::move(message));
    m_link.flush();
}

// Calls that have settled meanwhile are left out.
void Caller::sendWaiting(UnsentMessage message)
{
    std::erase_if(message.parts,
        [this](const UnsentMessage::Part &part) { return part.id && !m_pending.find(part.id); });
    if (message.parts.empty())
        return;
    const WriterLease writer(*m_writers);
    if (const auto error = spell(*writer, message))
        failUnsent(message, *error);
    else
        send(message, writer->view());
}

void Caller::linkOpened()
{
    if (isReady())
        sendWaiting();
}

} // namespace WebSocketRpc
