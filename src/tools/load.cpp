// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "load.h"

#include <algorithm>
#include <limits>

using namespace std::chrono_literals;
using WebSocketRpc::Client;
using WebSocketRpc::Error;

namespace {

qint64 callsOf(const BenchOptions &options)
{
    constexpr qint64 usual = 100'000;
    if (options.calls)
        return *options.calls;
    return options.duration ? std::numeric_limits<qint64>::max() : usual;
}

} // namespace

Load::Load(const CommandLine &line)
    : m_request(line.request)
    , m_options(line.bench)
    , m_calls(callsOf(line.bench))
    , m_lanes(std::size_t(line.bench.connections))
{
    constexpr qint64 mostReserved = 1'000'000;
    m_times.reserve(std::size_t(std::min(m_calls, mostReserved)));
    for (Lane &lane : m_lanes) {
        lane.connection = std::make_unique<Connection>(line.connection);
        connect(&lane.connection->client(), &Client::connected, this, &Load::connected);
    }
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Load::startDueCalls);
}

Load::~Load() = default;

void Load::start()
{
    for (const Lane &lane : m_lanes)
        lane.connection->open();
}

void Load::connected()
{
    if (++m_connected < m_lanes.size())
        return;
    m_begin = Clock::now();
    if (m_options.rate)
        m_timer.start(1ms);
    startDueCalls();
}

// Uses the connections in turn.
void Load::startDueCalls()
{
    for (int i = 0; i < m_options.window; ++i) {
        for (Lane &lane : m_lanes)
            fill(lane);
    }
}

void Load::fill(Lane &lane)
{
    if (hasEnded()) {
        if (m_settled == m_started)
            Q_EMIT finished();
        return;
    }
    const auto due = lane.onTheirWay < m_options.window ? nextDue() : std::nullopt;
    if (due)
        call(lane, *due);
}

bool Load::hasEnded() const
{
    return m_started >= m_calls
        || (m_options.duration && Clock::now() - m_begin >= *m_options.duration);
}

// With a rate, a call that starts late because others are slow has been waiting since it was due.
std::optional<Load::Clock::time_point> Load::nextDue() const
{
    const Clock::time_point now = Clock::now();
    if (!m_options.rate)
        return now;
    const std::chrono::duration<double> sinceBegin(double(m_started) / *m_options.rate);
    const auto due = m_begin + std::chrono::duration_cast<Clock::duration>(sinceBegin);
    if (due > now)
        return {};
    return due;
}

void Load::call(Lane &lane, Clock::time_point due)
{
    ++m_started;
    ++lane.onTheirWay;
    lane.connection->client()
        .call<QVariant>(m_request.method, m_request.arguments)
        .then([this, &lane, due](const QVariant &) { settle(lane, due); })
        .onFailed([this, &lane](const Error &error) { settle(lane, error); });
}

void Load::settle(Lane &lane, Clock::time_point due)
{
    m_end = Clock::now();
    m_times.push_back(m_end - due);
    settled(lane);
    fill(lane);
}

void Load::settle(Lane &lane, const Error &error)
{
    m_end = Clock::now();
    if (++m_failed == 1)
        m_firstError = error;
    settled(lane);
    // Without a connection a call fails at once; starting the next one here would recurse.
    QMetaObject::invokeMethod(
        this, [this, &lane] { fill(lane); }, Qt::QueuedConnection);
}

void Load::settled(Lane &lane)
{
    --lane.onTheirWay;
    ++m_settled;
}
