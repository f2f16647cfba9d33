// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "timer_p.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qobject.h>

namespace WebSocketRpc {

// Calls its owner back from the event loop: in the next turn, and at a point in time.
class EventHook final : public QObject
{
public:
    class Handler
    {
    public:
        virtual void wakeUp() = 0;
        virtual void tick() = 0;

    protected:
        ~Handler() = default;
    };

    // The handler's wakeUp(), at whose end everything is done that was asked for meanwhile. What it
    // calls may wait in an event loop of its own, though.
    class WakeUp
    {
    public:
        explicit WakeUp(EventHook &hook) : m_hook(hook) { ++m_hook.m_depth; }
        ~WakeUp();
        Q_DISABLE_COPY_MOVE(WakeUp)

    private:
        EventHook &m_hook;
    };

    explicit EventHook(Handler *handler) : m_handler(handler) { }

    void requestWakeUp();
    // The same for what the present WakeUp does at its end, if there is one. Where an event loop runs
    // inside, this costs less: an event that is posted takes several system calls.
    void requestWakeUpInside();
    void requestTick(Clock::time_point due); // or earlier, where an earlier one was asked for

    bool event(QEvent *event) override;

private:
    void timerEvent(QTimerEvent *event) override;

    Handler *const m_handler;
    QBasicTimer m_insideTimer;
    int m_depth = 0; // of wakeUp() inside wakeUp()
    Timer m_timer{[this] { m_handler->tick(); }};
    bool m_wakeUpRequested = false;
};

} // namespace WebSocketRpc
