// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "process.h"
#include "report.h"
#include "scale.h"

namespace Benchmarks {

[[nodiscard]] double median(QList<double> values);

struct Contender
{
    QString name;
    Setup setup;
    bool isYardstick = false; // the ratios of the others refer to it
};

// The unit in the table.
struct Unit
{
    QString name = QStringLiteral("calls/s");
    double perCall = 1;
};

// Contenders that take turns; each ratio is the median of the ratios of the rounds.
class Contest
{
public:
    Contest(QList<Contender> contenders, const Scale &scale);
    ~Contest();

    // Adds a row for each contender.
    void run(Report &report, const QString &condition, int window, const Unit &unit = {});

private:
    struct Side;
    using Round = QList<Sample>; // of all contenders, in their order

    [[nodiscard]] Row rowOf(qsizetype index, const QList<Round> &rounds) const;
    [[nodiscard]] Ratio ratioOf(
        qsizetype index, qsizetype yardstick, const QList<Round> &rounds) const;

    const QList<Contender> m_contenders;
    const Scale m_scale;
    std::vector<std::unique_ptr<Side>> m_sides;
};

} // namespace Benchmarks
