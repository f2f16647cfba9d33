// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scriptfunctions.h"

#include "script.h"
#include "scriptanswer.h"
#include "scriptvalues.h"

#include <websocketrpc/error.h>
#include <websocketrpc/scriptcall.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

QFuture<QVariant> callFunction(
    QObject *object, const QMetaMethod &function, const QVariantList &arguments)
{
    Script *const script = Script::of(object);
    if (!script)
        throw Error(Error::InternalError, u"the object's QML engine is gone"_s);
    QJSValueList values;
    for (const QVariant &argument : arguments)
        values.append(ScriptValueMaker(script->engine()).make(argument));
    auto *const answer = new ScriptAnswer; // the garbage collector's
    const QFuture<QVariant> future = answer->future();
    script->run(object, QString::fromUtf8(function.name()), values, answer);
    return future;
}

} // namespace

void installScriptCall()
{
    setScriptCall(&callFunction);
}

} // namespace WebSocketRpc
