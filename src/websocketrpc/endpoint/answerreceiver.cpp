// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "answerreceiver_p.h"

#include "errorobject_p.h"
#include "excerpt_p.h"
#include "logging_p.h"
#include "reservedmessages_p.h"
#include "scratchvalue_p.h"
#include "text_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

std::optional<qint64> numberIn(const MessageId &id)
{
    if (id.kind() != MessageId::Kind::Text)
        return id.toInteger();
    bool isNumber = false;
    const qint64 number = id.toVariant().toString().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

QJsonValue valueOf(const std::optional<JsonValue> &value)
{
    return value ? toQJsonValue(*value) : QJsonValue(QJsonValue::Undefined);
}

Error remoteError(const Message &message)
{
    return {message.errorCode, toText(message.errorMessage), valueOf(message.errorData)};
}

// Returns what is wrong with the result. Constructors, setters and converters may throw.
Q_ALWAYS_INLINE QString read(const Message &message, QMetaType type, const Codec &codec,
    StreamFactory *streams, std::optional<ScratchValue> &value)
{
    try {
        value.emplace(type);
        const ReadOptions options{.ignoreUnknownMembers = true,
            .nullIsNan = true,
            .streams = streams,
            .messageSize = message.size};
        const MismatchPtr mismatch = codec.read(*message.result, value->data(), options);
        return mismatch ? mismatch->toString() : QString();
    } catch (const std::exception &exception) {
        return u"exception '%1'"_s.arg(QString::fromUtf8(exception.what()));
    } catch (...) {
        return u"unknown exception"_s;
    }
}

} // namespace

void AnswerReceiver::receive(const Message &message)
{
    const std::optional<qint64> id = message.id.toInteger();
    PendingCall *const call = id ? m_pending.find(*id) : nullptr;
    if (!call)
        return receiveStray(message);
    if (message.kind == Message::Kind::Error)
        return fail(m_pending.take(*call), remoteError(message));
    if (!message.result && call->promise.type().id() != QMetaType::Void)
        return failInvalid(*call, u"it has no result"_s, LogIt::Yes);
    succeed(*call, message);
}

// An error without an id is about a message that the peer could not read. If that can only be one
// message, its calls need not wait for their timeout.
void AnswerReceiver::receiveStray(const Message &message)
{
    ++m_lateAnswers;
    m_unwanted.endStreamsIn(message, &m_streams);
    if (message.kind == Message::Kind::Error && message.id.kind() == MessageId::Kind::Null) {
        if (m_log.allows())
            qCWarning(lcChannel) << "the peer could not read a message:" << message.errorCode
                                 << excerptOf(message.errorMessage);
        return m_pending.fail(m_pending.callsOfOnlyMessage(), remoteError(message), m_origin);
    }
    if (PendingCall *const call = callMeantBy(message.id)) {
        if (m_settings.lenient)
            return message.kind == Message::Kind::Error
                ? fail(m_pending.take(*call), remoteError(message))
                : succeed(*call, message);
        return failInvalid(*call, u"its id is a string"_s, LogIt::Yes);
    }
    if (message.kind == Message::Kind::Result && !message.result) {
        if (m_log.allows())
            qCWarning(lcChannel) << "a message is dropped: it has neither a method nor a result";
        return;
    }
    qCDebug(lcChannel) << "an answer to no call is dropped; its id is"
                       << excerptOf(message.id.toVariant().toString());
}

void AnswerReceiver::receiveInvalid(const Message &message)
{
    QString problem = QString::fromUtf8(message.problem);
    PendingCall *const call = callMeantBy(message.id);
    if (!call) {
        if (m_log.allows())
            qCWarning(lcChannel) << "an answer is dropped:" << excerptOf(problem);
        return;
    }
    if (message.errorValue)
        problem += u": "_s + textOfError(*message.errorValue);
    failInvalid(*call, problem, LogIt::No, valueOf(message.errorValue));
}

// The answers are known by their ids alone.
void AnswerReceiver::receiveUnreadable(const std::vector<MessageId> &ids, const Error &error)
{
    const QString problem = error.message();
    if (isFirstProblem())
        qCWarning(lcChannel) << "an answer cannot be read:" << excerptOf(problem);
    std::vector<Detail::ResultPromise> failed;
    for (const MessageId &id : ids) {
        if (PendingCall *const call = callMeantBy(id))
            failed.push_back(m_pending.take(*call));
        else
            ++m_lateAnswers;
    }
    const Error invalid(
        Error::Kind::InvalidAnswer, u"the answer cannot be read: %1"_s.arg(problem), true);
    for (Detail::ResultPromise &promise : failed)
        fail(std::move(promise), invalid);
}

void AnswerReceiver::receiveProgress(const MessageId &token, const JsonValue &value)
{
    const std::optional<qint64> id = token.toInteger();
    PendingCall *const call = id ? m_pending.find(*id) : nullptr;
    if (!call || !call->sent || !call->wantsProgress)
        return;
    Progress &latest = call->neededExtras().progress;
    latest = readProgress(value, latest);
    const Progress progress = latest;
    call->promise.reportProgress(progress); // which may settle the call
}

PendingCall *AnswerReceiver::callMeantBy(const MessageId &id)
{
    const std::optional<qint64> number = numberIn(id);
    PendingCall *const call = number ? m_pending.find(*number) : nullptr;
    return call && call->sent ? call : nullptr;
}

void AnswerReceiver::failInvalid(
    PendingCall &call, const QString &problem, LogIt logIt, const QJsonValue &data)
{
    if (logIt == LogIt::Yes && isFirstProblem())
        qCWarning(lcChannel) << "an answer is invalid:" << excerptOf(problem);
    fail(m_pending.take(call),
        Error(Error::Kind::InvalidAnswer, u"the answer is invalid: %1"_s.arg(problem), true, data));
}

// In line, since every call comes here.
Q_ALWAYS_INLINE void AnswerReceiver::deliver(
    Detail::ResultPromise &promise, const Message &message, const Codec &codec)
{
    std::optional<ScratchValue> value;
    const QString problem = read(message, promise.type(), codec, &m_streams, value);
    if (problem.isEmpty())
        promise.succeed(value->data());
    else
        fail(std::move(promise),
            Error(Error::Kind::InvalidAnswer, u"the result is not as asked for: %1"_s.arg(problem),
                true));
}

void AnswerReceiver::succeed(PendingCall &call, const Message &message)
{
    if (call.extras && call.extras->resultCodec) [[unlikely]]
        return succeedWithOwnCodec(call, message);
    Detail::ResultPromise promise = m_pending.take(call);
    const QMetaType type = promise.type();
    if (type.id() == QMetaType::Void)
        return promise.succeed(nullptr);
    if (const Codec *const known = knownCodec(type)) [[likely]]
        return deliver(promise, message, *known);
    const auto codec = codecFor(type);
    if (const auto *unknown = std::get_if<UnknownType>(&codec))
        return fail(std::move(promise), Error(Error::Kind::InvalidAnswer, unknown->reason, true));
    deliver(promise, message, *std::get<const Codec *>(codec));
}

void AnswerReceiver::succeedWithOwnCodec(PendingCall &call, const Message &message)
{
    const std::shared_ptr<const Codec> codec = call.extras->resultCodec;
    Detail::ResultPromise promise = m_pending.take(call);
    deliver(promise, message, *codec);
}

} // namespace WebSocketRpc
