// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "caller_p.h"

#include <websocketrpc/detail/declaredmethod.h>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

template<typename Request>
qint64 Caller::call(const Request &request, const CallOptions &options,
    Detail::ResultPromise promise, quint64 ticket, Precedence precedence)
{
    if (const auto error = m_waiting.refusal(options, precedence)) {
        fail(std::move(promise), *error);
        return 0;
    }
    const bool mayBeRepeated = options.idempotent && precedence == Precedence::InTurn;
    if (mayBeRepeated || !m_waiting.isReady(precedence))
        return callLater(request, options, std::move(promise), ticket);
    const WriterLease writer(m_sender.writers());
    if (const auto error = m_sender.begin(*writer, request)) {
        fail(std::move(promise), *error);
        return 0;
    }
    PendingCall &call = add(options, std::move(promise), ticket);
    const qint64 id = call.id;
    if (const auto error = m_sender.sendCall(*writer, call)) {
        fail(m_pending.take(call), *error);
        return 0;
    }
    return id;
}

template qint64 Caller::call(
    const Detail::CallRequest &, const CallOptions &, Detail::ResultPromise, quint64, Precedence);
template qint64 Caller::call(
    const EncodedRequest &, const CallOptions &, Detail::ResultPromise, quint64, Precedence);

// A call that waits, or may be sent again. It is still spelled at once, so that whoever makes it learns
// now what is wrong with it.
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
    const WriterLease writer(m_sender.writers());
    if (const auto error = m_sender.spell(*writer, message)) {
        fail(m_pending.take(call), *error);
        return 0;
    }
    if (options.idempotent)
        call.neededExtras().repeatable = message.parts.front().request;
    sendOrWait(std::move(message), writer->view());
    return id;
}

void Caller::callWithCodec(const EncodedRequest &request, std::shared_ptr<const Codec> codec,
    Detail::ResultPromise promise)
{
    const CallOptions options{
        .timeout = std::chrono::milliseconds::max(), .waitForConnection = false};
    const qint64 id = call(request, options, std::move(promise), 0, Precedence::Ahead);
    if (PendingCall *const call = m_pending.find(id))
        call->neededExtras().resultCodec = std::move(codec);
}

template<typename Request>
void Caller::notify(const Request &request, const CallOptions &options, Precedence precedence)
{
    std::optional<Error> error = m_waiting.refusal(options, precedence);
    if (!error && !m_waiting.isReady(precedence))
        return notifyLater(request);
    if (!error)
        error = m_sender.sendNotification(request);
    if (error)
        Detail::reportUnsent(*error);
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
    const WriterLease writer(m_sender.writers());
    if (const auto error = m_sender.spell(*writer, message))
        Detail::reportUnsent(*error);
    else
        m_waiting.append(std::move(message));
}

void Caller::sendBatch(std::vector<BatchEntry> batch, const CallOptions &options)
{
    if (batch.empty())
        return;
    std::optional<Error> error = m_waiting.refusal(options);
    UnsentMessage message;
    message.isBatch = true;
    for (BatchEntry &entry : batch) {
        const qint64 id =
            entry.promise ? add(options, std::move(*entry.promise), entry.ticket).id : 0;
        message.parts.push_back({std::move(entry.request), id});
    }
    const WriterLease writer(m_sender.writers());
    if (!error)
        error = m_sender.spell(*writer, message);
    if (error)
        failUnsent(message, *error);
    else
        sendOrWait(std::move(message), writer->view());
}

void Caller::sendOrWait(UnsentMessage message, QByteArrayView written)
{
    if (m_waiting.isReady())
        send(message, written);
    else
        m_waiting.append(std::move(message));
}

void Caller::send(const UnsentMessage &message, QByteArrayView written)
{
    if (const auto error = m_sender.send(message, written))
        failUnsent(message, *error);
}

void Caller::failUnsent(const UnsentMessage &message, const Error &error)
{
    const QList<qint64> ids = message.ids();
    if (ids.isEmpty())
        Detail::reportUnsent(error);
    m_pending.fail(ids, error, m_origin);
}

// In line, since every call comes here.
Q_ALWAYS_INLINE PendingCall &Caller::add(
    const CallOptions &options, Detail::ResultPromise promise, quint64 ticket)
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

void Caller::linkOpened()
{
    if (m_waiting.isReady())
        sendAllWaiting();
}

void Caller::hold(Hold hold)
{
    m_waiting.setHold(hold);
    if (m_waiting.isReady())
        sendAllWaiting();
}

void Caller::sendAllWaiting()
{
    if (m_herald)
        m_herald->connectionIsReady();
    for (UnsentMessage &message : m_waiting.takeAll())
        sendIfStillWanted(std::move(message));
    m_link.flush();
}

// Calls that have settled meanwhile are left out.
void Caller::sendIfStillWanted(UnsentMessage message)
{
    std::erase_if(message.parts,
        [this](const UnsentMessage::Part &part) { return part.id && !m_pending.find(part.id); });
    if (message.parts.empty())
        return;
    const WriterLease writer(m_sender.writers());
    if (const auto error = m_sender.spell(*writer, message))
        failUnsent(message, *error);
    else
        send(message, writer->view());
}

} // namespace WebSocketRpc
