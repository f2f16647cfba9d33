// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "timer_p.h"

#include <QTimerEvent>

#include <algorithm>

namespace WebSocketRpc {

using std::chrono::milliseconds;

namespace {

// The timer waits in parts for a delay that is too long for a QBasicTimer.
constexpr auto longestWait = std::chrono::hours(24);
// For a shorter delay, the 5 percent error of a coarse timer is too much.
constexpr auto longestPreciseWait = std::chrono::seconds(2);

} // namespace

void Timer::startAt(Clock::time_point due)
{
    stop();
    m_due = due;
    m_clock = ManualClock::ofThisThread();
    if (m_clock)
        m_clock->m_timers.push_back(this);
    else
        goByRealTime();
}

void Timer::stop()
{
    m_due = Clock::time_point::max();
    m_timer.stop();
    if (m_clock)
        std::erase(m_clock->m_timers, this);
    m_clock = nullptr;
}

void Timer::goByRealTime()
{
    m_clock = nullptr;
    const auto left = std::chrono::ceil<milliseconds>(m_due - Clock::now());
    const auto wait = std::clamp<milliseconds>(left, milliseconds(0), longestWait);
    m_timer.start(
        int(wait.count()), wait < longestPreciseWait ? Qt::PreciseTimer : Qt::CoarseTimer, this);
}

void Timer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    if (Clock::now() < m_due)
        return goByRealTime(); // one part of the wait is over, or a coarse timer came early
    timeOut();
}

void Timer::timeOut()
{
    stop();
    const std::function<void()> timeout = m_timeout; // it may destroy this timer
    timeout();
}

} // namespace WebSocketRpc
