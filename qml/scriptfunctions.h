// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>

#include <QtCore/qbytearraylist.h>
#include <QtQml/qjsvalue.h>

QT_FORWARD_DECLARE_CLASS(QJSEngine)

namespace WebSocketRpc {

// From now on functions of QML objects are called as JavaScript calls them: an exception is an
// error for the peer, the answer waits for a returned promise, and arguments with a default can be
// left out.
void installScriptFunctions();

// The arguments of a received call, with the conversions of its channel. `names` are the names of
// the parameters; the last one applies to all further arguments.
[[nodiscard]] QJSValueList scriptArguments(QJSEngine *engine, const CallContext &call,
    const QVariantList &arguments, const QByteArrayList &names = {});

} // namespace WebSocketRpc
