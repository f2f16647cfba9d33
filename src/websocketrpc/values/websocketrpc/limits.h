// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qglobal.h>

#include <chrono>
#include <optional>

namespace WebSocketRpc {

struct Limits
{
    qint64 incomingMessageSize = 16 * 1024 * 1024;
    qint64 outgoingMessageSize = 16 * 1024 * 1024;
    std::chrono::milliseconds messageTime{300'000};
    int jsonDepth = 128;
    int jsonValues = 1'000'000;
    int idLength = 1024;
    int methodLength = 1024;
    int batchLength = 1000;
    int runningCalls = 1024;
    int abandonedCalls = 100'000;
    int waitingCalls = 10'000;
    int openStreams = 1024;
    qint64 streamReadAhead = 1024 * 1024;
    std::chrono::milliseconds streamIdleTime{3'600'000};
    qint64 incomingBuffer = 64 * 1024 * 1024;
    qint64 outgoingBuffer = 64 * 1024 * 1024;
    int connections = 10'000;
    std::optional<int> connectionsPerAddress = {};
    std::optional<int> handshakesPerAddress = {};
    std::chrono::milliseconds handshakeTime{10'000};
    qint64 handshakeSize = 16 * 1024;

    friend bool operator==(const Limits &, const Limits &) = default;
};

} // namespace WebSocketRpc
