// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qglobal.h>

#include <atomic>

namespace WebSocketRpc {

// A server's counters for all its connections, which may be in several threads.
struct Counters
{
    using Counter = std::atomic<quint64>;

    Counter acceptedConnections = 0;
    Counter refusedHandshakes = 0;
    Counter excessiveHandshakes = 0;
    Counter unfinishedHandshakes = 0;
    Counter failedTlsHandshakes = 0;
    Counter acceptPauses = 0;
    Counter unreadableMessages = 0;
    Counter oversizedMessages = 0;
    Counter oversizedAnswers = 0;
    Counter oversizedBatches = 0;
    Counter refusedCalls = 0;
    std::atomic<int> abandonedCalls = 0; // now
    Counter slowConsumers = 0;
    Counter silentPeers = 0;
};

} // namespace WebSocketRpc
