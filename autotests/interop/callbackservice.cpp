// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callbackservice.h"

#include "delay.h"

#include <websocketrpc/channel.h>

#include <QTimer>
#include <QUuid>

using namespace Qt::StringLiterals;
using WebSocketRpc::Arguments;
using WebSocketRpc::CallContext;
using WebSocketRpc::Channel;
using WebSocketRpc::Error;
using WebSocketRpc::Reply;

namespace Interop {

namespace {

constexpr int unknownCall = 3;

QString jsonTypeName(QJsonValue::Type type)
{
    switch (type) {
    case QJsonValue::Bool:
        return u"boolean"_s;
    case QJsonValue::Double:
        return u"number"_s;
    case QJsonValue::String:
        return u"string"_s;
    case QJsonValue::Array:
        return u"array"_s;
    case QJsonValue::Object:
        return u"object"_s;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return u"null"_s;
}

} // namespace

QFuture<QJsonValue> CallbackService::ask(
    const QString &method, const QJsonObject &args, const CallContext &context)
{
    return context.channel()->call<QJsonValue>(method, Arguments(args));
}

QString CallbackService::callMeBack(
    const QString &method_name, const QJsonObject &args, const CallContext &context)
{
    const QString callId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_calls.insert(callId, context.channel()->call<QJsonValue>(method_name, Arguments(args)));
    return callId;
}

QFuture<CallResponse> CallbackService::getResponse(const QString &call_id)
{
    if (!m_calls.contains(call_id))
        throw Error(
            unknownCall, u"no call '%1', or its response was fetched before"_s.arg(call_id));
    return m_calls.take(call_id).then(this, [call_id](const QJsonValue &result) {
        return CallResponse{result, jsonTypeName(result.type()), call_id};
    });
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
