// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/clock.h>

#include "clock_p.h"

namespace WebSocketRpc::Test {

/*!
    \class WebSocketRpc::Test::Clock
    \inheaderfile websocketrpc/test/clock.h
    \inmodule WebSocketRpc
    \brief Time that passes when a test says so.

    While it exists, the clients, servers and channels of the thread that it was made in go by it:
    timeouts, delays between attempts and heartbeats. Make it before them, and one at a time in a
    thread. Times of Qt's own classes, of FaultProxy and of waitFor() are not affected.

    \snippet testing.cpp clock
*/

/*! Stops the time. */
Clock::Clock() : d(std::make_unique<ManualClock>()) { }

/*! Lets time go on as usual. */
Clock::~Clock() = default;

/*!
    Lets \a duration pass at once. What becomes due meanwhile is done in here, each at its time and
    in order; what that leads to on a connection comes from the event loop.
*/
void Clock::advance(std::chrono::milliseconds duration)
{
    d->advance(duration);
}

} // namespace WebSocketRpc::Test
