// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scenario.h"

namespace Benchmarks {

namespace {

QList<Contender> contenders(Placement placement)
{
    QList<Contender> list;
    for (const char *const kind : {"shared", "plain", "fastapi", "echo", "document"}) {
        const QString name = QString::fromLatin1(kind);
        const bool isYardstick = name == u"echo" || name == u"document";
        list.append({name, {.kind = name, .placement = placement}, isYardstick});
    }
    return list;
}

} // namespace

void measureCalls(Report &report, const Scale &scale)
{
    Contest contest(contenders(Placement::CoreEach), scale);
    for (const int window : {1, 8, 64, 512}) {
        contest.run(report, QStringLiteral("in flight: %1").arg(window), window);
    }
}

void measureCallsOnOneCore(Report &report, const Scale &scale)
{
    if (!canPlace(Placement::OneCore))
        return;
    Contest contest(contenders(Placement::OneCore), scale);
    for (const int window : {1, 64}) {
        contest.run(report, QStringLiteral("in flight: %1").arg(window), window);
    }
}

// There are 64 calls in flight in total, so that only the number of connections differs.
void measureConnections(Report &report, const Scale &scale)
{
    for (const int connections : scale.connections) {
        QList<Contender> contenders;
        for (const QString &kind :
            {QStringLiteral("shared"), QStringLiteral("plain"), QStringLiteral("echo")}) {
            contenders.append({kind, {.kind = kind, .connections = connections},
                kind == QLatin1StringView("echo")});
        }
        Contest(contenders, scale)
            .run(report, QStringLiteral("connections: %1").arg(connections), 64);
    }
}

// Two processes call methods that take 20 us; the objects live in their connection's thread.
void measureThreads(Report &report, const Scale &scale)
{
    const Setup setup{.kind = QStringLiteral("shared"),
        .task = Task::Spin,
        .clients = 2,
        .placement = Placement::Anywhere};
    Setup one = setup;
    one.threads = 1;
    Setup two = setup;
    two.threads = 2;
    Contest({{QStringLiteral("1 thread"), one, true}, {QStringLiteral("2 threads"), two}}, scale)
        .run(report, QStringLiteral("20 us of work"), 64);
}

void measureMethods(Report &report, const Scale &scale)
{
    const QString kind = QStringLiteral("shared");
    const QString many = QStringLiteral("%1 methods").arg(scale.methods);
    Contest({{QStringLiteral("10 methods"), {.kind = kind}, true},
                {many, {.kind = kind, .methods = scale.methods}}},
        scale)
        .run(report, QStringLiteral("in flight: 64"), 64);
}

void measurePending(Report &report, const Scale &scale)
{
    const QString kind = QStringLiteral("shared");
    Contest({{QStringLiteral("none besides"), {.kind = kind}, true},
                {QStringLiteral("10000 unanswered"), {.kind = kind, .task = Task::Pending}}},
        scale)
        .run(report, QStringLiteral("in flight: 64"), 64);
}

} // namespace Benchmarks
