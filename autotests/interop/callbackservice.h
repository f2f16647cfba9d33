// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "interoptypes.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/reply.h>

#include <QFuture>
#include <QHash>
#include <QJsonObject>
#include <QObject>

namespace Interop {

// Methods that call their caller: while it waits, at once, or later.
class CallbackService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    Q_INVOKABLE QFuture<QJsonValue> ask(
        const QString &method, const QJsonObject &args, const WebSocketRpc::CallContext &context);
    Q_INVOKABLE QString callMeBack(const QString &method_name, const QJsonObject &args,
        const WebSocketRpc::CallContext &context);
    Q_INVOKABLE QFuture<Interop::CallResponse> getResponse(const QString &call_id);
    Q_INVOKABLE bool registerWakeUpCall(
        double time_delta, const QString &name, const WebSocketRpc::CallContext &context);

private:
    QHash<QString, WebSocketRpc::Reply<QJsonValue>> m_calls; // made back, answer not yet fetched
};

} // namespace Interop
