// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

namespace Interop {

// An overload of BasicService::add() for callers without an integer type.
class FractionService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    Q_INVOKABLE double add(double a, double b) { return a + b; }
};

} // namespace Interop
