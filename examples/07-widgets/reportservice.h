// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "report.h"

#include <QFuture>

// The methods of the server.
class ReportService : public QObject
{
    Q_OBJECT

public:
    // Takes as long as a real report might.
    Q_INVOKABLE QFuture<Report> makeReport(const QString &customer, int year);
};
