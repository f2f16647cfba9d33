// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "connectioncount_p.h"

namespace WebSocketRpc {

ConnectionCount::Place::Place(std::shared_ptr<ConnectionCount> count, const QString &address)
    : m_count(std::move(count))
    , m_address(address)
{
    const QMutexLocker locker(&m_count->m_mutex);
    m_numberOfAll = ++m_count->m_all;
    m_numberOfAddress = ++m_count->m_ofAddress[address];
}

ConnectionCount::Place::~Place()
{
    const QMutexLocker locker(&m_count->m_mutex);
    --m_count->m_all;
    const auto ofAddress = m_count->m_ofAddress.find(m_address);
    if (--*ofAddress == 0)
        m_count->m_ofAddress.erase(ofAddress);
}

std::unique_ptr<ConnectionCount::Place> ConnectionCount::enter(const QString &address)
{
    return std::make_unique<Place>(shared_from_this(), address);
}

int ConnectionCount::all() const
{
    const QMutexLocker locker(&m_mutex);
    return m_all;
}

} // namespace WebSocketRpc
