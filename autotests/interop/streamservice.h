// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/stream.h>

#include <QObject>

#include <atomic>

namespace Interop {

// Streams in both directions.
class StreamService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    Q_INVOKABLE WebSocketRpc::Stream<int> numbers(int count, double delay = 0);
    Q_INVOKABLE WebSocketRpc::Stream<int> failingNumbers(int count);
    Q_INVOKABLE qint64 produced() const { return s_produced; }
    Q_INVOKABLE int openStreams() const { return s_open; }
    Q_INVOKABLE QFuture<qint64> sumStream(const WebSocketRpc::Stream<int> &values);
    Q_INVOKABLE QByteArray blob(int size) const;

private:
    class Open;

    [[nodiscard]] WebSocketRpc::Stream<int> slowNumbers(
        int count, std::chrono::milliseconds pause, const std::shared_ptr<Open> &open);

    // Of the process.
    static inline std::atomic<qint64> s_produced = 0;
    static inline std::atomic_int s_open = 0;
};

} // namespace Interop
