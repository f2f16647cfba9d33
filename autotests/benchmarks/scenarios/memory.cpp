// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scenario.h"

#include <algorithm>

namespace Benchmarks {

namespace {

constexpr double kibibyte = 1024;

// The memory of the server for one of many idle connections, each of which has made this many
// calls.
double bytesPerConnection(const QString &kind, int connections, int calls)
{
    ServerProcess server({.kind = kind});
    ClientProcess first({.kind = kind}, server.url());
    first.begin({.window = 1, .calls = 1});
    (void)first.finish();
    const qint64 before = server.memory();
    ClientProcess crowd({.kind = kind, .connections = connections}, server.url());
    if (calls > 0) {
        crowd.begin({.window = 1, .calls = calls * connections});
        (void)crowd.finish();
    }
    return double(server.memory() - before) / connections;
}

void compareIdle(Report &report, const Scale &scale, const QString &condition, int calls,
    const QString &suffix = {})
{
    const QString shared = QStringLiteral("shared") + suffix;
    const QString echo = QStringLiteral("echo") + suffix;
    QList<double> ours;
    QList<double> bare;
    QList<double> ratios;
    for (int i = 0; i < scale.rounds; ++i) {
        ours.append(bytesPerConnection(shared, scale.crowd, calls));
        bare.append(bytesPerConnection(echo, scale.crowd, calls));
        ratios.append(ours.back() / bare.back());
    }
    Row row{.condition = condition,
        .contender = shared,
        .unit = QStringLiteral("KiB"),
        .value = median(ours) / kibibyte,
        .ratios = {{echo, median(ratios)}}};
    report.add(row);
    row.contender = echo;
    row.value = median(bare) / kibibyte;
    row.ratios = {};
    report.add(row);
}

// In portions, because the client keeps the time of each call of a portion.
void run(ClientProcess &client, int calls, int portion)
{
    for (; calls > 0; calls -= portion) {
        client.begin({.window = 64, .calls = std::min(calls, portion)});
        (void)client.finish();
    }
}

} // namespace

void measureIdleMemory(Report &report, const Scale &scale)
{
    compareIdle(report, scale, QStringLiteral("never used"), 0);
    compareIdle(report, scale, QStringLiteral("after one call"), 1);
    compareIdle(
        report, scale, QStringLiteral("after one call, over TLS"), 1, QStringLiteral("-tls"));
}

// The growth of both processes between the first portion of calls and the tenth. At some call the
// ids get a digit longer, and so do the messages; that does not count, so it happens before.
void measureMemoryGrowth(Report &report, const Scale &scale)
{
    for (const QString &kind :
        {QStringLiteral("shared"), QStringLiteral("plain"), QStringLiteral("echo")}) {
        ServerProcess server({.kind = kind});
        ClientProcess client({.kind = kind}, server.url());
        run(client, scale.portion + scale.portion / 100, scale.portion);
        const qint64 serverBefore = server.memory();
        const qint64 clientBefore = client.memory();
        const int more = 9 * scale.portion - scale.portion / 50; // before the next digit
        run(client, more, scale.portion);
        Row row{.condition = QStringLiteral("%1 more calls").arg(more),
            .contender = kind + QStringLiteral(", server"),
            .unit = QStringLiteral("KiB"),
            .value = double(server.memory() - serverBefore) / kibibyte};
        report.add(row);
        row.contender = kind + QStringLiteral(", client");
        row.value = double(client.memory() - clientBefore) / kibibyte;
        report.add(row);
    }
}

} // namespace Benchmarks
