// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clock_p.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qobject.h>

#include <functional>

namespace WebSocketRpc {

// Calls a function once, at a point in time, from the event loop. The function may destroy the timer.
class Timer final : public QObject
{
public:
    explicit Timer(std::function<void()> timeout) : m_timeout(std::move(timeout)) { }
    ~Timer() override { stop(); }

    void start(std::chrono::milliseconds delay) { startAt(currentTime() + delay); }
    void startAt(Clock::time_point due); // replaces the earlier point in time
    void stop();

    [[nodiscard]] bool isActive() const { return m_due != Clock::time_point::max(); }
    [[nodiscard]] Clock::time_point due() const { return m_due; }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    friend class ManualClock;

    void goByRealTime();
    void timeOut();

    const std::function<void()> m_timeout;
    ManualClock *m_clock = nullptr; // the clock, if not real time
    QBasicTimer m_timer;
    Clock::time_point m_due = Clock::time_point::max();
};

} // namespace WebSocketRpc
