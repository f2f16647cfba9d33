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

// The time that everything timed in this module goes by.
[[nodiscard]] WEBSOCKETRPC_EXPORT Clock::time_point currentTime();

// Replaces the time of the thread that it is made in, for tests: time stands still until advance().
// Timers that are running already go on by real time.
class WEBSOCKETRPC_EXPORT ManualClock
{
public:
    ManualClock();
    ~ManualClock();
    Q_DISABLE_COPY_MOVE(ManualClock)

    [[nodiscard]] static ManualClock *ofThisThread();
    [[nodiscard]] Clock::time_point now() const { return m_now; }

    // Lets the timers that become due meanwhile time out, each at its time, in order.
    void advance(std::chrono::milliseconds duration);

private:
    friend class Timer;

    [[nodiscard]] Timer *firstDueBy(Clock::time_point time) const;

    Clock::time_point m_now = Clock::now();
    std::vector<Timer *> m_timers;
};

} // namespace WebSocketRpc
