// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "roles.h"

#include "peers/spread.h"
#include "requests.h"
#include "shutdownsignal.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>
#include <thread>

#include <sched.h>
#include <sys/resource.h>

namespace Benchmarks {

namespace {

void printLine(const QByteArray &line)
{
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
}

void printSample(const Sample &sample)
{
    printLine(QJsonDocument(sample.toJson()).toJson(QJsonDocument::Compact));
}

} // namespace

int serve(const Technique &technique, const ServeOptions &options)
{
    const Requests requests;
    const Interop::ShutdownSignal terminated;
    QObject::connect(&requests, &Requests::ended, qApp, &QCoreApplication::quit);
    QObject::connect(
        &terminated, &Interop::ShutdownSignal::received, qApp, &QCoreApplication::quit);
    const Service service = technique.serve(options);
    printLine(service.url.toString().toUtf8());
    return QCoreApplication::exec();
}

int load(const Technique &technique, const LoadOptions &options, int connections,
    const std::optional<Amount> &amount)
{
    const std::unique_ptr<Work> work = connectAll(technique, options, connections);
    Meter meter(*work);
    if (amount) {
        printSample(meter.run(*amount));
        return 0;
    }
    const Requests requests;
    QObject::connect(&requests, &Requests::ended, qApp, &QCoreApplication::quit);
    QObject::connect(&requests, &Requests::received, qApp, [&](const QByteArray &line) {
        printSample(meter.run(Amount::fromJson(QJsonDocument::fromJson(line).object())));
    });
    printLine("connected");
    return QCoreApplication::exec();
}

void giveWay()
{
#ifdef SCHED_IDLE
    const sched_param none = {};
    ::sched_setscheduler(0, SCHED_IDLE, &none);
#else
    constexpr int lowestPriority = 19;
    ::setpriority(PRIO_PROCESS, 0, lowestPriority);
#endif
}

int spin()
{
    giveWay();
    std::jthread spinner([](const std::stop_token &ended) {
        while (!ended.stop_requested()) { }
    });
    const Requests requests;
    QObject::connect(&requests, &Requests::ended, qApp, &QCoreApplication::quit);
    return QCoreApplication::exec();
}

} // namespace Benchmarks
