// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <websocketrpc/callcontext.h>

#include <QtCore/qfuture.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qvariant.h>

namespace WebSocketRpc::Detail {

// What the meta-object system does not know of the functions of an object whose class was made at run
// time. Each is called in the object's thread.
struct ScriptFunctions
{
    // Calls a function. Fails as a method does, by throwing or through the future.
    QFuture<QVariant> (*call)(QObject *object, const QMetaMethod &function,
        const QVariantList &arguments, const CallContext &context);
    // How many parameters come before the first one that has a default or takes all the rest.
    int (*requiredParameters)(QObject *object, const QMetaMethod &function);
};

// `functions` live as long as the program.
WEBSOCKETRPC_EXPORT void setScriptFunctions(const ScriptFunctions *functions);
[[nodiscard]] WEBSOCKETRPC_EXPORT const ScriptFunctions *scriptFunctions();

// What moc wrote lives as long as the program. A meta object made at run time, as for a QML type,
// may be gone before the program ends, and another come to live at its address.
[[nodiscard]] WEBSOCKETRPC_EXPORT bool isMadeAtRunTime(const QMetaObject *metaObject);

} // namespace WebSocketRpc::Detail
