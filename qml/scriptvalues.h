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

// Values that become something else: all, or those of the members with these names.
struct MemberSelection
{
    bool all = false;
    QStringList names = {};

    [[nodiscard]] bool contains(const QString &name) const { return all || names.contains(name); }

    friend bool operator==(const MemberSelection &, const MemberSelection &) = default;
};

// What JSON has no types for, and how it comes to JavaScript.
struct Conversions
{
    MemberSelection dates = {}; // strings that become a Date
    MemberSelection bytes = {}; // strings that become an ArrayBuffer
    MemberSelection bigIntegers = {}; // integers that become a string if a number is not exact

    friend bool operator==(const Conversions &, const Conversions &) = default;
};

// The options that JavaScript may give a call.
struct ScriptCallOptions
{
    CallOptions call = {};
    Conversions conversions = {};
    std::optional<QPointer<QObject>> context = {};

    [[nodiscard]] bool isContextGone() const { return context && !*context; }

    friend bool operator==(const ScriptCallOptions &, const ScriptCallOptions &) = default;
};

// From JavaScript to the wire. An array is the arguments by position, an object those by name.
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

    // `name` is that of the member or the parameter whose value this is.
    [[nodiscard]] QJSValue make(const QVariant &value, const QString &name = {});

    // The last integer that has become a number which is not exactly the same; empty without one.
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

// What a function has thrown, or a promise was rejected with. The error of a call is kept as it is.
[[nodiscard]] Error errorFromScript(const QJSValue &error);
// The code, message and data alone.
[[nodiscard]] Error remoteErrorFromScript(const QJSValue &error);

} // namespace WebSocketRpc
