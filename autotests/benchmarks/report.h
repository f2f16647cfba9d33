// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "meter.h"

#include <QJsonArray>
#include <QString>

namespace Benchmarks {

struct Ratio
{
    QString to; // the name of another contender
    double value = 0;
    double p50 = 0; // 0: not measured
};

struct Row
{
    QString condition = {};
    QString contender = {};
    QString unit = {};
    double value = 0;
    Sample latencies = {}; // of one call, if that is measured
    QList<Ratio> ratios = {};
};

// Prints each row at once, and keeps all of them for a file.
class Report
{
public:
    explicit Report(const QString &conditions);

    void begin(const QString &scenario); // to which the next rows belong
    void add(const Row &row);
    void write(const QString &fileName) const; // as JSON; throws std::runtime_error

private:
    const QString m_conditions;
    QString m_scenario;
    QString m_lastCondition;
    QJsonArray m_rows;
};

} // namespace Benchmarks
