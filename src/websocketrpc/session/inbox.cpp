// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "inbox_p.h"

namespace WebSocketRpc {

namespace {

Error tooLarge(qsizetype size, qint64 limit)
{
    return Error(Error::RequestTooLarge,
        QStringLiteral("the message of %1 bytes exceeds the limit incomingMessageSize of %2 bytes")
            .arg(size)
            .arg(limit));
}

} // namespace

std::optional<Error> ReceivedFrame::open(const Frame &frame, const Limits &limits)
{
    m_batch.reset();
    m_single = false;
    m_index = 0;
    m_entry = {};
    m_entries = {};
    m_reader.shrink();

    // UTF-8 is never shorter than UTF-16 has code units.
    const qsizetype size = std::visit([](const auto &data) { return data.size(); }, frame);
    if (size > limits.incomingMessageSize)
        return tooLarge(size, limits.incomingMessageSize);
    auto parsed = std::visit(
        [&](const auto &data) {
            if constexpr (std::is_same_v<std::decay_t<decltype(data)>, QString>)
                return m_reader.read(QStringView(data), limits.jsonDepth);
            else
                return m_reader.read(QByteArrayView(data), limits.jsonDepth);
        },
        frame);
    if (qint64(m_reader.size()) > limits.incomingMessageSize)
        return tooLarge(qsizetype(m_reader.size()), limits.incomingMessageSize);
    if (const auto *failure = std::get_if<ParseFailure>(&parsed))
        return Error(Error::ParseError, failure->message);

    m_value = std::get<JsonValue>(parsed);
    m_single = !m_value.is_array();
    if (m_single)
        return {};
    m_entries = m_value.get_array().value_unsafe();
    const std::size_t count = m_entries.size();
    if (count == 0)
        return Error(Error::InvalidRequest, QStringLiteral("the batch is empty"));
    if (count > std::size_t(limits.batchLength))
        return Error(Error::BatchTooLarge,
            QStringLiteral("the batch of %1 entries exceeds the limit batchLength of %2")
                .arg(count)
                .arg(limits.batchLength));
    m_entry = m_entries.begin();
    m_batch = std::make_shared<BatchAnswers>();
    m_batch->writer.beginArray();
    return {};
}

std::optional<Error> ReceivedFrame::refuseBatch(const MessageFormat &format)
{
    if (!m_batch || format.rules().batches)
        return {};
    m_batch.reset();
    return Error(
        Error::InvalidRequest, QStringLiteral("a message must be an object; there are no batches"));
}

bool ReceivedFrame::hasMore() const
{
    return m_single || (m_batch && m_entry != m_entries.end());
}

std::optional<Message> ReceivedFrame::next(const MessageFormat &format)
{
    if (!hasMore())
        return {};
    if (std::exchange(m_single, false))
        return format.read(m_value, m_reader, 0);
    const JsonValue value = *m_entry;
    ++m_entry;
    return format.read(value, m_reader, m_index++);
}

} // namespace WebSocketRpc
