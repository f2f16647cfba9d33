// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "meter.h"

#include <algorithm>
#include <limits>

namespace Benchmarks {

namespace {

constexpr std::chrono::minutes patience{5};

double quantile(std::vector<float> &values, double part)
{
    if (values.empty())
        return 0;
    const auto place = values.begin() + std::ptrdiff_t(part * double(values.size() - 1));
    std::ranges::nth_element(values, place);
    return double(*place);
}

} // namespace

QJsonObject Amount::toJson() const
{
    return {{QStringLiteral("window"), window}, {QStringLiteral("calls"), calls},
        {QStringLiteral("seconds"), time.count()}};
}

Amount Amount::fromJson(const QJsonObject &object)
{
    return {object[QStringLiteral("window")].toInt(), object[QStringLiteral("calls")].toInteger(),
        std::chrono::duration<double>(object[QStringLiteral("seconds")].toDouble())};
}

QJsonObject Sample::toJson() const
{
    return {{QStringLiteral("perSecond"), perSecond}, {QStringLiteral("p50"), p50},
        {QStringLiteral("p99"), p99}, {QStringLiteral("p999"), p999}};
}

Sample Sample::fromJson(const QJsonObject &object)
{
    return {object[QStringLiteral("perSecond")].toDouble(),
        object[QStringLiteral("p50")].toDouble(), object[QStringLiteral("p99")].toDouble(),
        object[QStringLiteral("p999")].toDouble()};
}

Meter::Meter(Work &work) : m_work(work)
{
    m_patience.setSingleShot(true);
    QObject::connect(&m_patience, &QTimer::timeout, &m_patience,
        [] { fail(QStringLiteral("answers do not come")); });
}

Sample Meter::run(const Amount &amount)
{
    m_latencies.clear();
    m_toStart = amount.calls > 0 ? amount.calls : std::numeric_limits<qint64>::max();
    m_patience.start(patience);
    const Clock::time_point begin = Clock::now();
    m_end = amount.calls > 0 ? Clock::time_point::max()
                             : begin + std::chrono::duration_cast<Clock::duration>(amount.time);
    for (int i = 0; i < amount.window && m_toStart > 0; ++i)
        startOne(Clock::now());
    if (m_inFlight > 0)
        m_loop.exec();
    const std::chrono::duration<double> elapsed = Clock::now() - begin;
    m_patience.stop();
    return {double(m_latencies.size()) / elapsed.count(), quantile(m_latencies, 0.5),
        quantile(m_latencies, 0.99), quantile(m_latencies, 0.999)};
}

void Meter::startOne(Clock::time_point now)
{
    --m_toStart;
    ++m_inFlight;
    m_work.start([this, now] { finishOne(now); });
}

void Meter::finishOne(Clock::time_point begin)
{
    const Clock::time_point now = Clock::now();
    m_latencies.push_back(std::chrono::duration<float, std::micro>(now - begin).count());
    --m_inFlight;
    if (m_toStart > 0 && now < m_end)
        startOne(now);
    else if (m_inFlight == 0)
        m_loop.quit();
}

} // namespace Benchmarks
