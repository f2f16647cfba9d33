// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "connectioncount_p.h"

namespace WebSocketRpc {

ConnectionCount::Place::Place(std::shared_ptr<ConnectionCount> count, const QString &address)
    : m_count(std::move(count))
    , m_address(address)
{
    const QMutexLocker locker(&m_count->m_mutex);
    Numbers &numbers = m_count->m_ofAddress[address];
    m_numberOfAll = ++m_count->m_all;
    m_numberOfAddress = ++numbers.connections;
    m_handshakesOfAddress = ++numbers.handshakes;
}

ConnectionCount::Place::~Place()
{
    const QMutexLocker locker(&m_count->m_mutex);
    --m_count->m_all;
    m_count->leave(m_address, m_isHandshake);
}

void ConnectionCount::Place::moveTo(const QString &address)
{
    if (address == m_address)
        return;
    const QMutexLocker locker(&m_count->m_mutex);
    m_count->leave(m_address, m_isHandshake);
    m_address = address;
    Numbers &numbers = m_count->m_ofAddress[address];
    m_numberOfAddress = ++numbers.connections;
    m_handshakesOfAddress = m_isHandshake ? ++numbers.handshakes : 0;
}

void ConnectionCount::Place::endHandshake()
{
    const QMutexLocker locker(&m_count->m_mutex);
    if (std::exchange(m_isHandshake, false))
        --m_count->m_ofAddress[m_address].handshakes;
}

void ConnectionCount::leave(const QString &address, bool isHandshake)
{
    const auto numbers = m_ofAddress.find(address);
    numbers->handshakes -= isHandshake ? 1 : 0;
    if (--numbers->connections == 0)
        m_ofAddress.erase(numbers);
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
