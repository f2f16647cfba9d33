// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

// The methods of the server.
class Squares : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int square(int number) const { return number * number; }
};
