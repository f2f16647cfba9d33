// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

// The methods that the kitchen calls.
class Guest : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void serve(const QString &dish) { Q_EMIT served(dish); }

Q_SIGNALS:
    void served(const QString &dish);
};
