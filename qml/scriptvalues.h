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

// The values to convert: all of them, or the members with these names.
struct MemberSelection
{
    bool all = false;
    QStringList names = {};

    [[nodiscard]] bool contains(const QString &name) const { return all || names.contains(name); }

    friend bool operator==(const MemberSelection &, const MemberSelection &) = default;
};

// How values that JSON has no types for are converted for JavaScript.
struct Conversions
{
    MemberSelection dates = {}; // strings that become a Date
    MemberSelection bytes = {}; // strings that become an ArrayBuffer
    MemberSelection bigIntegers = {}; // integers that become a string if a number is not exact

    friend bool operator==(const Conversions &, const Conversions &) = default;
};

// The options of a call in JavaScript.
struct ScriptCallOptions
{
    CallOptions call = {};
    Conversions conversions = {};
    std::optional<QPointer<QObject>> context = {};
    QJSValue progress = {}; // a function, or undefined

    [[nodiscard]] bool isContextGone() const { return context && !*context; }

    // Each evaluation of a binding makes another function.
    friend bool operator==(const ScriptCallOptions &one, const ScriptCallOptions &other)
    {
        return one.call == other.call && one.conversions == other.conversions
            && one.context == other.context;
    }
};

// From JavaScript to the wire. An array passes arguments by position, an object by name.
[[nodiscard]] std::variant<Arguments, Error> argumentsFrom(const QJSValue &params);
[[nodiscard]] std::variant<ScriptCallOptions, Error> optionsFrom(
    const QJSValue &options, const Conversions &conversions = {});
[[nodiscard]] MemberSelection selectionFrom(const QJSValue &value);
[[nodiscard]] QVariant wireValueFrom(const QJSValue &value);

// From the wire to JavaScript.
class ScriptValueMaker
{
public:
    explicit ScriptValueMaker(QJSEngine *engine, const Conversions &conversions = {});

    // `name` is the name of the member or the parameter that has this value.
    [[nodiscard]] QJSValue make(const QVariant &value, const QString &name = {});

    // The last integer that was rounded; empty if there was none.
    [[nodiscard]] QString roundedInteger() const { return m_roundedInteger; }

private:
    [[nodiscard]] QJSValue makeObject(const QVariantMap &members);
    [[nodiscard]] QJSValue makeArray(const QVariantList &elements, const QString &name);
    [[nodiscard]] QJSValue makeInteger(const QVariant &value, const QString &name);

    QJSEngine *const m_engine;
    const Conversions m_conversions;
    QString m_roundedInteger;
};

[[nodiscard]] QJSValue scriptErrorOf(QJSEngine *engine, const Error &error);

// The exception of a function, or the reason of a rejected promise. The error of a call is kept as
// it is.
[[nodiscard]] Error errorFromScript(const QJSValue &error);
// Only the code, message and data.
[[nodiscard]] Error remoteErrorFromScript(const QJSValue &error);

} // namespace WebSocketRpc
