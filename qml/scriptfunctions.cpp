// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scriptfunctions.h"

#include "rpcchannel.h"
#include "script.h"
#include "scriptanswer.h"
#include "scriptvalues.h"

#include <websocketrpc/detail/scriptcall.h>
#include <websocketrpc/error.h>

#include <QtCore/qjsonvalue.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

QFuture<QVariant> callFunction(QObject *object, const QMetaMethod &function,
    const QVariantList &arguments, const CallContext &context)
{
    Script *const script = Script::of(object);
    if (!script)
        throw Error(Error::InternalError, u"the object's QML engine no longer exists"_s);
    const QJSValueList values =
        scriptArguments(script->engine(), context, arguments, function.parameterNames());
    auto *const answer = new ScriptAnswer; // the garbage collector's
    const QFuture<QVariant> future = answer->future();
    script->run(object, QString::fromUtf8(function.name()), values, answer, context);
    return future;
}

int requiredParameters(QObject *object, const QMetaMethod &function)
{
    Script *const script = Script::of(object);
    if (!script)
        return function.parameterCount();
    const QJSValue functions = script->engine()->toScriptValue(object);
    const QJSValue length =
        functions.property(QString::fromUtf8(function.name())).property(u"length"_s);
    return length.isNumber() ? length.toInt() : function.parameterCount();
}

constexpr Detail::ScriptFunctions functionsOfQml = {&callFunction, &requiredParameters};

// What a var property or a signal holds is sent as if a function returned it. There is no way back without
// an engine, and no need: what is received is a QVariant of other types.
void installScriptValues()
{
    const auto script = QMetaType::fromType<QJSValue>();
    const auto json = QMetaType::fromType<QJsonValue>();
    if (QMetaType::hasRegisteredConverterFunction(script, json))
        return;
    QMetaType::registerConverter<QJSValue, QJsonValue>(
        [](const QJSValue &value) { return QJsonValue::fromVariant(wireValueFrom(value)); });
    QMetaType::registerConverterFunction([](const void *, void *) { return false; }, json, script);
}

} // namespace

void installScriptFunctions()
{
    Detail::setScriptFunctions(&functionsOfQml);
    installScriptValues();
}

QJSValueList scriptArguments(QJSEngine *engine, const CallContext &call,
    const QVariantList &arguments, const QByteArrayList &names)
{
    RpcChannel *const channel = RpcChannel::of(call.channel());
    ScriptValueMaker maker(engine, channel ? channel->conversions()->conversions() : Conversions());
    QJSValueList values;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QByteArray name = names.value(qMin(i, names.size() - 1));
        values.append(maker.make(arguments.at(i), QString::fromUtf8(name)));
    }
    if (channel && !maker.roundedInteger().isEmpty())
        channel->integerRounded(call.method(), maker.roundedInteger());
    return values;
}

} // namespace WebSocketRpc
