// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callee_p.h"

#include "counters_p.h"
#include "excerpt_p.h"
#include "logging_p.h"
#include "text_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<Error> write(
    JsonWriter &writer, const EncodedAnswer &answer, const WriteContext &context, bool)
{
    writer.writeRaw(answer.json);
    if (context.streams)
        *context.streams = answer.streams;
    return {};
}

std::unique_ptr<Error> write(JsonWriter &writer, const PageAnswer &page, const WriteContext &, bool)
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

void Callee::setContextSource(std::shared_ptr<const CallContext::Source> source)
{
    m_contextSource = std::move(source);
}

const std::vector<Candidate> *Callee::findOther(const Message &message) const
{
    return isShareRequest(message) ? nullptr : m_registry.findCatchAll(!message.id.isAbsent());
}

// In line, since every call comes here.
Q_ALWAYS_INLINE void Callee::run(
    const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place)
{
    const auto isHere = [this](const Candidate &candidate) {
        return candidate.exposure->mailbox->sharesThreadWith(*m_origin->mailbox);
    };
    if (std::ranges::all_of(candidates, isHere))
        runHere(message, candidates, place);
    else
        runElsewhere(message, candidates, place);
}

void Callee::receive(
    const Message &message, const std::shared_ptr<BatchAnswers> &batch, Transport::Format format)
{
    const AnswerPlace place = {message.id, batch, m_link.connection(), message.method, format};
    if (batch && !message.id.isAbsent())
        ++batch->awaited;

    if (isTooLong(message)) [[unlikely]]
        return answer(place, tooLong(message));
    if (const auto builtIn = builtInAnswer(message.method))
        return answer(place, *builtIn);
    if (isBusy())
        return answer(place, busy());
    if (m_settings.authorizer && !isShareRequest(message)) {
        if (const auto error = authorize(toText(message.method), message.id))
            return answer(place, *error);
    }
    if (place.connection != m_link.connection())
        return; // whoever decided on the call has ended the connection
    const auto *candidates = m_registry.find(message.method);
    if (!candidates)
        candidates = findOther(message);
    if (!candidates) {
        if (isShareRequest(message))
            return shares()->receive(message, place);
        reportIfRefused(message.method);
        return answer(place, methodNotFound(message.method));
    }
    run(message, *candidates, place);
}

void Callee::run(
    const Message &message, const std::vector<Candidate> &candidates, Transport::Format format)
{
    run(message, candidates, {message.id, nullptr, m_link.connection(), message.method, format});
}

std::optional<AnswerPlace> Callee::admit(
    const Message &message, const std::shared_ptr<BatchAnswers> &batch, Transport::Format format)
{
    const AnswerPlace place = {message.id, batch, m_link.connection(), message.method, format};
    if (batch && !message.id.isAbsent())
        ++batch->awaited;
    if (!isTooLong(message))
        return place;
    answer(place, tooLong(message));
    return {};
}

std::optional<EncodedAnswer> Callee::builtInAnswer(std::string_view method) const
{
    if (!method.starts_with('_')) // as no exposed method does
        return {};
    JsonWriter writer;
    switch (m_settings.format->builtIn(method)) {
    case BuiltIn::None:
        return {};
    case BuiltIn::Ping:
        writer.writeString("pong");
        break;
    case BuiltIn::ChannelId:
        writer.writeString(m_channelId);
        break;
    }
    return EncodedAnswer{writer.view().toByteArray(), QByteArrayLiteral("QString")};
}

void Callee::runHere(
    const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place)
{
    Invocation invocation;
    if (const auto error = invocation.prepare(candidates, message, streamsFor(place)))
        return answer(place, *error);
    ++m_runningCalls;
    if (invocation.mayReturnStreams()) [[unlikely]]
        return runForStreams(std::move(invocation), message, place);
    if (invocation.wantsContext())
        return runWithContext(invocation, message, place);
    Outcome outcome = invocation.run({}, m_settings.revealsExceptions);
    if (auto *pending = std::get_if<std::unique_ptr<PendingAnswer>>(&outcome))
        return await(addRun(invocation, message, place), std::move(*pending));
    if (place.connection == m_link.connection())
        --m_runningCalls;
    if (const auto *error = std::get_if<Error>(&outcome))
        answer(place, *error);
    else
        answer(place, std::get<Answer>(outcome));
}

