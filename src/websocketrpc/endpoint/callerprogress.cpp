// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "caller_p.h"
#include "reservedmessages_p.h"

namespace WebSocketRpc {

void Caller::addProgressToken(JsonWriter &writer, qint64 id) const
{
    if (m_settings.format->rules().progress)
        m_settings.format->addProgressToken(writer, id);
}

// A call that is not sent yet asks for its progress itself.
void Caller::requestProgress(PendingCall *call)
{
    if (!call || std::exchange(call->wantsProgress, true) || !call->sent
        || !m_settings.format->rules().progress)
        return;
    const WriterLease writer(*m_writers);
    writeProgressRequest(*writer, *m_settings.format, call->id);
    sendNotification(writer->view());
}

// A QFuture may be watched. Most calls that become one are answered soon, and of other programs few
// know how to tell progress later on, so that neither is asked without need.
bool Caller::needsProgress(const PendingCall &call) const
{
    return call.sent && !call.wantsProgress && m_link.sharesFrames() && call.promise.isWatched();
}

void Caller::receiveProgress(const MessageId &token, const JsonValue &value)
{
    const std::optional<qint64> id = token.toInteger();
    PendingCall *const call = id ? m_pending.find(*id) : nullptr;
    if (!call || !call->sent || !call->wantsProgress)
        return;
    if (!call->extras)
        call->extras = std::make_unique<PendingCall::Extras>();
    call->extras->progress = readProgress(value, call->extras->progress);
    const Progress progress = call->extras->progress;
    call->promise.reportProgress(progress); // which may settle the call
}

} // namespace WebSocketRpc
