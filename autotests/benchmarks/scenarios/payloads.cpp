// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scenario.h"

namespace Benchmarks {

namespace {

// Enough to keep both sides busy.
constexpr int window = 4;

QString nameOf(qsizetype bytes)
{
    if (bytes >= 1 << 20)
        return QStringLiteral("%1 MiB").arg(bytes >> 20);
    return bytes >= 1 << 10 ? QStringLiteral("%1 KiB").arg(bytes >> 10)
                            : QStringLiteral("%1 B").arg(bytes);
}

Unit megabytes(qsizetype bytes)
{
    return {QStringLiteral("MB/s"), double(bytes) / 1e6};
}

} // namespace

// Bytes are those of the value in memory, one way. The overhead of JSON, such as base64 or the
// digits of numbers, is part of the cost. The echoes move just these bytes, in binary frames to
// compare with shared frames, in text frames to compare with plain ones.
void measurePayloads(Report &report, const Scale &scale)
{
    const QString shared = QStringLiteral("shared");
    const QString plain = QStringLiteral("plain");
    const QString echo = QStringLiteral("echo");
    for (const qsizetype bytes : scale.payloads) {
        const auto setup = [bytes](const QString &kind, Task task) {
            return Setup{.kind = kind, .task = task, .bytes = bytes};
        };
        Contest({{QStringLiteral("string"), setup(shared, Task::Text)},
                    {QStringLiteral("string, plain"), setup(plain, Task::Text)},
                    {QStringLiteral("bytes"), setup(shared, Task::Bytes)},
                    {QStringLiteral("doubles"), setup(shared, Task::Doubles)},
                    {QStringLiteral("text echo"), setup(echo, Task::Text), true},
                    {QStringLiteral("binary echo"), setup(echo, Task::Bytes), true}},
            scale)
            .run(report, nameOf(bytes), window, megabytes(bytes));
    }
    const qsizetype bytes = scale.numbers * qsizetype(sizeof(double));
    const auto setup = [bytes](const QString &kind) {
        return Setup{.kind = kind, .task = Task::Doubles, .bytes = bytes};
    };
    Contest({{shared, setup(shared)}, {plain, setup(plain)},
                {QStringLiteral("document"), setup(QStringLiteral("document")), true}},
        scale)
        .run(report, QStringLiteral("%1 doubles").arg(scale.numbers), window, megabytes(bytes));
}

} // namespace Benchmarks
