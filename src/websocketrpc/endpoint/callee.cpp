// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callee_p.h"

#include "apidocument_p.h"
#include "encodedanswer_p.h"
#include "excerpt_p.h"
#include "logging_p.h"
#include "text_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

const std::vector<Candidate> *Callee::findOther(const Message &message) const
{
    if (isShareRequest(message) || isDiscovery(message))
        return nullptr;
    return m.registry.findCatchAll(!message.id.isAbsent());
}

// In line, since every call comes here.
Q_ALWAYS_INLINE void Callee::run(
    const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place)
{
    const auto isHere = [this](const Candidate &candidate) {
        return candidate.exposure->mailbox->sharesThreadWith(*m.origin->mailbox);
    };
    if (std::ranges::all_of(candidates, isHere))
        runHere(message, candidates, place);
    else
        runElsewhere(message, candidates, place);
}

bool Callee::refusesName(const Message &message, const AnswerPlace &place)
{
    if (!m_guard.isTooLong(message)) [[likely]]
        return false;
    m.answers.answer(place, m_guard.tooLong(message));
    return true;
}

void Callee::receive(
    const Message &message, const std::shared_ptr<BatchAnswers> &batch, Transport::Format format)
{
    const AnswerPlace place = m.answers.expect(message, batch, format);
    if (refusesName(message, place)) [[unlikely]]
        return;
    if (message.method.starts_with('_')) [[unlikely]] { // as no exposed method does
        if (const auto builtIn = builtInAnswer(message.method))
            return m.answers.answer(place, *builtIn);
    }
    if (m_guard.isBusy())
        return m.answers.answer(place, m_guard.busy());
    if (m_guard.asksProgram() && !isShareRequest(message)) {
        if (const auto error = m_guard.authorize(toText(message.method), message.id))
            return m.answers.answer(place, *error);
    }
    if (place.connection != m.link.connection())
        return; // the authorizer has ended the connection
    const auto *candidates = m.registry.find(message.method);
    if (!candidates)
        candidates = findOther(message);
    if (!candidates)
        return answerOther(message, place);
    run(message, *candidates, place);
}

void Callee::answerOther(const Message &message, const AnswerPlace &place)
{
    if (isShareRequest(message))
        return shares()->receive(message, place);
    if (isDiscovery(message))
        return describe(message, place);
    reportIfRefused(message.method);
    m.answers.answer(place, methodNotFound(message.method));
}

// The program is asked what the peer may use, and may end the connection.
void Callee::describe(const Message &message, const AnswerPlace &place)
{
    const auto alive = m.origin->target.lock();
    const auto isAllowed = [&](const QString &name) {
        return place.connection == m.link.connection() && !m_guard.authorize(name, message.id);
    };
    JsonWriter writer;
    write(writer, apiDocument(m.registry, ApiInfo(*m.settings.apiInfo), isAllowed));
    m.answers.answer(place, EncodedAnswer{writer.view().toByteArray(), "QJsonObject"});
}

void Callee::run(
    const Message &message, const std::vector<Candidate> &candidates, Transport::Format format)
{
    run(message, candidates, m.answers.expect(message, nullptr, format));
}

