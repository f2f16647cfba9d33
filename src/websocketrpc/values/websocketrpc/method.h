// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>
#include <websocketrpc/methodarguments.h>
#include <websocketrpc/methodname.h>
#include <websocketrpc/methodsignature.h>

#include <QtCore/qbytearraylist.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qmetatype.h>

#include <array>
#include <span>

namespace WebSocketRpc {

// The names of the parameters of a method that travel, if its types are `types`; empty where the
// method is not known to the meta-object.
[[nodiscard]] WEBSOCKETRPC_EXPORT QByteArrayList wireParameterNames(
    const QMetaObject &metaObject, std::string_view name, std::span<const QMetaType> types);

// Looked up at the first use; a call by position does not use it.
template<auto Method>
const QByteArrayList &parameterNames()
{
    using Class = typename MethodSignature<decltype(Method)>::Class;
    static const QByteArrayList names = [] {
        if constexpr (requires { Class::staticMetaObject; }) {
            return []<typename... T>(std::type_identity<std::tuple<T...>>) {
                const std::array<QMetaType, sizeof...(T)> types = {QMetaType::fromType<T>()...};
                return wireParameterNames(Class::staticMetaObject, methodName<Method>(), types);
            }(std::type_identity<MethodWire<Method>>());
        } else {
            return QByteArrayList();
        }
    }();
    return names;
}

} // namespace WebSocketRpc
