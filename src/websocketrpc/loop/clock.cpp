// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "clock_p.h"

#include "timer_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

ManualClock *&clockOfThisThread()
{
    thread_local ManualClock *clock = nullptr;
    return clock;
}

} // namespace

Clock::time_point currentTime()
{
    const ManualClock *const clock = clockOfThisThread();
    return clock ? clock->now() : Clock::now();
}

ManualClock::ManualClock()
{
    Q_ASSERT_X(!clockOfThisThread(), "WebSocketRpc", "this thread has a manual clock already");
    clockOfThisThread() = this;
}

ManualClock::~ManualClock()
{
    clockOfThisThread() = nullptr;
    for (Timer *timer : std::exchange(m_timers, {}))
        timer->goByRealTime();
}

ManualClock *ManualClock::ofThisThread()
{
    return clockOfThisThread();
}

void ManualClock::advance(std::chrono::milliseconds duration)
{
    const Clock::time_point end = m_now + duration;
    while (Timer *timer = firstDueBy(end)) {
        m_now = std::max(m_now, timer->due());
        timer->timeOut();
    }
    m_now = end;
}

Timer *ManualClock::firstDueBy(Clock::time_point time) const
{
    const auto first = std::ranges::min_element(m_timers, {}, &Timer::due);
    return first != m_timers.end() && (*first)->due() <= time ? *first : nullptr;
}

} // namespace WebSocketRpc
