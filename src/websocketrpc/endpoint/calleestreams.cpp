// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callee_p.h"

// What a Callee does about streams.
namespace WebSocketRpc {

using namespace Qt::StringLiterals;

// A stream may refer to the arguments and the context, so they live as long.
void Callee::runForStreams(
    Invocation &&invocation, const Message &message, const AnswerPlace &place)
{
    struct Frame
    {
        Invocation invocation;
        std::optional<CallContext> context = {};
    };
    const auto frame = std::make_shared<Frame>(Frame{std::move(invocation)});
    const quint64 run = addRun(frame->invocation, message, place);
    frame->context = contextFor(frame->invocation, message, run);
    const QPointer<QObject> object = frame->invocation.exposure().object;
    Outcome outcome = frame->invocation.run(frame->context, m_settings.revealsExceptions);
    m_streamOwner = {frame, object};
    const Answer *const answer = std::get_if<Answer>(&outcome);
    if (answer && !m_settings.format->rules().streams)
        settleWithList(run, *answer);
    else
        settle(run, std::move(outcome), frame->context);
    m_streamOwner = {};
    frame->invocation.forgetResult();
}

// For a peer that has no streams. Where one is only a part of the result there is no way to send it.
void Callee::settleWithList(quint64 run, const Answer &answer)
{
    JsonWriter writer;
    std::vector<WrittenStream> streams;
    const auto problem = write(writer, answer, {&streams}, m_settings.revealsExceptions);
    if (!problem && streams.empty() && writer.view() == "{}")
        return settleRun(run, EncodedAnswer{"[]", "QVariantList"});
    const bool isOne = streams.size() == 1
        && writer.view() == "{\"token\":" + QByteArray::number(streams.front().token) + '}';
    const auto entry = m_runs.find(run);
    if (problem || !isOne || entry == m_runs.end())
        return settleRun(run, answer);
    streams.front().stream.state()->keep(m_streamOwner.frame, m_streamOwner.object);
    entry->second.list = std::make_unique<StreamList>(std::move(streams.front()),
        m_settings.limits.outgoingMessageSize, m_settings.revealsExceptions, m_origin->target,
        [this, run](RemoteOutcome outcome) { settle(run, std::move(outcome), false); });
    entry->second.list->start();
}

// Of an answer that is written: too many of them make it an error.
void Callee::sendStreams(
    JsonWriter &writer, const MessageId &id, std::size_t start, bool needsComma)
{
    std::vector<WrittenStream> streams = std::exchange(m_written, {});
    std::optional<Error> error;
    if (!m_outgoing || !m_settings.format->rules().streams)
        error = Error(Error::InternalError,
            u"the result has a stream in it, and the dialect %1 has none"_s.arg(
                QLatin1StringView(m_settings.format->rules().name)));
    else
        error = m_outgoing->add(std::move(streams), m_streamOwner);
    if (!error)
        return;
    writer.truncate(start, needsComma);
    m_settings.format->writeError(writer, id, *error);
}

} // namespace WebSocketRpc
