// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "report.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSysInfo>
#include <QThread>

#include <cstdio>
#include <stdexcept>

namespace Benchmarks {

namespace {

QJsonArray toJson(const QList<Ratio> &ratios)
{
    QJsonArray array;
    for (const Ratio &ratio : ratios) {
        QJsonObject object{
            {QStringLiteral("to"), ratio.to}, {QStringLiteral("value"), ratio.value}};
        if (ratio.p50 > 0)
            object[QStringLiteral("p50")] = ratio.p50;
        array.append(object);
    }
    return array;
}

QJsonObject toJson(const QString &scenario, const Row &row)
{
    QJsonObject object{{QStringLiteral("scenario"), scenario},
        {QStringLiteral("condition"), row.condition}, {QStringLiteral("contender"), row.contender},
        {QStringLiteral("unit"), row.unit}, {QStringLiteral("value"), row.value},
        {QStringLiteral("ratios"), toJson(row.ratios)}};
    if (row.latencies.p50 > 0) {
        object[QStringLiteral("p50")] = row.latencies.p50;
        object[QStringLiteral("p99")] = row.latencies.p99;
        object[QStringLiteral("p99.9")] = row.latencies.p999;
    }
    return object;
}

QString textOf(const Ratio &ratio)
{
    const QString text = QStringLiteral("%1 %2").arg(ratio.to).arg(ratio.value, 0, 'f', 2);
    return ratio.p50 > 0 ? text + QStringLiteral(" (p50 %1)").arg(ratio.p50, 0, 'f', 2) : text;
}

} // namespace

Report::Report(const QString &conditions) : m_conditions(conditions)
{
    std::printf("%s\n%-13s %-18s %-18s %11s %-7s %9s %9s %9s  ratio to\n", qPrintable(conditions),
        "scenario", "condition", "contender", "median", "unit", "p50/us", "p99/us", "p99.9/us");
    std::fflush(stdout);
}

void Report::begin(const QString &scenario)
{
    m_scenario = scenario;
    m_lastCondition.clear();
}

void Report::add(const Row &row)
{
    m_rows.append(toJson(m_scenario, row));
    if (m_lastCondition != row.condition)
        std::printf("\n");
    m_lastCondition = row.condition;
    const auto latency = [](double microseconds) {
        return microseconds > 0 ? QString::number(microseconds, 'f', 1) : QString();
    };
    QStringList ratios;
    for (const Ratio &ratio : row.ratios)
        ratios.append(textOf(ratio));
    std::printf("%-13s %-18s %-18s %11s %-7s %9s %9s %9s  %s\n", qPrintable(m_scenario),
        qPrintable(row.condition), qPrintable(row.contender),
        qPrintable(QString::number(row.value, 'f', row.value < 1000 ? 1 : 0)), qPrintable(row.unit),
        qPrintable(latency(row.latencies.p50)), qPrintable(latency(row.latencies.p99)),
        qPrintable(latency(row.latencies.p999)), qPrintable(ratios.join(QStringLiteral(", "))));
    std::fflush(stdout);
}

void Report::write(const QString &fileName) const
{
    const QJsonObject document{
        {QStringLiteral("time"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
        {QStringLiteral("system"), QSysInfo::prettyProductName()},
        {QStringLiteral("cores"), QThread::idealThreadCount()},
        {QStringLiteral("qt"), QString::fromLatin1(qVersion())},
        {QStringLiteral("conditions"), m_conditions}, {QStringLiteral("rows"), m_rows}};
    QSaveFile file(fileName);
    if (!file.open(QFile::WriteOnly) || file.write(QJsonDocument(document).toJson()) < 0
        || !file.commit())
        throw std::runtime_error(qPrintable(fileName + QStringLiteral(": ") + file.errorString()));
}

} // namespace Benchmarks
