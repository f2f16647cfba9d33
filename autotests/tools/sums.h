// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

// What the peer offers that is described.
class Sums : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("method.add", "Adds numbers. It takes care.")
    Q_CLASSINFO("method.add.b", "The second one.")
    Q_CLASSINFO("method.add.error.7", "Too large")

public:
    Q_INVOKABLE int add(int a, int b = 1) { return a + b; }
    Q_INVOKABLE QString text(const QString &a) { return a; }
    Q_INVOKABLE QString text(bool a) { return a ? QStringLiteral("yes") : QStringLiteral("no"); }
};
