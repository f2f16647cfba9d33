// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

//! [texts]
class Divider : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("method.divide", "Divides one number by another.")
    Q_CLASSINFO("method.divide.b", "Not 0.")
    Q_CLASSINFO("method.divide.error.1", "The divisor is 0.")

public:
    Q_INVOKABLE int divide(int a, int b);
};
//! [texts]