std::optional<EncodedAnswer> Callee::builtInAnswer(std::string_view method) const
{
    JsonWriter writer;
    switch (m.settings.format->builtIn(method)) {
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
        return m.answers.answer(place, *error);
    m.runs.countUp();
    if (invocation.mayReturnStreams()) [[unlikely]]
        return runForStreams(std::move(invocation), message, place);
    if (invocation.wantsContext())
        return runWithContext(invocation, message, place);
    Outcome outcome = invocation.run({}, m.settings.revealsExceptions);
    if (std::holds_alternative<std::unique_ptr<PendingAnswer>>(outcome)) {
        const IncomingRun &run = m.runs.add(place, message, invocation.keepsRunning());
        return m.runs.takeOutcome(run.number, std::move(outcome), false);
    }
    if (place.connection == m.link.connection())
        m.runs.countDown();
    if (const auto *error = std::get_if<Error>(&outcome))
        m.answers.answer(place, *error);
    else
        m.answers.answer(place, std::get<Answer>(outcome));
}

// The peer may cancel it while it runs, if it lets the event loop run.
void Callee::runWithContext(
    Invocation &invocation, const Message &message, const AnswerPlace &place)
{
    IncomingRun &run = m.runs.add(place, message, invocation.keepsRunning());
    const quint64 number = run.number;
    const std::optional<CallContext> context = contextFor(invocation, message, run);
    Outcome outcome = invocation.run(context, m.settings.revealsExceptions);
    m.runs.takeOutcome(number, std::move(outcome), context->isCancelled());
}

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
    IncomingRun &run = m.runs.add(place, message, frame->invocation.keepsRunning());
    const quint64 number = run.number;
    frame->context = contextFor(frame->invocation, message, run);
    const QPointer<QObject> object = frame->invocation.exposure().object;
    Outcome outcome = frame->invocation.run(frame->context, m.settings.revealsExceptions);
    m.answers.setStreamOwner({frame, object});
    const Answer *const answer = std::get_if<Answer>(&outcome);
    if (answer && !m.settings.format->rules().streams)
        answerWithList(number, *answer);
    else
        m.runs.takeOutcome(
            number, std::move(outcome), frame->context && frame->context->isCancelled());
    m.answers.setStreamOwner({});
    frame->invocation.forgetResult();
}

// For a peer that has no streams. One that is only a part of the result cannot be sent.
void Callee::answerWithList(quint64 number, const Answer &answer)
{
    auto list = listOf(answer, m.settings.revealsExceptions);
    if (auto *empty = std::get_if<EncodedAnswer>(&list))
        return m.runs.takeOutcome(number, RemoteOutcome(std::move(*empty)), false);
    auto *const written = std::get_if<WrittenStream>(&list);
    IncomingRun *const run = m.runs.find(number);
    if (!written || !run)
        return m.runs.takeOutcome(number, Outcome(answer), false);
    written->stream.state()->keep(m.answers.streamOwner().frame, m.answers.streamOwner().object);
    run->list = std::make_unique<StreamList>(std::move(*written),
        m.settings.limits.outgoingMessageSize, m.settings.revealsExceptions, m.origin->target,
        [&runs = m.runs, number](
            RemoteOutcome outcome) { runs.takeOutcome(number, std::move(outcome), false); });
    run->list->start();
}

void Callee::runElsewhere(
    const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place)
{
    if (m_guard.isTooMuchElsewhere(message))
        return m.answers.answer(place, m_guard.tooMuchElsewhere());
    auto invocation = std::make_unique<Invocation>();
    if (const auto error = invocation->prepare(candidates, message, streamsFor(place)))
        return m.answers.answer(place, *error);
    m.runs.countUp();
    IncomingRun &run = m.runs.add(place, message, invocation->keepsRunning());
    const auto call = m.runs.addRemoteCall(run, qint64(message.size));
    const auto context = contextFor(*invocation, message, run);
    RemoteRun::start(std::move(invocation), context, m.settings.revealsExceptions,
        {m.origin->mailbox, call,
            [&runs = m.runs, target = m.origin->target, number = run.number, call](
                RemoteOutcome outcome) {
                if (const auto alive = target.lock())
                    runs.takeOutcome(number, std::move(outcome), call->isWithdrawn());
            }});
}

std::optional<CallContext> Callee::contextFor(
    const Invocation &invocation, const Message &message, IncomingRun &run)
{
    if (!invocation.wantsContext())
        return {};
    return CallContext(
        m.context, toText(message.method), message.id.toVariant(), m.runs.addState(run));
}

std::shared_ptr<ShareRequests> Callee::shares()
{
    if (!m_shares) {
        m_shares = std::make_shared<ShareRequests>(
            m.settings, m.link, m.registry, m.origin, m_guard, m.answers, m.runs);
        m.answers.setHerald(m_shares);
    }
    return m_shares;
}

void Callee::linkLost()
{
    m.answers.setHerald(nullptr);
    if (const auto shares = std::exchange(m_shares, nullptr))
        shares->end();
}

// The peer learns only that the method is missing. The reason was logged when the object was exposed,
// which may be long ago.
void Callee::reportIfRefused(std::string_view method)
{
    const QString *const problem = m.registry.problemOf(method);
    if (problem && m_log.allows())
        qCWarning(lcChannel).noquote()
            << "the peer calls" << excerptOf(method) << "but" << *problem;
}

} // namespace WebSocketRpc
