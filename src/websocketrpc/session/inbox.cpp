// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "inbox_p.h"

#include "subprotocol_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

constexpr qint64 brackets = 2; // around the only message of a frame

} // namespace

std::optional<Error> ReceivedFrame::open(JsonText &frame, Content content, const Limits &limits)
{
    m_limits = limits;
    m_content = content;
    m_batch.reset();
    m_index = 0;
    m_left = 0;

    const bool isShared = content == Content::Shared;
    const qint64 sizeLimit = isShared
        ? std::max<qint64>(limits.incomingMessageSize, sharedFrameSize) + brackets
        : limits.incomingMessageSize;
    if (qint64(frame.size()) > sizeLimit)
        return tooLarge(frame.size());
    auto parsed = m_reader.read(std::move(frame), limits.jsonDepth + isShared);
    if (const auto *failure = std::get_if<ParseFailure>(&parsed))
        return Error(Error::ParseError, failure->message);
    m_value = std::get<JsonValue>(parsed);
    if (isShared)
        return openShared();
    if (m_value.isArray())
        return openBatch();
    m_left = 1;
    return {};
}

void ReceivedFrame::shrink()
{
    m_batch.reset();
    m_reader.shrink();
}

std::optional<Error> ReceivedFrame::openBatch()
{
    const JsonArray entries = m_value.toArray();
    const std::size_t count = entries.size();
    if (count == 0)
        return Error(Error::InvalidRequest, QStringLiteral("the batch is empty"));
    if (count > std::size_t(m_limits.batchLength))
        return Error(Error::BatchTooLarge,
            QStringLiteral("the batch of %1 entries exceeds the limit batchLength of %2")
                .arg(count)
                .arg(m_limits.batchLength));
    m_entry = entries.begin();
    m_left = count;
    m_batch = std::make_shared<BatchAnswers>();
    m_batch->writer.beginArray();
    return {};
}

std::optional<Error> ReceivedFrame::openShared()
{
    if (!m_value.isArray())
        return Error(Error::InvalidRequest, QStringLiteral("a frame must be an array of messages"));
    const JsonArray entries = m_value.toArray();
    const std::size_t count = entries.size();
    if (count == 0)
        return Error(Error::InvalidRequest, QStringLiteral("the frame is empty"));
    if (count > 1 && m_reader.size() > std::size_t(sharedFrameSize))
        return Error(Error::RequestTooLarge,
            QStringLiteral("the frame of %1 bytes has %2 messages; above %3 bytes it may have one")
                .arg(m_reader.size())
                .arg(count)
                .arg(sharedFrameSize));
    m_entry = entries.begin();
    m_left = count;
    return {};
}

Error ReceivedFrame::tooLarge(std::size_t size) const
{
    return Error(Error::RequestTooLarge,
        QStringLiteral("the message of %1 bytes exceeds the limit incomingMessageSize of %2 bytes")
            .arg(size)
            .arg(m_limits.incomingMessageSize));
}

std::optional<Error> ReceivedFrame::refuseBatch(const MessageFormat &format)
{
    if (format.rules().batches)
        return {};
    m_batch.reset();
    m_left = 0;
    return Error(
        Error::InvalidRequest, QStringLiteral("a message must be an object; there are no batches"));
}

ReceivedFrame::Entry ReceivedFrame::next(const MessageFormat &format)
{
    Q_ASSERT(hasMore());
    --m_left;
    if (m_content == Content::Single && !m_batch)
        return {.message = format.read(m_value, m_reader, 0)};
    const JsonValue value = *m_entry;
    ++m_entry;
    const std::size_t index = m_index++;
    if (m_content == Content::Shared)
        return readShared(value, format, index);
    return {.message = format.read(value, m_reader, index)};
}

ReceivedFrame::Entry ReceivedFrame::readShared(
    const JsonValue &value, const MessageFormat &format, std::size_t index) const
{
    if (value.isArray()) {
        auto batch = std::make_unique<JsonText>();
        batch->assign(QByteArrayView(m_reader.entry(index)));
        return {.batch = std::move(batch)};
    }
    // The sizes of entries are not known, but few frames are so large that one could exceed the
    // limit.
    if (qint64(m_reader.size()) > m_limits.incomingMessageSize) {
        const std::size_t size = m_reader.entry(index).size();
        if (qint64(size) > m_limits.incomingMessageSize)
            return {.refusal = tooLarge(size)};
    }
    return {.message = format.read(value, m_reader, index)};
}

} // namespace WebSocketRpc
