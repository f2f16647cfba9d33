// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "pulse_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

// Does not ping at once. If a peer closes right after the handshake, the ping would reach a closed TCP
// socket, and the reset that answers it can overtake the close frame.
void Pulse::start()
{
    if (m_heartbeat)
        m_timer.start(m_heartbeat->interval);
}

std::optional<std::chrono::microseconds> Pulse::pong(QByteArrayView answered)
{
    m_heardOfPeer = true;
    if (!m_awaitsPong || answered != payload())
        return {};
    m_awaitsPong = false;
    return std::chrono::duration_cast<std::chrono::microseconds>(currentTime() - m_pingTime);
}

void Pulse::beat()
{
    m_misses = std::exchange(m_heardOfPeer, false) ? 0 : m_misses + 1;
    if (m_misses > m_heartbeat->allowedMisses)
        return m_owner->pulseLost(u"the peer gave no sign of life for %1 ms"_s.arg(
            (m_heartbeat->interval * m_misses).count()));
    m_timer.start(m_heartbeat->interval);
    m_pingTime = currentTime();
    m_awaitsPong = true;
    ++m_pings;
    m_owner->ping();
}

} // namespace WebSocketRpc
