// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "contest.h"

#include <algorithm>

namespace Benchmarks {

double median(QList<double> values)
{
    const auto middle = values.begin() + values.size() / 2;
    std::ranges::nth_element(values, middle);
    return *middle;
}

// A server and its clients.
struct Contest::Side
{
    explicit Side(const Setup &setup) : server(setup)
    {
        for (int i = 0; i < setup.clients; ++i)
            clients.push_back(std::make_unique<ClientProcess>(setup, server.url()));
    }

    // With several clients, the latencies are those of the slowest one.
    Sample measure(const Amount &amount)
    {
        for (const std::unique_ptr<ClientProcess> &client : clients)
            client->begin(amount);
        Sample all;
        for (const std::unique_ptr<ClientProcess> &client : clients) {
            const Sample sample = client->finish();
            all = {all.perSecond + sample.perSecond, std::max(all.p50, sample.p50),
                std::max(all.p99, sample.p99), std::max(all.p999, sample.p999)};
        }
        return all;
    }

    ServerProcess server;
    std::vector<std::unique_ptr<ClientProcess>> clients;
};

namespace {

template<typename F>
double medianOf(qsizetype count, F &&value)
{
    QList<double> values;
    for (qsizetype i = 0; i < count; ++i)
        values.append(value(i));
    return median(values);
}

} // namespace

Contest::Contest(QList<Contender> contenders, const Scale &scale)
    : m_contenders(std::move(contenders))
    , m_scale(scale)
{
    for (const Contender &contender : m_contenders)
        m_sides.push_back(std::make_unique<Side>(contender.setup));
}

Contest::~Contest() = default;

void Contest::run(Report &report, const QString &condition, int window, const Unit &unit)
{
    for (const std::unique_ptr<Side> &side : m_sides)
        (void)side->measure({.window = window, .time = m_scale.time / 5}); // warms up
    QList<Round> rounds;
    for (int i = 0; i < m_scale.rounds; ++i) {
        Round &round = rounds.emplace_back();
        for (const std::unique_ptr<Side> &side : m_sides)
            round.append(side->measure({.window = window, .time = m_scale.time}));
    }
    for (qsizetype i = 0; i < m_contenders.size(); ++i) {
        Row row = rowOf(i, rounds);
        row.condition = condition;
        row.unit = unit.name;
        row.value *= unit.perCall;
        report.add(row);
    }
}

Row Contest::rowOf(qsizetype index, const QList<Round> &rounds) const
{
    const auto of = [&](double Sample::*member) {
        return medianOf(rounds.size(), [&](qsizetype i) { return rounds[i][index].*member; });
    };
    Row row{.contender = m_contenders[index].name,
        .value = of(&Sample::perSecond),
        .latencies = {.p50 = of(&Sample::p50), .p99 = of(&Sample::p99), .p999 = of(&Sample::p999)}};
    for (qsizetype i = 0; i < m_contenders.size(); ++i) {
        if (i != index && m_contenders[i].isYardstick && !m_contenders[index].isYardstick)
            row.ratios.append(ratioOf(index, i, rounds));
    }
    return row;
}

Ratio Contest::ratioOf(qsizetype index, qsizetype yardstick, const QList<Round> &rounds) const
{
    const auto of = [&](double Sample::*member) {
        return medianOf(rounds.size(),
            [&](qsizetype i) { return rounds[i][index].*member / rounds[i][yardstick].*member; });
    };
    return {m_contenders[yardstick].name, of(&Sample::perSecond), of(&Sample::p50)};
}

} // namespace Benchmarks
