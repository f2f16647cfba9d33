// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scenario.h"

namespace Benchmarks {

namespace {

struct Measurement
{
    QString condition;
    Task task;
    int count = 0; // of rows or changes
    int replicas = 1;
    Unit unit = {QStringLiteral("1/s")};
};

void measure(Report &report, const Scale &scale, const Measurement &what)
{
    QList<Contender> contenders;
    for (const QString &kind : {QStringLiteral("model"), QStringLiteral("remoteobjects-model")}) {
        const bool isYardstick = !contenders.isEmpty();
        const Setup setup{
            .kind = kind, .task = what.task, .bytes = what.count, .connections = what.replicas};
        if (findTechnique(kind))
            contenders.append({kind, setup, isYardstick});
    }
    Contest(contenders, scale).run(report, what.condition, 1, what.unit);
}

} // namespace

// The replicas of a table of a million rows.
void measureModels(Report &report, const Scale &scale)
{
    measure(report, scale, {QStringLiteral("first screen"), Task::FirstScreen});
    measure(report, scale,
        {QStringLiteral("%1 rows").arg(scale.rows), Task::AllRows, scale.rows, 1,
            {QStringLiteral("rows/s"), double(scale.rows)}});
    measure(report, scale,
        {QStringLiteral("%1 changes").arg(scale.changes), Task::ChangeRows, scale.changes, 1,
            {QStringLiteral("changes/s"), double(scale.changes)}});
    measure(report, scale,
        {QStringLiteral("%1 insertions, 10 replicas").arg(scale.insertions), Task::FollowRows,
            scale.insertions, 10, {QStringLiteral("insertions/s"), double(scale.insertions)}});
}

} // namespace Benchmarks
