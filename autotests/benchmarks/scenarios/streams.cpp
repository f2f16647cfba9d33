// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scenario.h"

namespace Benchmarks {

namespace {

void compare(Report &report, const Scale &scale, const QString &values, Task list, Task stream)
{
    const auto setup = [&scale](Task task) {
        return Setup{.kind = QStringLiteral("shared"), .task = task, .bytes = scale.streamed};
    };
    Contest(
        {{QStringLiteral("stream"), setup(stream)}, {QStringLiteral("list"), setup(list), true}},
        scale)
        .run(report, QStringLiteral("%1 %2").arg(scale.streamed).arg(values), 1,
            {QStringLiteral("values/s"), double(scale.streamed)});
}

} // namespace

// All values of a method, one call at a time: as a stream, and as one answer that is a list.
void measureStreams(Report &report, const Scale &scale)
{
    compare(report, scale, QStringLiteral("numbers"), Task::List, Task::Stream);
    compare(report, scale, QStringLiteral("gadgets"), Task::GadgetList, Task::GadgetStream);
}

} // namespace Benchmarks
