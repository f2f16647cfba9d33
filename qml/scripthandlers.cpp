// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scripthandlers.h"

#include "script.h"
#include "scriptanswer.h"
#include "scriptfunctions.h"

#include <websocketrpc/error.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

Script *scriptOf(const QObject *object)
{
    Script *const script = object ? Script::of(object) : nullptr;
    if (!script)
        throw Error(Error::InternalError, u"the handler's QML engine no longer exists"_s);
    return script;
}

// Arguments by name are one object, as in calls made by JavaScript.
QJSValueList valuesOf(QJSEngine *engine, const CallContext &call, const Arguments &params)
{
    if (!params.isNamed())
        return scriptArguments(engine, call, params.values());
    QVariantMap members;
    for (qsizetype i = 0; i < params.size(); ++i)
        members.insert(params.names().at(i), params.values().at(i));
    return scriptArguments(engine, call, {members});
}

} // namespace

QFuture<QVariant> callHandler(const QObject *object, const QJSValue &function,
    const CallContext &call, const Arguments &params)
{
    Script *const script = scriptOf(object);
    auto *const answer = new ScriptAnswer; // the garbage collector's
    const QFuture<QVariant> future = answer->future();
    script->run(function, valuesOf(script->engine(), call, params), answer, call);
    return future;
}

QFuture<QVariant> callCatchAll(const QObject *object, const QJSValue &function,
    const CallContext &call, const Arguments &params)
{
    Script *const script = scriptOf(object);
    const QJSValueList values = valuesOf(script->engine(), call, params);
    auto *const answer = new ScriptAnswer(ScriptAnswer::Undefined::IsNoMethod);
    const QFuture<QVariant> future = answer->future();
    script->run(function,
        {call.method(), params.isNamed() ? values.constFirst() : script->newArray(values)}, answer,
        call);
    return future;
}

} // namespace WebSocketRpc
