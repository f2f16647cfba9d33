// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "answers_p.h"

#include "counters_p.h"
#include "encodedanswer_p.h"
#include "excerpt_p.h"
#include "logging_p.h"
#include "outgoingstreams_p.h"
#include "text_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<Error> writeResult(
    JsonWriter &writer, const Answer &answer, const WriteContext &context, bool revealsExceptions)
{
    return write(writer, answer, context, revealsExceptions);
}

std::unique_ptr<Error> writeResult(
    JsonWriter &writer, const EncodedAnswer &answer, const WriteContext &context, bool)
{
    writer.writeRaw(answer.json);
    if (context.streams)
        *context.streams = answer.streams;
    return {};
}

std::unique_ptr<Error> writeResult(
    JsonWriter &writer, const PageAnswer &page, const WriteContext &, bool)
{
    writer.beginObject();
    writer.key("values");
    writer.beginArray();
    for (const StreamPage &part : page.pages)
        writer.writeRaw(part.json);
    writer.endArray();
    writer.key("finished");
    writer.writeBool(page.isFinished);
    writer.endObject();
    return {};
}

} // namespace

Answers::Answers(
    const EndpointSettings &settings, Link &link, OutgoingStreams &streams, FailureReport report)
    : m_settings(settings)
    , m_link(link)
    , m_streams(streams)
    , m_report(std::move(report))
{
}

void Answers::refuse(const Error &error, const std::shared_ptr<BatchAnswers> &batch,
    const MessageId &id, Transport::Format format, std::string_view method)
{
    if (batch && !id.isAbsent())
        ++batch->awaited;
    answer({id, batch, m_link.connection(), method, format}, error);
}

template<typename A>
void Answers::answer(const AnswerPlace &place, const A &result)
{
    if (m_herald) [[unlikely]]
        std::shared_ptr(m_herald)->publishBeforeAnswer();
    if (place.id.isAbsent()) {
        if constexpr (std::is_same_v<A, Error>)
            reportFailure(place.method, result);
        return;
    }
    if (place.connection != m_link.connection())
        return;
    if (place.batch) {
        const std::size_t size = place.batch->writer.size();
        write(place.batch->writer, place.id, result);
        m_link.keep(qsizetype(place.batch->writer.size() - size));
        return release(place.batch);
    }
    const WriterLease writer(*m_writers);
    write(*writer, place.id, result);
    m_link.send(writer->view(), place.format);
}

// The peer does not learn of it.
void Answers::reportFailure(std::string_view method, const Error &error)
{
    if (m_log.allows())
        qCWarning(lcChannel) << "the notification" << excerptOf(method)
                             << "had no effect:" << excerptOf(error.message());
    m_report(toText(method), error);
}

void Answers::release(const std::shared_ptr<BatchAnswers> &batch)
{
    if (--batch->awaited > 0 || batch->connection != m_link.connection())
        return;
    const std::size_t bracket = 1;
    const bool isEmpty = batch->writer.size() == bracket;
    batch->writer.endArray();
    m_link.unkeep(qsizetype(batch->writer.size() - 2 * bracket));
    if (!isEmpty)
        m_link.send(batch->writer.view(), batch->format);
    else if (batch->refusal)
        refuse(*batch->refusal, nullptr, MessageId::null(), batch->format);
}

template<typename A>
void Answers::write(JsonWriter &writer, const MessageId &id, const A &result)
{
    const MessageFormat &format = *m_settings.format;
    if constexpr (std::is_same_v<A, Error>) {
        format.writeError(writer, id, result);
    } else {
        const std::size_t start = writer.size();
        const bool needsComma = writer.needsComma();
        format.beginResult(writer, id);
        if (const auto error =
                writeResult(writer, result, {&m_written}, m_settings.revealsExceptions)) {
            m_written.clear();
            writer.truncate(start, needsComma);
            return format.writeError(writer, id, *error);
        }
        format.endResult(writer, id, result.typeName);
        if (qint64(writer.size()) > m_settings.limits.outgoingMessageSize)
            replace(writer, id, start, needsComma);
        if (!m_written.empty()) [[unlikely]]
            sendStreams(writer, id, start, needsComma);
    }
}

// Replaces an answer that is too large with an error.
void Answers::replace(JsonWriter &writer, const MessageId &id, std::size_t start, bool needsComma)
{
    m_settings.count(&Counters::oversizedAnswers);
    m_written.clear();
    const std::size_t size = writer.size() - start;
    writer.truncate(start, needsComma);
    m_settings.format->writeError(writer, id,
        Error(Error::ResponseTooLarge,
            u"the answer of %1 bytes exceeds the limit outgoingMessageSize of %2 bytes"_s.arg(size)
                .arg(m_settings.limits.outgoingMessageSize)));
}

// Sends the streams of the answer just written. If there are too many, an error replaces the answer.
void Answers::sendStreams(
    JsonWriter &writer, const MessageId &id, std::size_t start, bool needsComma)
{
    std::vector<WrittenStream> streams = std::exchange(m_written, {});
    std::optional<Error> error;
    if (!m_settings.format->rules().streams)
        error = Error(Error::InternalError,
            u"the result has a stream in it, and the dialect %1 has none"_s.arg(
                QLatin1StringView(m_settings.format->rules().name)));
    else
        error = m_streams.add(std::move(streams), m_streamOwner);
    if (!error)
        return;
    writer.truncate(start, needsComma);
    m_settings.format->writeError(writer, id, *error);
}

template void Answers::answer(const AnswerPlace &, const Answer &);
template void Answers::answer(const AnswerPlace &, const EncodedAnswer &);
template void Answers::answer(const AnswerPlace &, const PageAnswer &);
template void Answers::answer(const AnswerPlace &, const Error &);

} // namespace WebSocketRpc
