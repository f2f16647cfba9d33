// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "load.h"
#include "terminal.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using WebSocketRpc::Error;
using Microseconds = std::chrono::duration<double, std::micro>;

namespace {

// Calls that took less than `below`, but not less than `below` of the previous slice.
struct Slice
{
    nanoseconds below;
    qsizetype calls = 0;
};

struct Report
{
    explicit Report(const Load &load);

    [[nodiscard]] nanoseconds percentile(double part) const;
    [[nodiscard]] double callsPerSecond() const;
    [[nodiscard]] QList<Slice> histogram() const; // each slice twice as wide as the one before

    std::vector<nanoseconds> times; // sorted
    qint64 failed = 0;
    nanoseconds duration = {};
};

Report::Report(const Load &load)
    : times(load.times())
    , failed(load.failed())
    , duration(load.duration())
{
    std::ranges::sort(times);
}

nanoseconds Report::percentile(double part) const
{
    if (times.empty())
        return {};
    return times[std::min(times.size() - 1, std::size_t(double(times.size()) * part))];
}

double Report::callsPerSecond() const
{
    return double(times.size()) / std::chrono::duration<double>(duration).count();
}

QList<Slice> Report::histogram() const
{
    QList<Slice> slices;
    for (const nanoseconds time : times) {
        if (slices.isEmpty())
            slices.append({16us});
        while (time >= slices.last().below)
            slices.append({slices.last().below * 2});
        ++slices.last().calls;
    }
    const auto first = std::ranges::find_if(slices, [](const Slice &slice) { return slice.calls; });
    slices.erase(slices.begin(), first);
    return slices;
}

double inMicroseconds(nanoseconds time)
{
    return Microseconds(time).count();
}

void printJson(const Report &report)
{
    QJsonArray histogram;
    for (const Slice &slice : report.histogram())
        histogram.append(QJsonObject{
            {u"below_us"_s, inMicroseconds(slice.below)}, {u"calls"_s, qint64(slice.calls)}});
    const QJsonObject object = {
        {u"calls"_s, qint64(report.times.size())},
        {u"failed"_s, report.failed},
        {u"seconds"_s, std::chrono::duration<double>(report.duration).count()},
        {u"calls_per_second"_s, report.callsPerSecond()},
        {u"p50_us"_s, inMicroseconds(report.percentile(0.5))},
        {u"p99_us"_s, inMicroseconds(report.percentile(0.99))},
        {u"p999_us"_s, inMicroseconds(report.percentile(0.999))},
        {u"histogram"_s, histogram},
    };
    std::printf("%s", QJsonDocument(object).toJson().constData());
}

void printText(const Report &report)
{
    std::printf("%zu calls in %.3f s, %.0f calls/s, %lld failed\n", report.times.size(),
        std::chrono::duration<double>(report.duration).count(), report.callsPerSecond(),
        static_cast<long long>(report.failed));
    std::printf("p50 %.1f us, p99 %.1f us, p99.9 %.1f us\n", inMicroseconds(report.percentile(0.5)),
        inMicroseconds(report.percentile(0.99)), inMicroseconds(report.percentile(0.999)));
    constexpr qsizetype widestBar = 50;
    const QList<Slice> slices = report.histogram();
    for (const Slice &slice : slices) {
        const qsizetype width = slice.calls * widestBar / qsizetype(report.times.size());
        std::printf("below %9.0f us %9lld %s\n", inMicroseconds(slice.below),
            static_cast<long long>(slice.calls), QByteArray(width, '#').constData());
    }
}

} // namespace

int runBench(const CommandLine &line)
{
    Load load(line);
    QObject::connect(&load, &Load::finished, &load, [] { QCoreApplication::exit(Success); });
    QTimer progress;
    QObject::connect(&progress, &QTimer::timeout, &load,
        [&load] { std::fprintf(stderr, "\r%lld calls", static_cast<long long>(load.settled())); });
    if (isTerminal(stderr))
        progress.start(200ms);

    load.start();
    const int status = QCoreApplication::exec();
    if (progress.isActive())
        std::fputs("\r\x1b[K", stderr);
    if (status != Success)
        return status;
    const Report report(load);
    if (line.bench.json)
        printJson(report);
    else
        printText(report);
    if (load.failed() == 0)
        return Success;
    const Error first = load.firstError();
    reportWarning(u"%1 calls failed, the first one: %2"_s.arg(load.failed()).arg(first.message()));
    return RemoteFailure;
}
