// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "pendingcalls_p.h"

#include <algorithm>

namespace WebSocketRpc {

Q_NEVER_INLINE PendingCall::Extras::~Extras() = default;

PendingCall &PendingCalls::insert()
{
    if (2 * m_size >= m_table.size())
        grow();
    do {
        ++m_latestId;
    } while (place(m_latestId).id);
    ++m_size;
    PendingCall &call = place(m_latestId);
    call.id = m_latestId;
    return call;
}

PendingCall *PendingCalls::find(qint64 id)
{
    if (m_table.empty() || id <= 0)
        return nullptr;
    PendingCall &call = place(id);
    return call.id == id ? &call : nullptr;
}

PendingCall *PendingCalls::findTicket(quint64 ticket)
{
    for (PendingCall &call : m_table) {
        if (call.id && call.ticket == ticket)
            return &call;
    }
    return nullptr;
}

Detail::ResultPromise PendingCalls::take(PendingCall &call)
{
    Detail::ResultPromise promise = std::move(call.promise);
    std::destroy_at(&call);
    std::construct_at(&call);
    --m_size;
    return promise;
}

void PendingCalls::fail(const QList<qint64> &ids, const Error &error,
    const std::shared_ptr<const Detail::CallOrigin> &origin)
{
    for (const qint64 id : ids) {
        if (PendingCall *const call = find(id))
            take(*call).fail(error, origin);
    }
}

void PendingCalls::forgetOrder()
{
    m_lastBeforeNotification = 0;
    m_latestBatch = {};
}

QList<qint64> PendingCalls::callsOfOnlyMessage()
{
    QList<qint64> ids;
    forEach([&ids](const PendingCall &call) {
        if (call.sent)
            ids.append(call.id);
    });
    const auto isOfLatestBatch = [this](qint64 id) {
        return id >= m_latestBatch.first && id <= m_latestBatch.second;
    };
    const bool isOneMessage = ids.size() == 1 || std::ranges::all_of(ids, isOfLatestBatch);
    // The peer may as well mean a notification that came after.
    const auto isOlder = [this](qint64 id) { return id <= m_lastBeforeNotification; };
    return isOneMessage && std::ranges::none_of(ids, isOlder) ? ids : QList<qint64>();
}

void PendingCalls::grow()
{
    std::vector<PendingCall> old = std::move(m_table);
    m_table = std::vector<PendingCall>(old.empty() ? 16 : 2 * old.size());
    m_mask = m_table.size() - 1;
    for (PendingCall &call : old) {
        if (call.id)
            place(call.id) = std::move(call);
    }
}

} // namespace WebSocketRpc
