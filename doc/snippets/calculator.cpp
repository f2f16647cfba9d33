// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"

#include <websocketrpc/channel.h>

#include <QPromise>
#include <QTimer>

using namespace Qt::StringLiterals;

//! [later]
QFuture<int> Calculator::addSlowly(int a, int b)
{
    auto promise = std::make_shared<QPromise<int>>();
    promise->start();
    QTimer::singleShot(10, this, [promise, a, b] {
        promise->addResult(a + b);
        promise->finish();
    });
    return promise->future();
}
//! [later]

//! [throw]
double Calculator::divide(double a, double b)
{
    if (b == 0)
        throw WebSocketRpc::Error(1, u"division by zero"_s, QJsonObject{{u"dividend"_s, a}});
    return a / b;
}
//! [throw]

//! [context]
QString Calculator::whoAmI(const WebSocketRpc::CallContext &context)
{
    context.channel()->notify("log", "somebody asked who they are");
    return context.peer().address;
}
//! [context]

void Calculator::reset() { }
