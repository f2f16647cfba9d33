// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callbackservice.h"

#include "delay.h"

#include <websocketrpc/channel.h>

#include <QTimer>

using WebSocketRpc::Arguments;
using WebSocketRpc::CallContext;
using WebSocketRpc::Channel;

namespace Interop {

QFuture<QJsonValue> CallbackService::ask(
    const QString &method, const QJsonObject &args, const CallContext &context)
{
    return context.channel()->call<QJsonValue>(method, Arguments(args));
}

bool CallbackService::registerWakeUpCall(
    double time_delta, const QString &name, const CallContext &context)
{
    Channel *channel = context.channel();
    QTimer::singleShot(millisecondsFrom(time_delta), channel, [channel, name] {
        channel->call<QJsonValue>("wake_up", {{"message", "Good morning!"}, {"name", name}});
    });
    return true;
}

} // namespace Interop
