// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "interoptypes.h"

#include <websocketrpc/callcontext.h>

#include <QFuture>
#include <QObject>

#include <atomic>

namespace Interop {

// Plain calls: arithmetic and text, failures, a late answer, the call context, default arguments,
// overloads; and methods that nobody may call.
class BasicService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    Q_INVOKABLE QJsonValue echoValue(const QJsonValue &value) { return value; }
    Q_INVOKABLE int add(int a, int b);
    Q_INVOKABLE double multiply(double a, double b) { return a * b; }
    Q_INVOKABLE QString concat(const QString &a = {}, const QString &b = {}) { return a + b; }
    Q_INVOKABLE double divide(double a, double b);
    Q_INVOKABLE void crash();
    Q_INVOKABLE QFuture<QString> slowEcho(const QString &text, double delay);

    Q_INVOKABLE Interop::Caller whoami(const WebSocketRpc::CallContext &context) const;
    Q_INVOKABLE int bump() { return ++s_bumps; }
    Q_INVOKABLE int bumps() const { return s_bumps; }

    Q_INVOKABLE QString defaults(int a, int b = 10, const QString &c = QStringLiteral("x")) const;
    Q_INVOKABLE qint64 many(
        int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) const;
    Q_INVOKABLE QString overloaded(int value) const;
    Q_INVOKABLE QString overloaded(double value) const;
    Q_INVOKABLE QString overloaded(const QString &value) const;
    Q_INVOKABLE QString overloaded(const QList<int> &value) const;

    Q_INVOKABLE void _hidden() { ++s_bumps; }

public Q_SLOTS:
    void reset() { s_bumps = 0; }

Q_SIGNALS:
    void changed();

private:
    Q_INVOKABLE void secret() { ++s_bumps; }

    static inline std::atomic_int s_bumps = 0; // of the process
};

} // namespace Interop
