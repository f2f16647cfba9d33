// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "peers/work.h"

#include <QEventLoop>
#include <QJsonObject>
#include <QTimer>

#include <chrono>
#include <vector>

namespace Benchmarks {

// How much to measure: a number of calls or, if that is 0, a time.
struct Amount
{
    int window = 1; // calls in flight
    qint64 calls = 0;
    std::chrono::duration<double> time{0};

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Amount fromJson(const QJsonObject &object);
};

struct Sample
{
    double perSecond = 0;
    double p50 = 0; // us
    double p99 = 0;
    double p999 = 0;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Sample fromJson(const QJsonObject &object);
};

class Meter
{
public:
    explicit Meter(Work &work);

    [[nodiscard]] Sample run(const Amount &amount);

private:
    using Clock = std::chrono::steady_clock;

    void startOne(Clock::time_point now);
    void finishOne(Clock::time_point begin);

    Work &m_work;
    QEventLoop m_loop;
    QTimer m_patience; // a lost message must not stop everything
    std::vector<float>
        m_latencies; // us; kept, so that a long run needs no more memory than a short one
    Clock::time_point m_end;
    qint64 m_toStart = 0;
    int m_inFlight = 0;
};

} // namespace Benchmarks