// The peer may cancel it while it runs, if it lets the event loop run.
void Callee::runWithContext(
    Invocation &invocation, const Message &message, const AnswerPlace &place)
{
    const quint64 run = addRun(invocation, message, place);
    const std::optional<CallContext> context = contextFor(invocation, message, run);
    settle(run, invocation.run(context, m_settings.revealsExceptions), context);
}

void Callee::settle(quint64 run, Outcome outcome, const std::optional<CallContext> &context)
{
    if (auto *pending = std::get_if<std::unique_ptr<PendingAnswer>>(&outcome))
        await(run, std::move(*pending), context && context->isCancelled());
    else if (const auto *error = std::get_if<Error>(&outcome))
        settleRun(run, *error);
    else
        settleRun(run, std::get<Answer>(outcome));
}

void Callee::runElsewhere(
    const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place)
{
    if (isTooMuchElsewhere(message))
        return answer(place, tooMuchElsewhere());
    auto invocation = std::make_unique<Invocation>();
    if (const auto error = invocation->prepare(candidates, message, streamsFor(place)))
        return answer(place, *error);
    ++m_runningCalls;
    const quint64 run = addRun(*invocation, message, place);
    const auto call = std::make_shared<RemoteCall>(m_sizesElsewhere, qint64(message.size));
    m_runs.at(run).remote = call;
    const auto context = contextFor(*invocation, message, run);
    RemoteRun::start(std::move(invocation), context, m_settings.revealsExceptions,
        {m_origin->mailbox, call,
            [this, target = m_origin->target, run, call](RemoteOutcome outcome) {
                if (const auto alive = target.lock())
                    settle(run, std::move(outcome), call->isWithdrawn());
            }});
}

quint64 Callee::addRun(
    const Invocation &invocation, const Message &message, const AnswerPlace &place)
{
    const bool isNotification = place.id.isAbsent();
    Run run{place.id, place.batch, place.connection,
        isNotification ? std::string(place.method) : std::string(), place.format};
    run.keepsRunning = invocation.keepsRunning();
    const quint64 number = ++m_latestRun;
    m_runs.emplace(number, std::move(run));
    if (message.progressToken)
        followProgress(number, MessageId::from(*message.progressToken));
    return number;
}

// Where the run is gone, nobody waits for its answer.
void Callee::await(quint64 run, std::unique_ptr<PendingAnswer> answer, bool isCancelled)
{
    const auto entry = m_runs.find(run);
    if (entry == m_runs.end()) {
        if (isCancelled)
            answer->cancel();
        return answer->release(std::make_shared<AbandonedCall>(counters()));
    }
    if (const auto remote = std::exchange(entry->second.remote, nullptr))
        remote->release();
    entry->second.answer = std::move(answer);
    entry->second.answer->whenSettled(
        [this, target = m_origin->target, run](const SettledAnswer &settled) {
            if (const auto alive = target.lock())
                settle(run, settled);
        });
    if (entry->second.report)
        watchProgress(run, entry->second);
}

template<typename A>
void Callee::settleRun(quint64 run, const A &result)
{
    const auto node = m_runs.extract(run); // keeps what the result refers to
    if (node.empty())
        return;
    const AnswerPlace place = node.mapped().place();
    if (node.mapped().report)
        sendProgress(node.mapped()); // the last of it comes before the answer
    if (place.connection == m_link.connection())
        --m_runningCalls;
    if (node.mapped().remote)
        node.mapped().remote->release();
    if (node.mapped().state)
        node.mapped().state->end();
    answer(place, result);
    runEnded();
}

void Callee::runEnded()
{
    if (m_settings.draining)
        m_hook.requestWakeUp();
}

void Callee::settle(quint64 run, const SettledAnswer &settled)
{
    if (m_shares && settlesLater(run, settled)) [[unlikely]]
        return;
    std::visit([&](const auto &result) { settleRun(run, result); }, settled);
}

void Callee::settle(quint64 run, RemoteOutcome outcome, bool isCancelled)
{
    if (auto *pending = std::get_if<std::unique_ptr<PendingAnswer>>(&outcome))
        await(run, std::move(*pending), isCancelled);
    else if (const auto *error = std::get_if<Error>(&outcome))
        settleRun(run, *error);
    else
        settleRun(run, std::get<EncodedAnswer>(outcome));
}

