// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qglobal.h>

namespace WebSocketRpc {

struct ServerStatistics
{
    qsizetype connections = 0; // now, with those still in their handshake
    quint64 acceptedConnections = 0;
    quint64 refusedHandshakes = 0; // with an HTTP status
    quint64 excessiveHandshakes = 0; // of those, by Limits::handshakesPerAddress
    quint64 unfinishedHandshakes = 0; // out of time, or the peer went away
    quint64 failedTlsHandshakes = 0;
    quint64 acceptPauses = 0; // because the system had no descriptor left
    quint64 unreadableMessages = 0; // not JSON, or beyond Limits::jsonDepth or jsonValues
    quint64 oversizedMessages = 0; // Limits::incomingMessageSize
    quint64 oversizedAnswers = 0; // Limits::outgoingMessageSize
    quint64 oversizedBatches = 0; // Limits::batchLength
    quint64 refusedCalls = 0; // Limits::runningCalls, abandonedCalls or incomingBuffer
    qsizetype abandonedCalls = 0; // now: they run, but nobody waits for them
    quint64 slowConsumers = 0; // Limits::outgoingBuffer
    quint64 silentPeers = 0; // Heartbeat

    friend bool operator==(const ServerStatistics &, const ServerStatistics &) = default;
};

} // namespace WebSocketRpc
