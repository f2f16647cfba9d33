// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/registeraccess.h>

#include <functional>
#include <type_traits>

namespace WebSocketRpc {

// A member of T by the functions that get and set it.
template<typename T, auto get, auto set>
Detail::MemberAccess member(const char *name)
{
    using Value = std::remove_cvref_t<std::invoke_result_t<decltype(get), const T &>>;
    return {name, QMetaType::fromType<Value>(),
        [](const void *object, void *value) {
            *static_cast<Value *>(value) = std::invoke(get, *static_cast<const T *>(object));
        },
        [](void *object, const void *value) {
            std::invoke(set, *static_cast<T *>(object), *static_cast<const Value *>(value));
        }};
}

namespace Detail {

template<typename C, typename V>
C classOfField(V C::*);

template<auto field>
using ClassOfField = decltype(classOfField(field));

} // namespace Detail

// A member variable.
template<auto field>
requires(std::is_member_object_pointer_v<decltype(field)>) Detail::MemberAccess
    member(const char *name)
{
    using T = Detail::ClassOfField<field>;
    using Value = std::remove_cvref_t<decltype(std::declval<T &>().*field)>;
    Detail::registerAccessTo<Value>();
    return {name, QMetaType::fromType<Value>(),
        [](const void *object, void *value) {
            *static_cast<Value *>(value) = static_cast<const T *>(object)->*field;
        },
        [](void *object, const void *value) {
            static_cast<T *>(object)->*field = *static_cast<const Value *>(value);
        }};
}

// A member variable that is left out where it is an empty std::optional.
template<auto field>
requires(std::is_member_object_pointer_v<decltype(field)>) Detail::MemberAccess
    optionalMember(const char *name)
{
    Detail::MemberAccess access = member<field>(name);
    access.isLeftOut = [](const void *object) {
        return !(static_cast<const Detail::ClassOfField<field> *>(object)->*field).has_value();
    };
    return access;
}

template<typename T>
void registerMembers(const QList<Detail::MemberAccess> &members)
{
    Detail::registerMembers(QMetaType::fromType<T>(), members);
}

} // namespace WebSocketRpc
