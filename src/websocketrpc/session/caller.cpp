// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "caller_p.h"

#include "codec_p.h"
#include "logging_p.h"
#include "messageformat_p.h"
#include "scratchvalue_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

// Futures that were cancelled behind our back are noticed no later than this.
constexpr auto sweepInterval = std::chrono::milliseconds(100);

Error unwritable(const CallRequest &request, const ArgumentView &argument, const QString &reason)
{
    const QString name = request.named ? argument.name.toString()
                                       : QString::number(&argument - request.arguments.data());
    return Error(Error::Kind::InvalidCall, QStringLiteral("argument '%1': %2").arg(name, reason));
}

std::optional<Error> writeArguments(JsonWriter &writer, const CallRequest &request)
{
    if (request.named)
        writer.beginObject();
    else
        writer.beginArray();
    for (const ArgumentView &argument : request.arguments) {
        const auto codec = codecFor(argument.type);
        if (const auto *unknown = std::get_if<UnknownType>(&codec))
            return unwritable(request, argument, unknown->reason);
        if (request.named)
            writer.key(argument.name);
        const Codec &known = *std::get<const Codec *>(codec);
        if (const MismatchPtr mismatch = known.write(argument.data, writer))
            return unwritable(request, argument, mismatch->toString());
    }
    if (request.named)
        writer.endObject();
    else
        writer.endArray();
    return {};
}

std::optional<Error> writeArguments(JsonWriter &writer, const EncodedRequest &request)
{
    writer.writeRaw(request.arguments);
    return {};
}

bool hasArguments(const CallRequest &request)
{
    return !request.arguments.empty();
}

bool hasArguments(const EncodedRequest &request)
{
    return !request.arguments.isEmpty();
}

QAnyStringView methodOf(const CallRequest &request)
{
    return request.method;
}

QAnyStringView methodOf(const EncodedRequest &request)
{
    return QUtf8StringView(request.method);
}

} // namespace

std::variant<EncodedRequest, Error> encode(const CallRequest &request)
{
    EncodedRequest encoded;
    encoded.method = request.method.visit([](auto name) { return name.toString().toUtf8(); });
    if (request.arguments.empty())
        return encoded;
    JsonWriter writer;
    if (const auto error = writeArguments(writer, request))
        return *error;
    encoded.arguments = writer.view().toByteArray();
    return encoded;
}

template<typename Request>
qint64 Caller::start(
    const Request &request, const CallOptions &options, ResultPromise promise, quint64 ticket)
{
    if (const auto error = refusal(options)) {
        promise.fail(*error);
        return 0;
    }
    const MessageFormat &format = *m_settings.format;
    const WriterPool::Lease writer(m_writers);
    format.beginRequest(*writer, methodOf(request), hasArguments(request));
    if (hasArguments(request)) {
        if (const auto error = writeArguments(*writer, request)) {
            promise.fail(*error);
            return 0;
        }
    }
    PendingCall &call = add(options, std::move(promise), ticket);
    const qint64 id = call.id;
    format.endRequest(*writer, id);
    if (const auto error = tooLarge(writer->size())) {
        m_pending.take(call).fail(*error);
        return 0;
    }
    if (options.idempotent)
        call.repeatable = writer->view().toByteArray();
    if (m_link.isOpen()) {
        call.sent = true;
        m_link.send(writer->view());
    } else {
        m_waiting.push_back({writer->view().toByteArray(), {id}});
    }
    return id;
}

qint64 Caller::call(const CallRequest &request, const CallOptions &options, ResultPromise promise)
{
    return start(request, options, std::move(promise), 0);
}

qint64 Caller::call(const EncodedRequest &request, const CallOptions &options,
    ResultPromise promise, quint64 ticket)
{
    return start(request, options, std::move(promise), ticket);
}

template<typename Request>
void Caller::startNotification(const Request &request, const CallOptions &options)
{
    const MessageFormat &format = *m_settings.format;
    const WriterPool::Lease writer(m_writers);
    format.beginRequest(*writer, methodOf(request), hasArguments(request));
    std::optional<Error> error = refusal(options);
    if (!error && hasArguments(request))
        error = writeArguments(*writer, request);
    format.endNotification(*writer);
    if (!error)
        error = tooLarge(writer->size());
    if (error)
        qCWarning(lcChannel) << "a notification is not sent:" << error->message();
    else
        dispatch(writer->view(), {});
}

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
    const WriterPool::Lease writer(m_writers);
    QList<qint64> ids;
    writer->beginArray();
    for (BatchEntry &entry : batch) {
        format.beginRequest(*writer, methodOf(entry.request), hasArguments(entry.request));
        if (hasArguments(entry.request))
            writer->writeRaw(entry.request.arguments);
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
    if (!error)
        return dispatch(writer->view(), ids);
    for (const qint64 id : std::as_const(ids)) {
        if (PendingCall *call = m_pending.find(id))
            m_pending.take(*call).fail(*error);
    }
}

