// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "incomingruns_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

IncomingRun &IncomingRuns::add(const AnswerPlace &place, const Message &message, bool keepsRunning)
{
    const bool isNotification = place.id.isAbsent();
    const quint64 number = ++m_latest;
    IncomingRun &run = m_runs
                           .emplace(number,
                               IncomingRun{number, place.id, place.batch, place.connection,
                                   isNotification ? std::string(place.method) : std::string(),
                                   place.format, keepsRunning})
                           .first->second;
    if (message.progressToken)
        m_reports.start(run, MessageId::from(*message.progressToken));
    return run;
}

IncomingRun *IncomingRuns::find(quint64 run)
{
    const auto entry = m_runs.find(run);
    return entry == m_runs.end() ? nullptr : &entry->second;
}

std::unordered_map<quint64, IncomingRun>::iterator IncomingRuns::find(const MessageId &id)
{
    return std::ranges::find_if(m_runs, [&](const auto &entry) {
        return entry.second.id == id && entry.second.connection == m_link.connection();
    });
}

std::shared_ptr<CallState> IncomingRuns::addState(IncomingRun &run)
{
    run.state = std::make_shared<CallState>();
    m_reports.watch(run);
    return run.state;
}

std::shared_ptr<RemoteCall> IncomingRuns::addRemoteCall(IncomingRun &run, qint64 size)
{
    if (!m_sizesElsewhere)
        m_sizesElsewhere = std::make_shared<std::atomic<qint64>>(0);
    run.remote = std::make_shared<RemoteCall>(m_sizesElsewhere, size);
    return run.remote;
}

template<typename A>
void IncomingRuns::takeOutcome(
    quint64 run, std::variant<A, Error, std::unique_ptr<PendingAnswer>> &&outcome, bool isCancelled)
{
    if (auto *pending = std::get_if<std::unique_ptr<PendingAnswer>>(&outcome))
        await(run, std::move(*pending), isCancelled);
    else if (const auto *error = std::get_if<Error>(&outcome))
        finish(run, *error);
    else
        finish(run, std::get<A>(outcome));
}

// If the run is gone, nobody waits for its answer.
void IncomingRuns::await(quint64 run, std::unique_ptr<PendingAnswer> answer, bool isCancelled)
{
    IncomingRun *const entry = find(run);
    if (!entry) {
        if (isCancelled)
            answer->cancel();
        return answer->release(std::make_shared<AbandonedCall>(counters()));
    }
    if (const auto remote = std::exchange(entry->remote, nullptr))
        remote->release();
    entry->answer = std::move(answer);
    entry->answer->whenSettled([this, target = m_origin->target, run](const SettledAnswer &result) {
        if (const auto alive = target.lock())
            futureFinished(run, result);
    });
    m_reports.watch(*entry);
}

void IncomingRuns::futureFinished(quint64 run, const SettledAnswer &result)
{
    if (m_answers.herald() && awaitsOthers(run, result)) [[unlikely]]
        return;
    std::visit([&](const auto &answer) { finish(run, answer); }, result);
}

// The method's object may have changed in its thread before the future was finished there.
bool IncomingRuns::awaitsOthers(quint64 run, const SettledAnswer &result)
{
    return m_answers.herald()->awaitOthers([this, target = m_origin->target, run, result] {
        if (const auto alive = target.lock())
            std::visit([&](const auto &answer) { finish(run, answer); }, result);
    });
}

template<typename A>
void IncomingRuns::finish(quint64 run, const A &answer)
{
    const auto node = m_runs.extract(run); // keeps what the answer refers to
    if (node.empty())
        return;
    IncomingRun &finished = node.mapped();
    const AnswerPlace place = finished.place();
    m_reports.finish(finished);
    if (place.connection == m_link.connection())
        countDown();
    if (finished.remote)
        finished.remote->release();
    if (finished.state)
        finished.state->end();
    m_answers.answer(place, answer);
    noteEnd();
}

// The peer gets its answer and may make another call, whether or not the method stops.
void IncomingRuns::cancel(const MessageId &id)
{
    for (auto run = find(id); run != m_runs.end(); run = find(id)) {
        auto node = m_runs.extract(run);
        abandon(node.mapped(), Abandoned::ByCancelling);
        countDown();
        m_answers.answer(
            node.mapped().place(), Error(Error::RequestCancelled, u"the call was cancelled"_s));
    }
    noteEnd();
}

void IncomingRuns::followProgress(const MessageId &id, const MessageId &token)
{
    const auto run = find(id);
    if (run != m_runs.end())
        m_reports.start(run->second, token);
}

void IncomingRuns::linkLost()
{
    m_count = 0;
    for (auto &[number, run] : std::exchange(m_runs, {}))
        abandon(run, Abandoned::ByLeaving);
}

// Lets a method run on although nobody waits. Nobody ever waits for a notification.
void IncomingRuns::abandon(IncomingRun &run, Abandoned how)
{
    const bool isUnwanted =
        !run.id.isAbsent() && (how == Abandoned::ByCancelling || !run.keepsRunning);
    run.report.reset();
    if (run.state) {
        run.state->setProgressSink({});
        if (!run.remote && !run.answer)
            run.state->keep(std::make_shared<AbandonedCall>(counters()));
        if (isUnwanted)
            run.state->cancel();
    }
    if (run.remote) {
        run.remote->abandon(counters());
        if (isUnwanted)
            run.remote->withdraw();
    }
    if (run.answer) {
        if (isUnwanted)
            run.answer->cancel();
        run.answer->release(std::make_shared<AbandonedCall>(counters()));
    }
}

const std::shared_ptr<Counters> &IncomingRuns::counters()
{
    if (m_settings.counters)
        return m_settings.counters;
    if (!m_counters)
        m_counters = std::make_shared<Counters>();
    return m_counters;
}

template void IncomingRuns::takeOutcome(quint64, Outcome &&, bool);
template void IncomingRuns::takeOutcome(quint64, RemoteOutcome &&, bool);

} // namespace WebSocketRpc
