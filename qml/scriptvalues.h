// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/arguments.h>
#include <websocketrpc/calloptions.h>
#include <websocketrpc/error.h>

#include <QtCore/qpointer.h>
#include <QtQml/qjsvalue.h>

#include <variant>

QT_FORWARD_DECLARE_CLASS(QJSEngine)

namespace WebSocketRpc {

// Which strings of a result become something else: all, or the members with these names.
struct StringSelection
{
    bool all = false;
    QStringList names = {};

    [[nodiscard]] bool contains(const QString &name) const { return all || names.contains(name); }

    friend bool operator==(const StringSelection &, const StringSelection &) = default;
};

// The options that JavaScript may give a call.
struct ScriptCallOptions
{
    CallOptions call = {};
    StringSelection dates = {};
    StringSelection bytes = {};
    std::optional<QPointer<QObject>> context = {};

    [[nodiscard]] bool isContextGone() const { return context && !*context; }

    friend bool operator==(const ScriptCallOptions &, const ScriptCallOptions &) = default;
};

// From JavaScript to the wire. An array is the arguments by position, an object those by name.
[[nodiscard]] std::variant<Arguments, Error> argumentsFrom(const QJSValue &params);
[[nodiscard]] std::variant<ScriptCallOptions, Error> optionsFrom(const QJSValue &options);
[[nodiscard]] QVariant wireValueFrom(const QJSValue &value);

// From the wire to JavaScript.
[[nodiscard]] QJSValue scriptValueOf(
    QJSEngine *engine, const QVariant &value, const ScriptCallOptions &options = {});
[[nodiscard]] QJSValue scriptErrorOf(QJSEngine *engine, const Error &error);

} // namespace WebSocketRpc
