// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/arguments.h>
#include <websocketrpc/callcontext.h>
#include <websocketrpc/subscription.h>

#include <QtCore/qfuture.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace WebSocketRpc {

class RemoteObject;
class RpcObject;

// A signal that an RpcObject hears, on whatever it stands for.
class RpcSubscription : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("RpcObject::on() returns it.")

public:
    using Function =
        std::function<QFuture<QVariant>(const CallContext &call, const Arguments &params)>;

    // `object` owns this.
    RpcSubscription(RpcObject *object, const QString &signal, const Function &function);

    void follow(RemoteObject *remote); // or nothing

    Q_INVOKABLE void end();

Q_SIGNALS:
    void resumed();
    void failed(const QJSValue &error);

private:
    void fail(const Error &error);

    RpcObject *const m_object;
    const QString m_signal;
    Function m_function;
    Subscription m_subscription;
};

} // namespace WebSocketRpc
