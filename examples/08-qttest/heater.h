// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

// What the heater's program, which is another one, can be asked for.
class Heater : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual void setPower(int percent) = 0;
};
