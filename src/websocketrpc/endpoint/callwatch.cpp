// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callwatch_p.h"

#include "messageformat_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

Error cancelled(bool sent)
{
    return Error(Error::Kind::Cancelled, u"the call was cancelled"_s, sent);
}

// fastapi_websocket_rpc leaves some calls without an answer; its dialect has a hint about that.
QString explain(const QString &text, const MessageFormat &format, bool sent)
{
    const char *const hint = format.rules().silenceHint;
    return sent && hint ? text + u"; "_s + QString::fromUtf8(hint) : text;
}

} // namespace

void CallWatch::cancel(PendingCall *call)
{
    if (!call)
        return;
    const Error error = cancelled(call->wasSent);
    Detail::ResultPromise promise = abandon(*call);
    promise.fail(error);
}

// Removes a call that nobody waits for any more, and tells the peer, which may be working on it.
Detail::ResultPromise CallWatch::abandon(PendingCall &call)
{
    if (call.sent) {
        m.sender.sendCancellation(call.id);
        m.unwanted.expect(call);
    }
    return m.pending.take(call);
}

// A call that is not sent yet asks for its progress itself.
void CallWatch::requestProgress(PendingCall *call)
{
    if (call && !std::exchange(call->wantsProgress, true) && call->sent)
        m.sender.sendProgressRequest(call->id);
}

// Somebody may watch a QFuture. Most calls are answered before the next sweep, and few other programs
// can report progress that was not asked for in the call, so only our own peers are asked, and late.
bool CallWatch::needsProgress(const PendingCall &call) const
{
    return call.sent && !call.wantsProgress && m.link.sharesFrames() && call.promise.isWatched();
}

// The program needs to know whether an answer did not come or could not come.
Error CallWatch::timeout(const PendingCall &call) const
{
    const qint64 limit = call.timeout.count();
    const QString text = u"no answer came within %1 ms"_s.arg(limit);
    if (!m.waiting.isReady() && !call.sent)
        return Error(Error::Kind::Timeout, text + u": "_s + m.waiting.noConnection(), call.wasSent);
    return Error(Error::Kind::Timeout, explain(text, *m.settings.format, call.sent), call.wasSent);
}

void CallWatch::sweep()
{
    m.waiting.warnIfUnopened();
    const Clock::time_point now = currentTime();
    Clock::time_point next = now + sweepInterval;
    std::vector<std::pair<Detail::ResultPromise, Error>> settled;
    std::vector<std::pair<Detail::ResultPromise, Error>> overdue;
    m.pending.forEach([&](PendingCall &call) {
        if (needsProgress(call))
            requestProgress(&call);
        if (call.promise.isCancelled()) {
            const Error error = cancelled(call.wasSent);
            settled.emplace_back(abandon(call), error);
        } else if (call.deadline <= now) {
            const Error error = timeout(call);
            overdue.emplace_back(abandon(call), error);
        } else {
            next = std::min(next, call.deadline);
        }
    });
    if (!m.pending.isEmpty())
        m.hook.requestTick(next);
    for (auto &[promise, error] : settled)
        promise.fail(error);
    for (auto &[promise, error] : overdue)
        promise.fail(error, m.origin);
}

void CallWatch::linkLost(const Error &error, Afterwards afterwards)
{
    std::vector<std::pair<Detail::ResultPromise, bool>> lost;
    std::vector<UnsentMessage> again;
    const bool mayReconnect = afterwards != Afterwards::CallsEnd;
    const bool repeats = afterwards == Afterwards::IdempotentCallsAreRepeated;
    m.unwanted.clear();
    m.pending.forgetOrder();
    m.pending.forEach([&](PendingCall &call) {
        if (mayReconnect && !call.sent)
            return;
        if (repeats && call.extras && call.extras->repeatable) {
            call.sent = false;
            call.extras->progress = {}; // what another run has told is not of the next
            again.push_back({{{*call.extras->repeatable, call.id}}});
            return;
        }
        const bool sent = call.wasSent;
        lost.emplace_back(m.pending.take(call), sent);
    });
    std::ranges::sort(
        again, {}, [](const UnsentMessage &message) { return message.parts.front().id; });
    if (mayReconnect)
        m.waiting.prepend(again);
    else
        m.waiting.clear();
    // Continuations run here and may do anything, so the state is complete before.
    const bool isUnexpected = error.kind() != Error::Kind::Closed;
    for (auto &[promise, sent] : lost) {
        const Error reason(
            error.kind(), explain(error.message(), *m.settings.format, isUnexpected && sent), sent);
        promise.fail(reason, isUnexpected ? m.origin : nullptr);
    }
}

} // namespace WebSocketRpc
