// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/clock.h>

#include "clock_p.h"

namespace WebSocketRpc::Test {

/*!
    \class WebSocketRpc::Test::Clock
    \inheaderfile websocketrpc/test/clock.h
    \inmodule WebSocketRpc
    \brief A clock that a test advances.

    While a Clock exists, the clients, servers and channels of its thread use it for timeouts, delays
    between attempts and heartbeats. Create it before these, and only one at a time in a thread. It does
    not affect the timers of Qt's own classes, of FaultProxy and of waitFor().

    \snippet testing.cpp clock
*/

/*! Stops the time. */
Clock::Clock() : d(std::make_unique<ManualClock>()) { }

/*! Lets time run normally again. */
Clock::~Clock() = default;

/*!
    Advances the time by \a duration at once. Timers that become due fire inside this function, in order
    and each at its own time; their effects on a connection are delivered by the event loop.
*/
void Clock::advance(std::chrono::milliseconds duration)
{
    d->advance(duration);
}

} // namespace WebSocketRpc::Test
