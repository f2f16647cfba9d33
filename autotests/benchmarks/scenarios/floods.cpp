// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scenario.h"

namespace Benchmarks {

namespace {

struct Neighbour
{
    const char *kind;
    int window; // tasks at once
    Task task = Task::Add; // of the client beside it
};

// The first one is no flood, but what a busy client may do.
constexpr Neighbour neighbours[] = {{"plain", 64}, {"pings", 1}, {"empty-frames", 1},
    {"tiny-frames", 1}, {"tiny-messages", 1}, {"slow-bytes", 1}, {"slow-watcher", 1, Task::Change}};

Sample medians(const QList<Sample> &samples)
{
    const auto of = [&](double Sample::*member) {
        QList<double> values;
        for (const Sample &sample : samples)
            values.append(sample.*member);
        return median(values);
    };
    return {of(&Sample::perSecond), of(&Sample::p50), of(&Sample::p99), of(&Sample::p999)};
}

// The calls of one client, one at a time, alone and beside another client of the same server.
class Neighbourhood
{
public:
    Neighbourhood(const Neighbour &neighbour, const Scale &scale)
        : m_neighbour(neighbour)
        , m_scale(scale)
    {
    }

    void measure()
    {
        (void)call(m_scale.time / 5); // what the neighbour left behind is done meanwhile
        m_alone.append(call(m_scale.time));
        m_noise.begin({.window = m_neighbour.window, .time = 1.5 * m_scale.time});
        m_beside.append(call(m_scale.time));
        (void)m_noise.finish();
        m_ratios.append(m_beside.back().p99 / m_alone.back().p99);
        m_ratiosOfP50.append(m_beside.back().p50 / m_alone.back().p50);
    }

    void addTo(Report &report) const
    {
        const QString unit = QStringLiteral("us p99");
        const QString alone = QStringLiteral("alone");
        const Sample quiet = medians(m_alone);
        const Sample loud = medians(m_beside);
        Row row{.condition = QString::fromLatin1(m_neighbour.kind),
            .contender = alone,
            .unit = unit,
            .value = quiet.p99,
            .latencies = quiet};
        report.add(row);
        row.contender = QStringLiteral("beside it");
        row.value = loud.p99;
        row.latencies = loud;
        row.ratios = {{alone, median(m_ratios), median(m_ratiosOfP50)}};
        report.add(row);
    }

private:
    Sample call(std::chrono::duration<double> time)
    {
        m_client.begin({.window = 1, .time = time});
        return m_client.finish();
    }

    const Neighbour m_neighbour;
    const Scale m_scale;
    ServerProcess m_server{{.kind = QStringLiteral("plain"), .task = m_neighbour.task}};
    ClientProcess m_client{
        {.kind = QStringLiteral("plain"), .task = m_neighbour.task}, m_server.url()};
    ClientProcess m_noise{
        {.kind = QString::fromLatin1(m_neighbour.kind), .givesWay = true}, m_server.url()};
    QList<Sample> m_alone;
    QList<Sample> m_beside;
    QList<double> m_ratios; // of the 99th percentiles
    QList<double> m_ratiosOfP50;
};

} // namespace

// How much longer a client waits for its answers while another one floods the server. The flood runs when
// the client on its core does not: what counts is what it takes of the server, not of the client's core.
void measureFloods(Report &report, const Scale &scale)
{
    for (const Neighbour &neighbour : neighbours) {
        Neighbourhood neighbourhood(neighbour, scale);
        for (int i = 0; i < scale.rounds; ++i)
            neighbourhood.measure();
        neighbourhood.addTo(report);
    }
}

} // namespace Benchmarks
