// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "basicservice.h"

#include "delay.h"

#include <websocketrpc/channel.h>

#include <QJsonObject>
#include <QPromise>
#include <QTimer>

#include <stdexcept>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;

namespace Interop {

namespace {

// Application error codes; the specification leaves them to the service.
constexpr int divisionByZero = 1;
constexpr int integerOverflow = 2;

} // namespace

int BasicService::add(int a, int b)
{
    int sum = 0;
    if (qAddOverflow(a, b, &sum))
        throw Error(integerOverflow, u"the sum does not fit an int"_s);
    return sum;
}

double BasicService::divide(double a, double b)
{
    if (b == 0)
        throw Error(divisionByZero, u"division by zero"_s, QJsonObject{{u"dividend"_s, a}});
    return a / b;
}

void BasicService::crash()
{
    throw std::runtime_error("secret detail");
}

QFuture<QString> BasicService::slowEcho(const QString &text, double delay)
{
    auto promise = std::make_shared<QPromise<QString>>();
    promise->start();
    QTimer::singleShot(millisecondsFrom(delay), this, [promise, text] {
        promise->addResult(text);
        promise->finish();
    });
    return promise->future();
}

Caller BasicService::whoami(const WebSocketRpc::CallContext &context) const
{
    const WebSocketRpc::PeerInfo peer = context.peer();
    return {context.channel()->id(), peer.identity, u"%1:%2"_s.arg(peer.address).arg(peer.port)};
}

QString BasicService::defaults(int a, int b, const QString &c) const
{
    return u"%1-%2-%3"_s.arg(QString::number(a), QString::number(b), c);
}

qint64 BasicService::many(
    int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) const
{
    return qint64(a) + b + c + d + e + f + g + h + i + j + k + l;
}

QString BasicService::overloaded(int value) const
{
    return u"int:%1"_s.arg(value);
}

QString BasicService::overloaded(double value) const
{
    return u"double:%1"_s.arg(value);
}

QString BasicService::overloaded(const QString &value) const
{
    return u"string:%1"_s.arg(value);
}

QString BasicService::overloaded(const QList<int> &value) const
{
    QStringList items;
    for (const int item : value)
        items.append(QString::number(item));
    return u"list:%1"_s.arg(items.join(u','));
}

} // namespace Interop
