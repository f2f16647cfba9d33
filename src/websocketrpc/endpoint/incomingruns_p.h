// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "answers_p.h"
#include "counters_p.h"
#include "incomingrun_p.h"
#include "progressreports_p.h"

#include <unordered_map>

namespace WebSocketRpc {

// The running calls of the peer: waits for their results and has them sent.
class IncomingRuns
{
public:
    // The handler of `hook` looks, when it wakes up, whether calls still run.
    IncomingRuns(const EndpointSettings &settings, Link &link, EventHook &hook,
        std::shared_ptr<const Detail::CallOrigin> origin, Answers &answers,
        ProgressReports &reports)
        : m_settings(settings)
        , m_link(link)
        , m_hook(hook)
        , m_origin(std::move(origin))
        , m_answers(answers)
        , m_reports(reports)
    {
    }

    // Calls on the present connection that are not answered, whoever runs them.
    [[nodiscard]] int count() const { return m_count; }
    void countUp() { ++m_count; }
    void countDown() { --m_count; }
    void noteEnd() // of a call, which may have been the last
    {
        if (m_settings.draining)
            m_hook.requestWakeUp();
    }

    // Adds a call that is already counted. User code may end it.
    IncomingRun &add(const AnswerPlace &place, const Message &message, bool keepsRunning);
    [[nodiscard]] IncomingRun *find(quint64 run);
    [[nodiscard]] std::shared_ptr<CallState> addState(IncomingRun &run); // for its context
    // For a call that goes to another thread; its arguments take `size` bytes.
    [[nodiscard]] std::shared_ptr<RemoteCall> addRemoteCall(IncomingRun &run, qint64 size);
    [[nodiscard]] qint64 sizeElsewhere() const // of the arguments of those that are there
    {
        return m_sizesElsewhere ? m_sizesElsewhere->load() : 0;
    }

    // What the method has returned; an Answer or an EncodedAnswer.
    template<typename A>
    void takeOutcome(quint64 run, std::variant<A, Error, std::unique_ptr<PendingAnswer>> &&outcome,
        bool isCancelled);
    // What the peer asks about a call that it has made.
    void cancel(const MessageId &id);
    void followProgress(const MessageId &id, const MessageId &token);

    void linkLost(); // nobody waits for the answers any more
    // These count abandoned calls, of this connection or of the whole server; null before there are any.
    [[nodiscard]] const Counters *counters() const
    {
        return m_settings.counters ? m_settings.counters.get() : m_counters.get();
    }

private:
    enum class Abandoned { ByCancelling, ByLeaving };

    [[nodiscard]] std::unordered_map<quint64, IncomingRun>::iterator find(const MessageId &id);
    void await(quint64 run, std::unique_ptr<PendingAnswer> answer, bool isCancelled);
    void futureFinished(quint64 run, const SettledAnswer &result);
    [[nodiscard]] bool awaitsOthers(quint64 run, const SettledAnswer &result);
    template<typename A> // an Answer, an EncodedAnswer or an Error
    void finish(quint64 run, const A &answer);
    void abandon(IncomingRun &run, Abandoned how);
    [[nodiscard]] const std::shared_ptr<Counters> &counters();

    const EndpointSettings &m_settings;
    Link &m_link;
    EventHook &m_hook;
    const std::shared_ptr<const Detail::CallOrigin> m_origin;
    Answers &m_answers;
    ProgressReports &m_reports;
    std::unordered_map<quint64, IncomingRun> m_runs;
    quint64 m_latest = 0;
    int m_count = 0;
    std::shared_ptr<std::atomic<qint64>> m_sizesElsewhere; // null before there are any
    std::shared_ptr<Counters> m_counters; // where no server counts
};

} // namespace WebSocketRpc
