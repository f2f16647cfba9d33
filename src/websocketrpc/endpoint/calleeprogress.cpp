// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callee_p.h"
#include "reservedmessages_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

// A method that blocks the event loop is not heard of more often than a QFuture.
constexpr auto blockedInterval = std::chrono::milliseconds(40);

} // namespace

void Callee::followProgress(const MessageId &id, const MessageId &token)
{
    const auto entry = std::ranges::find_if(m_runs, [&](const auto &run) {
        return run.second.id == id && run.second.connection == m_link.connection();
    });
    if (entry != m_runs.end())
        followProgress(entry->first, token);
}

void Callee::followProgress(quint64 run, const MessageId &token)
{
    Run &entry = m_runs.at(run);
    if (token.isAbsent() || token.size() > m_settings.limits.idLength || entry.report)
        return;
    entry.report.reset(new ProgressReport{token});
    watchProgress(run, entry);
}

// Of what is there already: a context, a QFuture, both, or neither yet.
void Callee::watchProgress(quint64 number, Run &run)
{
    if (run.answer)
        run.answer->followProgress([this, number] { noteProgress(number); });
    if (!run.state)
        return;
    run.state->setProgressSink(
        [this, number, target = m_origin->target, mailbox = m_origin->mailbox] {
            const auto note = [this, number, target] {
                if (const auto alive = target.lock())
                    noteProgress(number);
            };
            if (mailbox->isCurrent())
                note();
            else
                mailbox->post(note);
        });
}

void Callee::noteProgress(quint64 run)
{
    const auto entry = m_runs.find(run);
    if (entry == m_runs.end())
        return;
    ProgressReport &report = *entry->second.report;
    const bool blocksEventLoop = !entry->second.remote && !entry->second.answer;
    if (blocksEventLoop && report.next <= currentTime()) {
        report.next = currentTime() + blockedInterval;
        sendProgress(entry->second);
        return m_link.flush();
    }
    if (std::exchange(report.isDue, true))
        return;
    m_runsWithProgress.push_back(run);
    m_hook.requestWakeUp();
}

void Callee::sendDueProgress()
{
    for (const quint64 run : std::exchange(m_runsWithProgress, {})) {
        const auto entry = m_runs.find(run);
        if (entry != m_runs.end())
            sendProgress(entry->second);
    }
}

void Callee::sendProgress(Run &run)
{
    ProgressReport &report = *run.report;
    report.isDue = false;
    Progress progress = run.answer ? run.answer->progress() : Progress();
    if (run.state && progress == Progress())
        progress = run.state->takeProgress();
    if (progress == report.sent || run.connection != m_link.connection())
        return;
    const WriterLease writer(*m_writers);
    writeProgress(*writer, *m_settings.format, report.token, progress, report.sent);
    report.sent = progress;
    m_link.send(writer->view(), run.format);
}

} // namespace WebSocketRpc
