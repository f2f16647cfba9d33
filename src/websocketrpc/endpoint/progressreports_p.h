// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clock_p.h"
#include "eventhook_p.h"
#include "incomingrun_p.h"
#include "link_p.h"

#include <websocketrpc/detail/callhandle.h>

namespace WebSocketRpc {

// The progress of one call, for a caller that asked for it.
struct ProgressReport
{
    const IncomingRun &run; // which has this
    const MessageId token;
    Progress sent = {}; // the latest
    bool isDue = false;
    Clock::time_point next = {}; // not before, while the method blocks the event loop
};

// Reports progress to callers: in each turn of the event loop, now and then while a method blocks it,
// and before the answer.
class ProgressReports
{
public:
    // The handler of `hook` calls sendDue().
    ProgressReports(const EndpointSettings &settings, Link &link, EventHook &hook,
        std::shared_ptr<const Detail::CallOrigin> origin)
        : m_settings(settings)
        , m_link(link)
        , m_hook(hook)
        , m_origin(std::move(origin))
    {
    }

    // Does nothing if the progress of the run is reported already.
    void start(IncomingRun &run, const MessageId &token);
    // Watches what the run has got since: a context or a QFuture.
    void watch(IncomingRun &run)
    {
        if (run.report)
            watchReported(run);
    }
    void finish(IncomingRun &run) // with the last of it
    {
        if (run.report) {
            send(run);
            run.report.reset();
        }
    }
    void sendDue()
    {
        if (!m_due.empty()) [[unlikely]]
            sendAllDue();
    }

private:
    void watchReported(IncomingRun &run);
    void note(const std::weak_ptr<ProgressReport> &changed);
    void send(const IncomingRun &run); // where there is something new
    void sendAllDue();

    const EndpointSettings &m_settings;
    Link &m_link;
    EventHook &m_hook;
    const std::shared_ptr<const Detail::CallOrigin> m_origin;
    std::vector<std::weak_ptr<ProgressReport>> m_due; // since the last turn
    const std::shared_ptr<WriterPool> m_writers = WriterPool::ofCurrentThread();
};

} // namespace WebSocketRpc
