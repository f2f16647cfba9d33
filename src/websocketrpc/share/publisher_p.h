// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "nextturn_p.h"

namespace WebSocketRpc {

// One that now and then has something to publish: once in a turn of the event loop, or before that when
// something is sent that comes after it. It belongs to the thread that creates it.
class Publisher : private NextTurn::Target
{
public:
    // Of all in this thread, what has been announced until now. It runs user code, which may destroy any of
    // them.
    static void publishAll();

protected:
    Publisher() = default;
    ~Publisher() { unlist(); }

    void announce(); // that there is something to publish
    void announceForLater(); // the same, but when to publish it is for the caller to see
    [[nodiscard]] bool isAnnounced() const { return m_isListed; }
    void publishNow(); // if there is

private:
    virtual void publish() = 0;
    void nextTurn() override { publishNow(); }
    void unlist();

    Publisher *m_next = nullptr; // of those in the thread that have something to publish
    quint64 m_round = 0; // of publishAll() in which it was announced
    bool m_isListed = false; // among these
};

} // namespace WebSocketRpc
