// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callee_p.h"
#include "counters_p.h"
#include "excerpt_p.h"
#include "logging_p.h"

// What a Callee does not do, or not any more.
namespace WebSocketRpc {

using namespace Qt::StringLiterals;

Error Callee::tooLong(const Message &message) const
{
    const Limits &limits = m_settings.limits;
    if (message.method.size() > std::size_t(limits.methodLength))
        return {Error::InvalidRequest,
            u"the name of the method has %1 bytes, more than the limit methodLength of %2"_s
                .arg(message.method.size())
                .arg(limits.methodLength)};
    return {Error::InvalidRequest,
        u"the id has %1 bytes, more than the limit idLength of %2"_s.arg(message.id.size())
            .arg(limits.idLength)};
}

// One call is let in however small the limit is.
bool Callee::isTooMuchElsewhere(const Message &message)
{
    if (!m_sizesElsewhere)
        m_sizesElsewhere = std::make_shared<std::atomic<qint64>>(0);
    const qint64 size = *m_sizesElsewhere;
    return size > 0 && size + qint64(message.size) > m_settings.limits.incomingBuffer;
}

Error Callee::tooMuchElsewhere() const
{
    m_settings.count(&Counters::refusedCalls);
    return {Error::ServerBusy,
        u"calls of %1 bytes wait for another thread; the limit incomingBuffer is %2"_s
            .arg(qint64(*m_sizesElsewhere))
            .arg(m_settings.limits.incomingBuffer)};
}

// The peer gets its answer, and room for another call, whatever the method makes of it.
void Callee::cancel(const MessageId &id)
{
    const auto isMeant = [&](const auto &entry) {
        return entry.second.id == id && entry.second.connection == m_link.connection();
    };
    for (auto run = std::ranges::find_if(m_runs, isMeant); run != m_runs.end();
         run = std::ranges::find_if(m_runs, isMeant)) {
        auto node = m_runs.extract(run);
        abandon(node.mapped(), Abandoned::ByCancelling);
        --m_runningCalls;
        answer(node.mapped().place(), Error(Error::RequestCancelled, u"the call was cancelled"_s));
    }
    runEnded();
}

// Lets a method run on for nobody. For a notification nobody has waited from the start.
void Callee::abandon(Run &run, Abandoned how)
{
    const bool isUnwanted =
        !run.id.isAbsent() && (how == Abandoned::ByCancelling || !run.keepsRunning);
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

const std::shared_ptr<Counters> &Callee::counters()
{
    if (m_settings.counters)
        return m_settings.counters;
    if (!m_counters)
        m_counters = std::make_shared<Counters>();
    return m_counters;
}

bool Callee::isBusy() const
{
    if (m_settings.draining || m_runningCalls >= m_settings.limits.runningCalls)
        return true;
    const Counters *const counters =
        m_settings.counters ? m_settings.counters.get() : m_counters.get();
    return counters && counters->abandonedCalls >= m_settings.limits.abandonedCalls;
}

Error Callee::busy() const
{
    if (m_settings.draining)
        return Error(Error::ServerBusy, u"the server is shutting down"_s);
    m_settings.count(&Counters::refusedCalls);
    const Limits &limits = m_settings.limits;
    if (m_runningCalls >= limits.runningCalls)
        return Error(Error::ServerBusy,
            u"%1 calls are running, which is the limit runningCalls"_s.arg(limits.runningCalls));
    return Error(Error::ServerBusy,
        u"%1 calls are running whose callers are gone, which is the limit abandonedCalls"_s.arg(
            limits.abandonedCalls));
}

void Callee::count(const Error &refusal) const
{
    switch (refusal.code()) {
    case Error::ParseError:
    case Error::TooManyValues:
        return m_settings.count(&Counters::unreadableMessages);
    case Error::RequestTooLarge:
        return m_settings.count(&Counters::oversizedMessages);
    case Error::BatchTooLarge:
        return m_settings.count(&Counters::oversizedBatches);
    default:
        return;
    }
}

} // namespace WebSocketRpc
