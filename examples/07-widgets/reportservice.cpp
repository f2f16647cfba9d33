// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "reportservice.h"

#include <websocketrpc/error.h>

#include <QLocale>
#include <QPromise>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QFuture<Report> ReportService::makeReport(const QString &customer, int year)
{
    if (customer.trimmed().isEmpty())
        throw WebSocketRpc::Error(1, u"A report needs a customer."_s);

    const auto invented = int(qHash(customer) % 400) + year - 1950;
    const Report report = {.orders = invented,
        .turnover = invented * 118.5,
        .bestMonth = QLocale::c().standaloneMonthName(invented % 12 + 1)};

    auto promise = std::make_shared<QPromise<Report>>();
    promise->start();
    QTimer::singleShot(1500ms, this, [promise, report] {
        promise->addResult(report);
        promise->finish();
    });
    return promise->future();
}
