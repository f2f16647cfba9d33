// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/registeraccess.h>

namespace WebSocketRpc {

// The standard's templates have operator== even where their elements have none; QMetaType sees
// through that, but not if they are in an optional.
template<typename T>
concept KnowsIfComparable = QTypeTraits::has_operator_equal_v<T> || !requires(const T &value)
{
    value == value;
};

// What every type of the table comes with.
template<typename T>
void registerFutures()
{
    Detail::registerAccessTo<QFuture<T>>();
    Detail::registerAccessTo<QFuture<QList<T>>>();
    if constexpr (KnowsIfComparable<T>)
        Detail::registerAccessTo<QFuture<std::optional<T>>>();
}

template<typename T>
void registerContainers()
{
    Detail::registerAccessTo<std::vector<T>>();
    Detail::registerAccessTo<QMap<QString, T>>();
    Detail::registerAccessTo<QHash<QString, T>>();
}

// Makes a type of one's own known, with the lists, optionals and string maps of it, and the futures
// of it, of its lists and of its optionals. Once for each type, before an object that uses it is
// exposed.
template<typename... T>
void registerType()
{
    static_assert((std::is_default_constructible_v<T> && ...), "values are read into new objects");
    static_assert((std::is_copy_constructible_v<T> && ...), "values are copied between containers");
    (qRegisterMetaType<T>(), ...);
    (registerFutures<T>(), ...);
    (registerContainers<T>(), ...);
}

} // namespace WebSocketRpc
