// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "pendingcalls_p.h"

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
