// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "timer_p.h"

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

    explicit EventHook(Handler *handler) : m_handler(handler) { }

    void requestWakeUp();
    void requestTick(Clock::time_point due); // or earlier, where an earlier one was asked for

    bool event(QEvent *event) override;

private:
    Handler *const m_handler;
    Timer m_timer{[this] { m_handler->tick(); }};
    bool m_wakeUpRequested = false;
};

} // namespace WebSocketRpc
