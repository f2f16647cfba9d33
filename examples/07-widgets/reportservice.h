// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "report.h"

#include <QFuture>

// What the server offers.
class ReportService : public QObject
{
    Q_OBJECT

public:
    // Takes as long as a real one might.
    Q_INVOKABLE QFuture<Report> makeReport(const QString &customer, int year);
};
