// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qfuture.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qvariant.h>

namespace WebSocketRpc {

// Calls a function of an object whose class was made at run time, in the object's thread. Fails as a
// method does, by throwing or through the future.
using ScriptCall = QFuture<QVariant> (*)(
    QObject *object, const QMetaMethod &function, const QVariantList &arguments);

WEBSOCKETRPC_EXPORT void setScriptCall(ScriptCall call);
[[nodiscard]] WEBSOCKETRPC_EXPORT ScriptCall scriptCall();

// What moc wrote lives as long as the program. A meta object made at run time, as for a QML type,
// may be gone before the program ends, and another come to live at its address.
[[nodiscard]] WEBSOCKETRPC_EXPORT bool isMadeAtRunTime(const QMetaObject *metaObject);

} // namespace WebSocketRpc
