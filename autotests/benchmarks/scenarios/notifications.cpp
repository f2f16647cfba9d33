// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scenario.h"

#include "peers/payload.h"

namespace Benchmarks {

namespace {

QList<Contender> contenders(Task task, int connections)
{
    QList<Contender> list;
    for (const QString &kind :
        {QStringLiteral("shared"), QStringLiteral("plain"), QStringLiteral("echo")}) {
        const bool isEcho = kind == QLatin1StringView("echo");
        list.append({isEcho ? QStringLiteral("bare messages") : kind,
            {.kind = kind, .task = task, .connections = connections}, isEcho});
    }
    return list;
}

} // namespace

// One way; after each thousand, a call checks that all have arrived.
void measureNotifications(Report &report, const Scale &scale)
{
    Contest(contenders(Task::Notes, 1), scale)
        .run(report, QStringLiteral("to the server"), 4, {QStringLiteral("1/s"), notesAtOnce});
}

void measureFanOut(Report &report, const Scale &scale)
{
    Contest(contenders(Task::News, scale.crowd), scale)
        .run(report, QStringLiteral("to %1 clients").arg(scale.crowd), 1,
            {QStringLiteral("1/s"), double(scale.crowd)});
}

} // namespace Benchmarks
