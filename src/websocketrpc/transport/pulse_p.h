// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "timer_p.h"

#include <websocketrpc/heartbeat.h>

#include <QtCore/qbytearray.h>

#include <optional>

namespace WebSocketRpc {

// Decides when to ping a peer, and reports a peer that stays silent.
class Pulse
{
public:
    class Owner
    {
    public:
        virtual void ping() = 0; // with payload()
        virtual void pulseLost(const QString &problem) = 0; // may destroy the pulse

    protected:
        ~Owner() = default;
    };

    // Without a heartbeat, a pulse does nothing.
    Pulse(Owner *owner, const std::optional<Heartbeat> &heartbeat)
        : m_owner(owner)
        , m_heartbeat(heartbeat)
    {
    }

    void start();
    void stop() { m_timer.stop(); }
    void heard() { m_heardOfPeer = true; } // anything

    // How long the answer to the latest ping took; absent if the pong does not answer it.
    [[nodiscard]] std::optional<std::chrono::microseconds> pong(QByteArrayView payload);
    [[nodiscard]] QByteArray payload() const { return QByteArray::number(m_pings); }

private:
    void beat();

    Owner *const m_owner;
    const std::optional<Heartbeat> m_heartbeat;
    Timer m_timer{[this] { beat(); }};
    Clock::time_point m_pingTime;
    quint32 m_pings = 0;
    int m_misses = 0;
    bool m_awaitsPong = false;
    bool m_heardOfPeer = true; // since the last beat
};

} // namespace WebSocketRpc
