// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

// One line of the archive, sent as an object with these members.
struct Entry
{
    Q_GADGET
    Q_PROPERTY(int number MEMBER number)
    Q_PROPERTY(QString customer MEMBER customer)
    Q_PROPERTY(double amount MEMBER amount)

public:
    int number = 0;
    QString customer;
    double amount = 0;
};
