// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "progressreports_p.h"

#include "reservedmessages_p.h"

namespace WebSocketRpc {

namespace {

// How often a method that blocks the event loop is reported; as often as a QFuture reports.
constexpr auto blockedInterval = std::chrono::milliseconds(40);

} // namespace

void ProgressReports::start(IncomingRun &run, const MessageId &token)
{
    if (token.isAbsent() || token.size() > m_settings.limits.idLength || run.report)
        return;
    run.report = std::make_shared<ProgressReport>(ProgressReport{run, token});
    watchReported(run);
}

// Watches what the run has already: a context, a QFuture, both, or neither.
void ProgressReports::watchReported(IncomingRun &run)
{
    const std::weak_ptr<ProgressReport> report = run.report;
    if (run.answer)
        run.answer->followProgress([this, report] { note(report); });
    if (!run.state)
        return;
    run.state->setProgressSink(
        [this, report, target = m_origin->target, mailbox = m_origin->mailbox] {
            const auto noteHere = [this, report, target] {
                if (const auto alive = target.lock())
                    note(report);
            };
            if (mailbox->isCurrent())
                noteHere();
            else
                mailbox->post(noteHere);
        });
}

void ProgressReports::note(const std::weak_ptr<ProgressReport> &changed)
{
    const std::shared_ptr<ProgressReport> report = changed.lock();
    if (!report)
        return;
    const bool blocksEventLoop = !report->run.remote && !report->run.answer;
    if (blocksEventLoop && report->next <= currentTime()) {
        report->next = currentTime() + blockedInterval;
        send(report->run);
        return m_link.flush();
    }
    if (std::exchange(report->isDue, true))
        return;
    m_due.push_back(report);
    m_hook.requestWakeUp();
}

void ProgressReports::sendAllDue()
{
    for (const std::weak_ptr<ProgressReport> &due : std::exchange(m_due, {})) {
        if (const std::shared_ptr<ProgressReport> report = due.lock())
            send(report->run);
    }
}

void ProgressReports::send(const IncomingRun &run)
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
