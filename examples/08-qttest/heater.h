// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

// The methods of the heater, which is another program.
class Heater : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual void setPower(int percent) = 0;
};
