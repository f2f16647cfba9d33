// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "connection.h"

#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

// Makes the same call over and over, on one or more connections and with several calls in flight on
// each, as fast as answers come or at a given rate. Ends after a number of calls or some time.
class Load : public QObject
{
    Q_OBJECT

public:
    using Clock = std::chrono::steady_clock;

    explicit Load(const CommandLine &line);
    ~Load() override;

    void start(); // connects first; only the calls are timed

    [[nodiscard]] qint64 settled() const { return m_settled; }
    [[nodiscard]] qint64 failed() const { return m_failed; }
    [[nodiscard]] const WebSocketRpc::Error &firstError() const { return m_firstError; }
    [[nodiscard]] std::chrono::nanoseconds duration() const { return m_end - m_begin; }
    // The time of each successful call, from when it was due; not sorted.
    [[nodiscard]] const std::vector<std::chrono::nanoseconds> &times() const { return m_times; }

Q_SIGNALS:
    void finished();

private:
    struct Lane
    {
        std::unique_ptr<Connection> connection;
        int onTheirWay = 0;
    };

    void connected();
    void startDueCalls();
    void fill(Lane &lane);
    [[nodiscard]] bool hasEnded() const;
    [[nodiscard]] std::optional<Clock::time_point> nextDue() const; // absent: not yet
    void call(Lane &lane, Clock::time_point due);
    void settle(Lane &lane, Clock::time_point due);
    void settle(Lane &lane, const WebSocketRpc::Error &error);
    void settled(Lane &lane);

    const MethodCall m_request;
    const BenchOptions m_options;
    const qint64 m_calls;
    std::vector<Lane> m_lanes;
    std::size_t m_connected = 0;
    QTimer m_timer; // starts calls at the rate
    qint64 m_started = 0;
    qint64 m_settled = 0;
    qint64 m_failed = 0;
    WebSocketRpc::Error m_firstError;
    Clock::time_point m_begin;
    Clock::time_point m_end;
    std::vector<std::chrono::nanoseconds> m_times;
};
