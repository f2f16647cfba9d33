// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "nextturn_p.h"
#include "timer_p.h"

namespace WebSocketRpc {

// Calls its owner back from the event loop, in the next turn and at a point in time.
class EventHook final : private NextTurn::Target
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

    void requestWakeUp() { request(); }
    void withdrawWakeUp() { withdraw(); } // the work is done
    void requestTick(Clock::time_point due) // or earlier, if an earlier one was requested
    {
        if (due < m_timer.due())
            m_timer.startAt(due);
    }

private:
    void nextTurn() override { m_handler->wakeUp(); } // may destroy this object

    Handler *const m_handler;
    Timer m_timer{[this] { m_handler->tick(); }};
};

} // namespace WebSocketRpc
