// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/typeaccess.h>

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

template<typename T>
void registerMembers(const QList<Detail::MemberAccess> &members)
{
    Detail::registerMembers(QMetaType::fromType<T>(), members);
}

} // namespace WebSocketRpc
