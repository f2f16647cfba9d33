// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clock_p.h"
#include "eventhook_p.h"
#include "incomingrun_p.h"
#include "link_p.h"

#include <websocketrpc/detail/callhandle.h>

namespace WebSocketRpc {

// What a caller is told of how far its call is.
struct ProgressReport
{
    const IncomingRun &run; // which has this
    const MessageId token;
    Progress sent = {}; // the latest
    bool isDue = false;
    Clock::time_point next = {}; // not before, while the method blocks the event loop
};

// Tells callers how far their calls are: once in each turn of the event loop, and before the answer.
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

    // From now on, unless the caller is told already.
    void start(IncomingRun &run, const MessageId &token);
    // What the run has got meanwhile: a context, or a QFuture.
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
