// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qglobal.h>

#include <chrono>
#include <vector>

namespace WebSocketRpc {

class Timer;

using Clock = std::chrono::steady_clock;

// The clock that everything timed in this module uses.
[[nodiscard]] WEBSOCKETRPC_EXPORT Clock::time_point currentTime();

// For tests: replaces the clock of the thread that creates it. Time stands still until advance(). Timers
// that are already running continue in real time.
class WEBSOCKETRPC_EXPORT ManualClock
{
public:
    ManualClock();
    ~ManualClock();
    Q_DISABLE_COPY_MOVE(ManualClock)

    [[nodiscard]] static ManualClock *ofThisThread();
    [[nodiscard]] Clock::time_point now() const { return m_now; }

    // Timers that become due on the way time out in order, each at its own time.
    void advance(std::chrono::milliseconds duration);

private:
    friend class Timer;

    [[nodiscard]] Timer *firstDueBy(Clock::time_point time) const;

    Clock::time_point m_now = Clock::now();
    std::vector<Timer *> m_timers;
};

} // namespace WebSocketRpc
