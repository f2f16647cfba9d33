// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "eventhook_p.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>

namespace WebSocketRpc {

void EventHook::requestWakeUp()
{
    if (std::exchange(m_wakeUpRequested, true))
        return;
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

void EventHook::requestTick(Clock::time_point due)
{
    if (m_timer.isActive() && m_due <= due)
        return;
    using std::chrono::ceil;
    using std::chrono::milliseconds;
    m_due = due;
    const auto wait = std::max(milliseconds(0), ceil<milliseconds>(due - Clock::now()));
    m_timer.start(int(wait.count()), Qt::PreciseTimer, this);
}

bool EventHook::event(QEvent *event)
{
    // The handler may destroy this object; nothing of it is touched afterwards.
    switch (event->type()) {
    case QEvent::User:
        m_wakeUpRequested = false;
        m_handler->wakeUp();
        return true;
    case QEvent::Timer:
        m_timer.stop();
        m_due = Clock::time_point::max();
        m_handler->tick();
        return true;
    default:
        return QObject::event(event);
    }
}

} // namespace WebSocketRpc
