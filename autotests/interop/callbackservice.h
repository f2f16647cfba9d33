// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>

#include <QFuture>
#include <QJsonObject>
#include <QJsonValue>
#include <QObject>

namespace Interop {

// Methods that call their caller: while the caller waits, at once, or later.
class CallbackService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    Q_INVOKABLE QFuture<QJsonValue> ask(
        const QString &method, const QJsonObject &args, const WebSocketRpc::CallContext &context);
    Q_INVOKABLE bool registerWakeUpCall(
        double time_delta, const QString &name, const WebSocketRpc::CallContext &context);
};

} // namespace Interop