std::optional<Error> Caller::refusal(const CallOptions &options) const
{
    if (m_link.isOpen())
        return {};
    if (m_link.state() == Link::State::Closed)
        return m_link.closedError();
    if (!options.waitForConnection)
        return Error(Error::Kind::ConnectionLost, QStringLiteral("there is no connection"));
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

void Caller::dispatch(QByteArrayView message, const QList<qint64> &ids)
{
    const bool open = m_link.isOpen();
    for (const qint64 id : ids)
        m_pending.find(id)->sent = open;
    if (open)
        m_link.send(message);
    else
        m_waiting.push_back({message.toByteArray(), ids});
}

void Caller::linkOpened()
{
    for (const WaitingMessage &waiting : std::exchange(m_waiting, {})) {
        const auto isPending = [this](qint64 id) { return m_pending.find(id) != nullptr; };
        if (!waiting.ids.isEmpty() && std::ranges::none_of(waiting.ids, isPending))
            continue;
        for (const qint64 id : waiting.ids) {
            if (PendingCall *call = m_pending.find(id))
                call->sent = true;
        }
        m_link.send(waiting.message);
    }
    m_link.flush();
}

void Caller::linkLost(const Error &error, bool mayReconnect)
{
    std::vector<std::pair<ResultPromise, bool>> lost;
    std::deque<WaitingMessage> again;
    m_pending.forEach([&](PendingCall &call) {
        if (mayReconnect && !call.sent)
            return;
        if (mayReconnect && !call.repeatable.isEmpty()) {
            call.sent = false;
            again.push_back({call.repeatable, {call.id}});
            return;
        }
        const bool sent = call.sent;
        lost.emplace_back(m_pending.take(call), sent);
    });
    std::ranges::sort(again, {}, [](const WaitingMessage &message) { return message.ids.first(); });
    if (mayReconnect)
        m_waiting.insert(m_waiting.begin(), again.begin(), again.end());
    else
        m_waiting.clear();
    // Continuations run here and may do anything, so the state is complete before.
    for (auto &[promise, sent] : lost)
        promise.fail(Error(error.kind(), error.message(), sent));
}

void Caller::cancel(PendingCall *call)
{
    if (!call)
        return;
    const bool sent = call->sent;
    m_pending.take(*call).fail(
        Error(Error::Kind::Cancelled, QStringLiteral("the call was cancelled"), sent));
}

void Caller::sweep()
{
    const Clock::time_point now = currentTime();
    Clock::time_point next = now + sweepInterval;
    std::vector<std::pair<ResultPromise, Error>> settled;
    m_pending.forEach([&](PendingCall &call) {
        if (call.promise.isCancelled()) {
            settled.emplace_back(m_pending.take(call), Error());
        } else if (call.deadline <= now) {
            const Error error(Error::Kind::Timeout,
                QStringLiteral("no answer came within %1 ms").arg(call.timeout.count()), call.sent);
            settled.emplace_back(m_pending.take(call), error);
        } else {
            next = std::min(next, call.deadline);
        }
    });
    if (!m_pending.isEmpty())
        m_hook.requestTick(next);
    for (auto &[promise, error] : settled)
        promise.fail(error);
}

void Caller::receive(const Message &message)
{
    const std::optional<qint64> id = message.id.toInteger();
    PendingCall *const call = id ? m_pending.find(*id) : nullptr;
    if (!call) {
        ++m_lateAnswers;
        if (message.kind == Message::Kind::Error && message.id.kind() == MessageId::Kind::Null)
            qCWarning(lcChannel) << "the peer could not read a message:" << message.errorCode
                                 << message.errorMessage;
        else
            qCDebug(lcChannel) << "an answer to no call is dropped; its id is"
                               << message.id.toVariant();
        return;
    }
    if (message.kind == Message::Kind::Result)
        return succeed(*call, *message.result);
    const QJsonValue data =
        message.errorData ? toQJsonValue(*message.errorData) : QJsonValue(QJsonValue::Undefined);
    m_pending.take(*call).fail(Error(message.errorCode, message.errorMessage, data));
}

void Caller::receiveInvalid(const MessageId &id, const QString &problem)
{
    const std::optional<qint64> number = id.toInteger();
    PendingCall *const call = number ? m_pending.find(*number) : nullptr;
    if (!call) {
        qCWarning(lcChannel) << "an answer is dropped:" << problem;
        return;
    }
    m_pending.take(*call).fail(Error(Error::Kind::InvalidAnswer,
        QStringLiteral("the answer is invalid: %1").arg(problem), true));
}

void Caller::succeed(PendingCall &call, const JsonValue &result)
{
    ResultPromise promise = m_pending.take(call);
    const QMetaType type = promise.type();
    if (type.id() == QMetaType::Void)
        return promise.succeed(nullptr);
    const auto codec = codecFor(type);
    if (const auto *unknown = std::get_if<UnknownType>(&codec))
        return promise.fail(Error(Error::Kind::InvalidAnswer, unknown->reason, true));
    ScratchValue value(type);
    const MismatchPtr mismatch =
        std::get<const Codec *>(codec)->read(result, value.data(), {.ignoreUnknownMembers = true});
    if (mismatch)
        promise.fail(Error(Error::Kind::InvalidAnswer,
            QStringLiteral("the result is not as asked for: %1").arg(mismatch->toString()), true));
    else
        promise.succeed(value.data());
}

} // namespace WebSocketRpc
