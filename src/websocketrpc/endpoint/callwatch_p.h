// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "requestsender_p.h"
#include "unwantedanswers_p.h"
#include "waitingmessages_p.h"

#include <websocketrpc/detail/callhandle.h>

namespace WebSocketRpc {

// Watches the calls until they are answered, and ends those that are not: because somebody cancels them,
// they take too long, or the connection is lost.
class CallWatch
{
public:
    // What it works with. `origin` is whose calls these are.
    struct Parts
    {
        const EndpointSettings &settings;
        Link &link;
        EventHook &hook;
        const std::shared_ptr<const Detail::CallOrigin> &origin;
        PendingCalls &pending;
        WaitingMessages &waiting;
        RequestSender &sender;
        UnwantedAnswers &unwanted;
    };

    explicit CallWatch(const Parts &parts) : m(parts) { }

    void cancel(PendingCall *call);
    void requestProgress(PendingCall *call);
    // Settles what is overdue, and drops what was cancelled behind our back.
    void sweep();

    // What happens to calls that were sent, where the link may come back.
    enum class Afterwards { CallsEnd, IdempotentCallsAreRepeated, SentCallsEnd };
    void linkLost(const Error &error, Afterwards afterwards);

private:
    [[nodiscard]] Error timeout(const PendingCall &call) const;
    [[nodiscard]] bool needsProgress(const PendingCall &call) const;
    [[nodiscard]] Detail::ResultPromise abandon(PendingCall &call);

    const Parts m;
};

} // namespace WebSocketRpc
