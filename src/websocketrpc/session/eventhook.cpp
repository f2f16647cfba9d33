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

} // namespace WebSocketRpc
