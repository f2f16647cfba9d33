// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scenario.h"

namespace Benchmarks {

namespace {

void addOthers(QList<Contender> &contenders, const QStringList &kinds, Task task, int connections)
{
    for (const QString &kind : kinds) {
        if (findTechnique(kind))
            contenders.append(
                {kind, {.kind = kind, .task = task, .connections = connections}, true});
    }
}

} // namespace

// A property that is set, until its change is back, compared with one message there and back.
void measureChanges(Report &report, const Scale &scale)
{
    QList<Contender> contenders;
    for (const QString &kind : {QStringLiteral("shared"), QStringLiteral("plain")})
        contenders.append({kind, {.kind = kind, .task = Task::Change}});
    contenders.append({QStringLiteral("echo"), {.kind = QStringLiteral("echo")}, true});
    addOthers(contenders, {QStringLiteral("remoteobjects"), QStringLiteral("webchannel")},
        Task::Change, 1);
    Contest(contenders, scale).run(report, QStringLiteral("set until changed"), 1);
}

void measureSignals(Report &report, const Scale &scale)
{
    QList<Contender> contenders;
    for (const QString &kind : {QStringLiteral("shared"), QStringLiteral("plain")})
        contenders.append({kind, {.kind = kind, .task = Task::Hear, .connections = scale.crowd}});
    contenders.append({QStringLiteral("bare messages"),
        {.kind = QStringLiteral("echo"), .task = Task::News, .connections = scale.crowd}, true});
    addOthers(contenders, {QStringLiteral("remoteobjects")}, Task::Hear, scale.crowd);
    Contest(contenders, scale)
        .run(report, QStringLiteral("to %1 subscribers").arg(scale.crowd), 1,
            {QStringLiteral("1/s"), double(scale.crowd)});
}

} // namespace Benchmarks
