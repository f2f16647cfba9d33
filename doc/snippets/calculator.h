// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>

#include <QFuture>
#include <QObject>

//! [api]
class CalculatorApi : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual int add(int a, int b) = 0;
    Q_INVOKABLE virtual QFuture<int> addSlowly(int a, int b) = 0;
};
//! [api]

//! [gadget]
struct Point
{
    Q_GADGET
    Q_PROPERTY(int x MEMBER x)
    Q_PROPERTY(int y MEMBER y)

public:
    int x = 0;
    int y = 0;
};
//! [gadget]

//! [class]
class Calculator : public CalculatorApi
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) override { return a + b; }
    Q_INVOKABLE QFuture<int> addSlowly(int a, int b) override;
    Q_INVOKABLE double divide(double a, double b = 2);
    Q_INVOKABLE Point mirrored(const Point &point) { return {-point.x, -point.y}; }
    Q_INVOKABLE QString whoAmI(const WebSocketRpc::CallContext &context);

    void reset(); // not invokable: no peer can call it
};
//! [class]
