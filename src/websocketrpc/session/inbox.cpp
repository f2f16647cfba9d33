// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "inbox_p.h"

#include "subprotocol_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

constexpr qint64 brackets = 2; // around the only message of a frame

} // namespace

std::optional<Error> ReceivedFrame::open(const Frame &frame, Content content, const Limits &limits)
{
    m_limits = limits;
    m_batch.reset();
    m_single = false;
    m_shared = false;
    m_index = 0;
    m_entry = {};
    m_entries = {};
    m_reader.shrink();

    if (auto error = parse(frame, content))
        return error;
    if (content == Content::Shared)
        return openShared();
    m_single = !m_value.is_array();
    return m_single ? std::nullopt : openBatch();
}

std::optional<Error> ReceivedFrame::parse(const Frame &frame, Content content)
{
    const bool isShared = content == Content::Shared;
    const qint64 sizeLimit = isShared
        ? std::max<qint64>(m_limits.incomingMessageSize, sharedFrameSize)
        : m_limits.incomingMessageSize;
    const int depthLimit = m_limits.jsonDepth + isShared;
    // UTF-8 is never shorter than UTF-16 has code units.
    const qsizetype size = std::visit([](const auto &data) { return data.size(); }, frame);
    if (size > sizeLimit + isShared * brackets)
        return tooLarge(size);
    auto parsed = std::visit(
        [&](const auto &data) {
            if constexpr (std::is_same_v<std::decay_t<decltype(data)>, QString>)
                return m_reader.read(QStringView(data), depthLimit);
            else
                return m_reader.read(QByteArrayView(data), depthLimit);
        },
        frame);
    if (qint64(m_reader.size()) > sizeLimit + isShared * brackets)
        return tooLarge(qsizetype(m_reader.size()));
    if (const auto *failure = std::get_if<ParseFailure>(&parsed))
        return Error(Error::ParseError, failure->message);
    m_value = std::get<JsonValue>(parsed);
    return {};
}

std::optional<Error> ReceivedFrame::openBatch()
{
    m_entries = m_value.get_array().value_unsafe();
    const std::size_t count = m_entries.size();
    if (count == 0)
        return Error(Error::InvalidRequest, QStringLiteral("the batch is empty"));
    if (count > std::size_t(m_limits.batchLength))
        return Error(Error::BatchTooLarge,
            QStringLiteral("the batch of %1 entries exceeds the limit batchLength of %2")
                .arg(count)
                .arg(m_limits.batchLength));
    m_entry = m_entries.begin();
    m_batch = std::make_shared<BatchAnswers>();
    m_batch->writer.beginArray();
    return {};
}

std::optional<Error> ReceivedFrame::openShared()
{
    if (m_value.get_array().get(m_entries) != simdjson::SUCCESS)
        return Error(Error::InvalidRequest, QStringLiteral("a frame must be an array of messages"));
    const std::size_t count = m_entries.size();
    if (count == 0)
        return Error(Error::InvalidRequest, QStringLiteral("the frame is empty"));
    if (count > 1 && m_reader.size() > std::size_t(sharedFrameSize))
        return Error(Error::RequestTooLarge,
            QStringLiteral("the frame of %1 bytes has %2 messages; above %3 bytes it may have one")
                .arg(m_reader.size())
                .arg(count)
                .arg(sharedFrameSize));
    m_entry = m_entries.begin();
    m_shared = true;
    return {};
}

Error ReceivedFrame::tooLarge(qsizetype size) const
{
    return Error(Error::RequestTooLarge,
        QStringLiteral("the message of %1 bytes exceeds the limit incomingMessageSize of %2 bytes")
            .arg(size)
            .arg(m_limits.incomingMessageSize));
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
    return m_single || ((m_batch || m_shared) && m_entry != m_entries.end());
}

ReceivedFrame::Entry ReceivedFrame::next(const MessageFormat &format)
{
    Q_ASSERT(hasMore());
    if (std::exchange(m_single, false))
        return format.read(m_value, m_reader, 0);
    if (m_shared)
        return nextShared(format);
    const JsonValue value = *m_entry;
    ++m_entry;
    return format.read(value, m_reader, m_index++);
}

ReceivedFrame::Entry ReceivedFrame::nextShared(const MessageFormat &format)
{
    const JsonValue value = *m_entry;
    ++m_entry;
    const std::size_t index = m_index++;
    if (value.is_array()) {
        const std::string_view text = m_reader.entry(index);
        return Frame(QByteArray(text.data(), qsizetype(text.size())));
    }
    // The sizes of entries are not known, but few frames are so large that one could exceed the
    // limit.
    if (qint64(m_reader.size()) > m_limits.incomingMessageSize) {
        const auto size = qsizetype(m_reader.entry(index).size());
        if (size > m_limits.incomingMessageSize)
            return tooLarge(size);
    }
    return format.read(value, m_reader, index);
}

} // namespace WebSocketRpc
