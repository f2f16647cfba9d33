// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/channel.h>

#include <QFuture>
#include <QObject>
#include <QPromise>

// The object that channel tests expose.
class Calculator : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b)
    {
        ++executions;
        return a + b;
    }
    Q_INVOKABLE QString concat(const QString &a = {}, const QString &b = {}) { return a + b; }
    Q_INVOKABLE int divide(int a, int b)
    {
        if (b == 0)
            throw WebSocketRpc::Error(
                1, QStringLiteral("division by zero"), QJsonObject{{"dividend", a}});
        return a / b;
    }
    Q_INVOKABLE void crash() { throw std::runtime_error("secret detail"); }
    Q_INVOKABLE void record(const QString &text) { recorded.append(text); }
    Q_INVOKABLE QVariant echo(const QVariant &value) { return value; }
    Q_INVOKABLE QVariant identity(const WebSocketRpc::CallContext &context)
    {
        return context.identity();
    }

    // Answered when the test calls answer().
    Q_INVOKABLE QFuture<int> later(int value)
    {
        ++executions;
        promises.push_back(std::make_unique<QPromise<int>>());
        promises.back()->start();
        values.append(value);
        return promises.back()->future();
    }
    void answer(std::size_t index)
    {
        promises[index]->addResult(values[qsizetype(index)]);
        promises[index]->finish();
    }

    int executions = 0;
    QStringList recorded;
    std::vector<std::unique_ptr<QPromise<int>>> promises;
    QList<int> values;
};
