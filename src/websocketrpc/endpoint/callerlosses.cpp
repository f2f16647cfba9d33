// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "caller_p.h"

#include "logging_p.h"
#include "messageformat_p.h"
#include "reservedmessages_p.h"

#include <algorithm>

// How calls end that get no answer.
namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

Error cancelled(bool sent)
{
    return Error(Error::Kind::Cancelled, u"the call was cancelled"_s, sent);
}

// fastapi_websocket_rpc sends several kinds of answers that do not answer anything.
QString explain(const QString &text, const MessageFormat &format, bool sent)
{
    const char *const hint = format.rules().silenceHint;
    return sent && hint ? text + u"; "_s + QString::fromUtf8(hint) : text;
}

} // namespace

void Caller::linkLost(const Error &error, Afterwards afterwards)
{
    std::vector<std::pair<Detail::ResultPromise, bool>> lost;
    std::vector<UnsentMessage> again;
    const bool mayReconnect = afterwards != Afterwards::CallsEnd;
    const bool repeats = afterwards == Afterwards::IdempotentCallsAreRepeated;
    m_lastBeforeNotification = 0;
    m_abandoned.clear();
    m_latestBatch = {};
    m_hasWarned = false;
    m_pending.forEach([&](PendingCall &call) {
        if (mayReconnect && !call.sent)
            return;
        if (repeats && call.extras && call.extras->repeatable) {
            call.sent = false;
            call.extras->progress = {}; // what another run has told is not of the next
            again.push_back({{{*call.extras->repeatable, call.id}}});
            return;
        }
        const bool sent = call.wasSent;
        lost.emplace_back(m_pending.take(call), sent);
    });
    std::ranges::sort(
        again, {}, [](const UnsentMessage &message) { return message.parts.front().id; });
    if (mayReconnect)
        m_waiting.insert(m_waiting.begin(), again.begin(), again.end());
    else
        m_waiting.clear();
    // Continuations run here and may do anything, so the state is complete before.
    const bool isUnexpected = error.kind() != Error::Kind::Closed;
    for (auto &[promise, sent] : lost) {
        const Error reason(
            error.kind(), explain(error.message(), *m_settings.format, isUnexpected && sent), sent);
        promise.fail(reason, isUnexpected ? m_origin : nullptr);
    }
}

void Caller::cancel(PendingCall *call)
{
    if (!call)
        return;
    const Error error = cancelled(call->wasSent);
    Detail::ResultPromise promise = abandon(*call);
    promise.fail(error);
}

// Takes out a call that nobody waits for any more, and says so to the peer, which may be working on
// it.
Detail::ResultPromise Caller::abandon(PendingCall &call)
{
    if (call.sent && m_link.isOpen() && m_settings.format->rules().cancellation) {
        const WriterLease writer(*m_writers);
        writeCancellation(*writer, *m_settings.format, call.id);
        sendNotification(writer->view());
    }
    if (call.sent)
        noteAbandoned(call);
    return m_pending.take(call);
}

// Why an answer did not come, or could not: the program needs to know which.
Error Caller::timeout(const PendingCall &call) const
{
    const qint64 limit = call.timeout.count();
    const QString text = u"no answer came within %1 ms"_s.arg(limit);
    if (!isReady() && !call.sent)
        return Error(Error::Kind::Timeout, text + u": "_s + noConnection(), call.wasSent);
    return Error(Error::Kind::Timeout, explain(text, *m_settings.format, call.sent), call.wasSent);
}

void Caller::sweep()
{
    if (m_isUnopened && !m_waiting.empty()) {
        m_isUnopened = false;
        qCWarning(lcChannel)
            << "calls wait for a client that was not opened: call open(), or in QML "
               "set url and leave active true";
    }
    const Clock::time_point now = currentTime();
    Clock::time_point next = now + sweepInterval;
    std::vector<std::pair<Detail::ResultPromise, Error>> settled;
    std::vector<std::pair<Detail::ResultPromise, Error>> overdue;
    m_pending.forEach([&](PendingCall &call) {
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
    if (!m_pending.isEmpty())
        m_hook.requestTick(next);
    for (auto &[promise, error] : settled)
        promise.fail(error);
    for (auto &[promise, error] : overdue)
        fail(std::move(promise), error);
}

} // namespace WebSocketRpc
