// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>

#include <QtCore/qbytearraylist.h>
#include <QtQml/qjsvalue.h>

QT_FORWARD_DECLARE_CLASS(QJSEngine)

namespace WebSocketRpc {

// From now on the functions of QML objects are called as JavaScript calls them: what they throw is an
// error for the peer, a promise that they return is waited for, and what has a default can be left out.
void installScriptFunctions();

// The arguments of a call that has come, converted as its channel has it. `names` are those of the
// parameters; the last one takes all further arguments.
[[nodiscard]] QJSValueList scriptArguments(QJSEngine *engine, const CallContext &call,
    const QVariantList &arguments, const QByteArrayList &names = {});

} // namespace WebSocketRpc
