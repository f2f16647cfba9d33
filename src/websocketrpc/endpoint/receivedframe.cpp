// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "receivedframe_p.h"

#include "subprotocol_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// Without the brackets around the only message of a frame.
std::string_view inner(std::string_view text)
{
    constexpr std::size_t brackets = 2;
    return text.size() > brackets ? text.substr(1, text.size() - brackets) : std::string_view();
}

// What an error takes in an answer, without the id.
constexpr qint64 sizeOfError = 256;

} // namespace

std::optional<ReceivedFrame::Refusal> ReceivedFrame::open(
    JsonText &frame, Content content, const Limits &limits, const MessageFormat &format)
{
    m_limits = limits;
    m_content = content;
    m_batch.reset();
    m_batchRefusal.reset();
    m_index = 0;
    m_left = 0;

    // One message may be as large as without the brackets; several are looked at one by one.
    const bool isShared = content == Content::Shared;
    const std::string_view text = frame.view();
    if (!isShared || qint64(text.size()) > sharedFrameSize) {
        if (const auto error = excess(isShared ? inner(text) : text)) [[unlikely]]
            return Refusal{*error, outlineOf(text, format.rules().answers)};
    }
    if (const auto error = read(frame)) [[unlikely]]
        return Refusal{*error, outlineOf(m_reader.text(), format.rules().answers)};
    return {};
}

std::optional<Error> ReceivedFrame::read(JsonText &frame)
{
    const bool isShared = m_content == Content::Shared;
    auto parsed = m_reader.read(std::move(frame), m_limits.jsonDepth + isShared);
    if (const auto *failure = std::get_if<ParseFailure>(&parsed))
        return Error(Error::ParseError, failure->message);
    m_value = std::get<JsonValue>(parsed);
    if (isShared)
        return openShared();
    if (m_value.isArray())
        return openBatch();
    m_left = 1;
    m_averageSize = m_reader.size();
    return {};
}

void ReceivedFrame::setTransportFormat(Transport::Format format)
{
    m_transportFormat = format;
    if (m_batch)
        m_batch->format = format;
}

void ReceivedFrame::clear()
{
    m_batch.reset();
    m_reader.clear();
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
        return Error(Error::InvalidRequest, u"the batch is empty"_s);
    if (count > std::size_t(m_limits.batchLength)) {
        m_batchRefusal = Error(Error::BatchTooLarge,
            u"the batch of %1 entries exceeds the limit batchLength of %2"_s.arg(count).arg(
                m_limits.batchLength));
        if (qint64(count) * sizeOfError > m_limits.outgoingMessageSize)
            return m_batchRefusal;
    }
    m_entry = entries.begin();
    begin(count);
    m_batch = std::make_shared<BatchAnswers>();
    m_batch->writer.beginArray();
    return {};
}

void ReceivedFrame::begin(std::size_t count)
{
    m_left = count;
    const std::size_t size = m_reader.size();
    m_averageSize = count == 1 || size <= std::size_t(sharedFrameSize) ? size / count : 0;
}

std::optional<Error> ReceivedFrame::openShared()
{
    if (!m_value.isArray())
        return Error(Error::InvalidRequest, u"a frame must be an array of messages"_s);
    const JsonArray entries = m_value.toArray();
    const std::size_t count = entries.size();
    if (count == 0)
        return Error(Error::InvalidRequest, u"the frame is empty"_s);
    if (count > 1 && m_reader.size() > std::size_t(sharedFrameSize))
        return Error(Error::RequestTooLarge,
            u"the frame of %1 bytes has %2 messages; above %3 bytes it may have one"_s
                .arg(m_reader.size())
                .arg(count)
                .arg(sharedFrameSize));
    m_entry = entries.begin();
    begin(count);
    return {};
}

std::optional<Error> ReceivedFrame::excess(std::string_view message) const
{
    if (qint64(message.size()) > m_limits.incomingMessageSize)
        return Error(Error::RequestTooLarge,
            u"the message of %1 bytes exceeds the limit incomingMessageSize of %2 bytes"_s
                .arg(message.size())
                .arg(m_limits.incomingMessageSize));
    // No value is shorter than one byte and a comma, so most messages need not be counted.
    const auto limit = std::size_t(m_limits.jsonValues);
    if (message.size() / 2 < limit) [[likely]]
        return {};
    if (const std::size_t count = countValues(message); count > limit)
        return Error(Error::TooManyValues,
            u"the message has %1 values, more than the limit jsonValues of %2"_s.arg(count).arg(
                limit));
    return {};
}

std::optional<Error> ReceivedFrame::refuseBatch(const MessageFormat &format)
{
    if (format.rules().batches)
        return {};
    m_batch.reset();
    m_left = 0;
    return Error(Error::InvalidRequest, u"a message must be an object; there are no batches"_s);
}

ReceivedFrame::Entry ReceivedFrame::next(const MessageFormat &format)
{
    Q_ASSERT(hasMore());
    --m_left;
    const std::size_t index = m_index++;
    Entry entry = readNext(format, index);
    // For many small messages their average size is good enough.
    entry.message.size = m_averageSize ? m_averageSize : m_reader.entry(index).size();
    return entry;
}

ReceivedFrame::Entry ReceivedFrame::readNext(const MessageFormat &format, std::size_t index)
{
    if (m_content == Content::Single && !m_batch)
        return {.message = format.read(m_value, m_reader, 0)};
    const JsonValue value = *m_entry;
    ++m_entry;
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
    // The sizes of entries are not known, but few frames are so large that one could exceed a limit.
    const auto size = qint64(m_reader.size());
    if (size > m_limits.incomingMessageSize || size / 2 >= m_limits.jsonValues) [[unlikely]] {
        const std::string_view text = m_reader.entry(index);
        if (const auto error = excess(text))
            return {.refusal = Refusal{*error, outlineOf(text, format.rules().answers)}};
    }
    return {.message = format.read(value, m_reader, index)};
}

} // namespace WebSocketRpc
