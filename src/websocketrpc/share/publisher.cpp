// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "publisher_p.h"

namespace WebSocketRpc {

namespace {

// The list of publishers in this thread that have something to publish. A pointer has no destructor, so it can be
// read until the thread ends.
thread_local Publisher *firstListed = nullptr;
thread_local quint64 latestRound = 0;

} // namespace

void Publisher::announce()
{
    if (m_isListed)
        return;
    announceForLater();
    request();
}

void Publisher::announceForLater()
{
    if (std::exchange(m_isListed, true))
        return;
    m_round = latestRound;
    m_next = std::exchange(firstListed, this);
}

void Publisher::unlist()
{
    Publisher **place = &firstListed;
    while (*place && *place != this)
        place = &(*place)->m_next;
    if (*place)
        *place = m_next;
    m_isListed = false;
}

// Publishing may do anything, even announce more.
void Publisher::publishNow()
{
    if (!m_isListed)
        return;
    withdraw();
    unlist();
    publish();
}

// Publishers that are announced meanwhile wait for a later round.
void Publisher::publishAll()
{
    const quint64 present = ++latestRound;
    const auto nextOfEarlierRound = [present] {
        Publisher *publisher = firstListed;
        while (publisher && publisher->m_round >= present)
            publisher = publisher->m_next;
        return publisher;
    };
    while (Publisher *const publisher = nextOfEarlierRound())
        publisher->publishNow();
}

} // namespace WebSocketRpc