void Callee::linkLost()
{
    m_runningCalls = 0;
    if (const auto shares = std::exchange(m_shares, nullptr))
        shares->end();
    for (auto &[number, run] : std::exchange(m_runs, {}))
        abandon(run, Abandoned::ByLeaving);
}

CallContext Callee::contextFor(const Message &message, std::shared_ptr<CallState> state) const
{
    return CallContext(
        m_contextSource, toText(message.method), message.id.toVariant(), std::move(state));
}

std::optional<CallContext> Callee::contextFor(
    const Invocation &invocation, const Message &message, quint64 run)
{
    if (!invocation.wantsContext())
        return {};
    Run &entry = m_runs.at(run);
    entry.state = std::make_shared<CallState>();
    if (entry.report)
        watchProgress(run, entry);
    return contextFor(message, entry.state);
}

void Callee::refuse(const Error &error, const std::shared_ptr<BatchAnswers> &batch,
    const MessageId &id, Transport::Format format, std::string_view method)
{
    if (batch && !id.isAbsent())
        ++batch->awaited;
    answer({id, batch, m_link.connection(), method, format}, error);
}

template<typename A>
void Callee::answer(const AnswerPlace &place, const A &result)
{
    if (m_shares) [[unlikely]]
        std::shared_ptr(m_shares)->publishBeforeAnswer();
    if (place.id.isAbsent()) {
        if constexpr (std::is_same_v<A, Error>)
            reportFailure(place.method, result);
        return;
    }
    if (place.connection != m_link.connection())
        return;
    if (place.batch) {
        const std::size_t size = place.batch->writer.size();
        writeAnswer(place.batch->writer, place.id, result);
        m_link.keep(qsizetype(place.batch->writer.size() - size));
        return release(place.batch);
    }
    const WriterLease writer(*m_writers);
    writeAnswer(*writer, place.id, result);
    m_link.send(writer->view(), place.format);
}

// Nobody but this side learns of it.
void Callee::reportFailure(std::string_view method, const Error &error)
{
    if (m_log.allows())
        qCWarning(lcChannel) << "the notification" << excerptOf(method)
                             << "had no effect:" << excerptOf(error.message());
    m_report(toText(method), error);
}

// The peer learns only that the method is missing. The reason was logged when the object was exposed,
// which may be long ago.
void Callee::reportIfRefused(std::string_view method)
{
    const QString *const problem = m_registry.problemOf(method);
    if (problem && m_log.allows())
        qCWarning(lcChannel).noquote()
            << "the peer calls" << excerptOf(method) << "but" << *problem;
}

void Callee::release(const std::shared_ptr<BatchAnswers> &batch)
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
void Callee::writeAnswer(JsonWriter &writer, const MessageId &id, const A &result)
{
    const MessageFormat &format = *m_settings.format;
    if constexpr (std::is_same_v<A, Error>) {
        format.writeError(writer, id, result);
    } else {
        const std::size_t start = writer.size();
        const bool needsComma = writer.needsComma();
        format.beginResult(writer, id);
        if (const auto error = write(writer, result, {&m_written}, m_settings.revealsExceptions)) {
            m_written.clear();
            writer.truncate(start, needsComma);
            return format.writeError(writer, id, *error);
        }
        format.endResult(writer, id, result.typeName);
        if (qint64(writer.size()) > m_settings.limits.outgoingMessageSize)
            replaceAnswer(writer, id, start, needsComma);
        if (!m_written.empty()) [[unlikely]]
            sendStreams(writer, id, start, needsComma);
    }
}

// Puts an error in the place of an answer that is too large.
void Callee::replaceAnswer(
    JsonWriter &writer, const MessageId &id, std::size_t start, bool needsComma)
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

template void Callee::settleRun(quint64, const EncodedAnswer &);
template void Callee::settleRun(quint64, const Answer &);
template void Callee::answer(const AnswerPlace &, const Answer &);
template void Callee::answer(const AnswerPlace &, const EncodedAnswer &);
template void Callee::answer(const AnswerPlace &, const PageAnswer &);
template void Callee::answer(const AnswerPlace &, const Error &);

} // namespace WebSocketRpc
