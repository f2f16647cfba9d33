// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "reservedmethods_p.h"

#include "excerpt_p.h"
#include "logging_p.h"
#include "reservedmessages_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

MessageId idIn(const Message &message, std::string_view name)
{
    const auto value = paramOf(message, name);
    return value ? MessageId::from(*value) : MessageId();
}

// Nothing for what cannot be a token of ours.
std::optional<qint64> tokenIn(const Message &message)
{
    std::optional<JsonValue> token = paramOf(message, "token");
    if (message.params && message.params->isArray() && message.params->toArray().size() == 1)
        token = *message.params->toArray().begin();
    return token && token->isInteger() ? std::optional(token->toInteger()) : std::nullopt;
}

} // namespace

struct ReservedMethods::Entry
{
    std::string_view name;
    void (ReservedMethods::*receive)(const Message &message);
};

const ReservedMethods::Entry ReservedMethods::table[] = {
    {ReservedName::cancel, &ReservedMethods::cancel},
    {ReservedName::progress, &ReservedMethods::progress},
    {ReservedName::requestProgress, &ReservedMethods::requestProgress},
    {ReservedName::endOfStream, &ReservedMethods::endStream},
};

void ReservedMethods::receive(
    const Message &message, const std::shared_ptr<BatchAnswers> &batch, Transport::Format format)
{
    if (!message.id.isAbsent())
        return answer(message, batch, format);
    const auto *const entry = std::ranges::find(table, message.method, &Entry::name);
    if (entry == std::end(table))
        qCDebug(lcChannel) << "a notification is ignored:" << excerptOf(message.method);
    else
        (this->*entry->receive)(message);
}

void ReservedMethods::answer(
    const Message &message, const std::shared_ptr<BatchAnswers> &batch, Transport::Format format)
{
    const bool isNext = message.method == ReservedName::nextValues;
    if (!isNext && message.method != ReservedName::endOfStream)
        return m_callee.receive(message, batch, format);
    const AnswerPlace place = m_answers.expect(message, batch, format);
    if (m_callee.refusesName(message, place))
        return;
    if (isNext)
        return m_streams.next(tokenIn(message), place);
    endStream(message);
    m_answers.answer(place, EncodedAnswer{QByteArrayLiteral("null"), {}});
}

void ReservedMethods::endStream(const Message &message)
{
    m_streams.abort(tokenIn(message));
}

void ReservedMethods::cancel(const Message &message)
{
    const MessageId id = idIn(message, "id");
    if (id.isAbsent())
        return;
    m_runs.cancel(id);
    m_streams.cancelNext(id);
}

void ReservedMethods::progress(const Message &message)
{
    const auto value = paramOf(message, "value");
    if (value)
        m_receiver.receiveProgress(idIn(message, "token"), *value);
}

void ReservedMethods::requestProgress(const Message &message)
{
    const MessageId id = idIn(message, "id");
    const MessageId token = idIn(message, "token");
    if (!id.isAbsent() && !token.isAbsent())
        m_runs.followProgress(id, token);
}

} // namespace WebSocketRpc
