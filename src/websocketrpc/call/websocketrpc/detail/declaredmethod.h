// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/methodarguments.h>
#include <websocketrpc/detail/methodname.h>
#include <websocketrpc/detail/methodsignature.h>
#include <websocketrpc/error.h>
#include <websocketrpc/export.h>

#include <QtCore/qbytearraylist.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qmetatype.h>

#include <array>
#include <optional>
#include <span>

namespace WebSocketRpc::Detail {

// What the meta-object of a class knows of one of its methods.
struct DeclaredMethod
{
    QByteArray name; // with its class, as in "Api::add"
    bool isInvokable = false;
    bool isSignal = false;
    QByteArrayList parameterNames; // of those that travel; empty where one of them has none
    std::size_t required = 0; // as many of them have no default
};

// The method whose parameters that travel have the types `types`.
[[nodiscard]] WEBSOCKETRPC_EXPORT DeclaredMethod declaredMethod(
    const QMetaObject &metaObject, std::string_view name, std::span<const QMetaType> types);

// Why nobody can answer a call with `given` arguments. The compiler does not see it: the type of a
// pointer tells neither whether the method is invokable nor which parameters have defaults.
[[nodiscard]] WEBSOCKETRPC_EXPORT std::optional<Error> problemOfCall(
    const DeclaredMethod &method, std::size_t given, bool wantsAnswer);

// Logs that a notification is not sent.
WEBSOCKETRPC_EXPORT void reportUnsent(const Error &problem);

template<typename Class>
constexpr bool hasMetaObject()
{
    if constexpr (!requires { Class::staticMetaObject; })
        return false;
    else if constexpr (requires { &Class::qt_metacall; }) // of a QObject, which may lack its macro
        return std::is_same_v<decltype(&Class::qt_metacall),
            int (Class::*)(QMetaObject::Call, int, void **)>;
    else
        return true;
}

// Looked up at the first use.
template<auto Method>
const DeclaredMethod &declaration()
{
    using Class = typename MethodSignature<decltype(Method)>::Class;
    static_assert(hasMetaObject<Class>(), "the class of the method is not declared with Q_OBJECT");
    static const DeclaredMethod method = [] {
        return []<typename... T>(std::type_identity<std::tuple<T...>>) {
            const std::array<QMetaType, sizeof...(T)> types = {QMetaType::fromType<T>()...};
            return declaredMethod(Class::staticMetaObject, methodName<Method>(), types);
        }(std::type_identity<MethodWire<Method>>());
    }();
    return method;
}

template<auto Method>
const QByteArrayList &parameterNames()
{
    return declaration<Method>().parameterNames;
}

// Null where there is none.
template<auto Method, std::size_t given, bool wantsAnswer>
const Error *problemOfCall()
{
    static const std::optional<Error> problem =
        problemOfCall(declaration<Method>(), given, wantsAnswer);
    return problem ? &*problem : nullptr;
}

} // namespace WebSocketRpc::Detail
