// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "eventloopwatch.h"

#include <ctime>

namespace {

double usedMilliseconds()
{
    return double(std::clock()) * 1000 / CLOCKS_PER_SEC;
}

} // namespace

EventLoopWatch::EventLoopWatch(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &EventLoopWatch::turn);
}

void EventLoopWatch::start()
{
    m_longest = 0;
    m_lastTurn = usedMilliseconds();
    m_timer.start();
}

void EventLoopWatch::stop()
{
    m_timer.stop();
}

void EventLoopWatch::turn()
{
    const double now = usedMilliseconds();
    const double block = now - std::exchange(m_lastTurn, now);
    if (block > m_longest) {
        m_longest = block;
        Q_EMIT longestBlockChanged();
    }
}
