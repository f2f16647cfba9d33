// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "eventhook_p.h"

#include <QCoreApplication>
#include <QEvent>

namespace WebSocketRpc {

void EventHook::requestWakeUp()
{
    if (std::exchange(m_wakeUpRequested, true))
        return;
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

void EventHook::requestWakeUpInside()
{
    if (m_depth == 0)
        requestWakeUp();
    else if (!m_insideTimer.isActive())
        m_insideTimer.start(0, this);
}

EventHook::WakeUp::~WakeUp()
{
    --m_hook.m_depth;
    m_hook.m_insideTimer.stop();
}

void EventHook::requestTick(Clock::time_point due)
{
    if (due < m_timer.due())
        m_timer.startAt(due);
}

bool EventHook::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    m_wakeUpRequested = false;
    m_handler->wakeUp(); // may destroy this object
    return true;
}

void EventHook::timerEvent(QTimerEvent *)
{
    m_insideTimer.stop();
    m_handler->wakeUp();
}

} // namespace WebSocketRpc
