// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "shareparams_p.h"

#include "methodlayout_p.h"
#include "placement_p.h"

#include <QJsonValue>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

template<typename T>
DeclaredParameter declare(const QByteArray &name)
{
    const auto type = QMetaType::fromType<T>();
    return {type, type.name(), name};
}

Method methodFor(const Message &message, std::vector<DeclaredParameter> parameters)
{
    Method method;
    method.name = QByteArray(message.method.data(), qsizetype(message.method.size()));
    (void)layOut(method, {QMetaType::fromType<void>(), "void", std::move(parameters)}, {});
    return method;
}

// Calls read(parameter, value) for each argument, which returns what is wrong with it.
template<typename F>
std::optional<Error> readArguments(const Method &method, const Message &message, F &&read)
{
    if (!accepts(method, message.params))
        return Error(
            Error::InvalidParams, explainRefusal(method, method.wire.size(), message.params));
    MismatchPtr problem;
    const Parameter *at = nullptr;
    forEachArgument(
        method, message.params, [&](const Parameter &parameter, const JsonValue &value) {
            at = &parameter;
            problem = read(parameter, value);
            return !problem;
        });
    if (!problem)
        return {};
    return Error(
        Error::InvalidParams, u"%1: %2"_s.arg(describeArgument(method, *at), problem->toString()));
}

} // namespace

std::variant<QStringList, Error> readNames(const Message &message)
{
    const Method method = methodFor(message, {declare<QStringList>("names")});
    QStringList names;
    const auto error =
        readArguments(method, message, [&](const Parameter &parameter, const JsonValue &value) {
            return parameter.codec->read(value, &names, {});
        });
    if (error)
        return *error;
    return names;
}

std::variant<PropertySetting, Error> readSetting(const Message &message)
{
    const Method method =
        methodFor(message, {declare<QString>("name"), declare<QJsonValue>("value")});
    PropertySetting setting;
    const auto error =
        readArguments(method, message, [&](const Parameter &parameter, const JsonValue &value) {
            if (&parameter == &method.parameters.front())
                return parameter.codec->read(value, &setting.name, {});
            setting.value = value;
            return MismatchPtr();
        });
    if (error)
        return *error;
    return setting;
}

} // namespace WebSocketRpc
