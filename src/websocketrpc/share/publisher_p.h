// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "nextturn_p.h"

namespace WebSocketRpc {

// Has something to publish now and then: once in a turn of the event loop, or earlier if something is sent that must
// come after it. It belongs to the thread that creates it.
class Publisher : private NextTurn::Target
{
public:
    // Publishes what all publishers of this thread have announced until now. Runs user code, which may destroy any of
    // them.
    static void publishAll();

protected:
    Publisher() = default;
    ~Publisher() { unlist(); }

    void announce(); // there is something to publish
    void announceForLater(); // the same, but the caller decides when to publish it
    [[nodiscard]] bool isAnnounced() const { return m_isListed; }
    void publishNow(); // if there is

private:
    virtual void publish() = 0;
    void nextTurn() override { publishNow(); }
    void unlist();

    Publisher *m_next = nullptr; // in the list of the thread
    quint64 m_round = 0; // the round of publishAll() in which it was announced
    bool m_isListed = false;
};

} // namespace WebSocketRpc
