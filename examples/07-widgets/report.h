// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

// The result of the call, sent as an object with these members.
struct Report
{
    Q_GADGET
    Q_PROPERTY(int orders MEMBER orders)
    Q_PROPERTY(double turnover MEMBER turnover)
    Q_PROPERTY(QString bestMonth MEMBER bestMonth)

public:
    int orders = 0;
    double turnover = 0;
    QString bestMonth;
};
