// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/arguments.h>

#include <tuple>
#include <type_traits>
#include <utility>

namespace WebSocketRpc::Detail {

// A value as a method's parameter takes it; text literals of either kind make a QString.
template<typename Parameter, typename T>
Parameter argumentFor(T &&value)
{
    using Value = std::remove_cvref_t<T>;
    if constexpr (std::is_same_v<Parameter, QString> && Utf8Text<Value>)
        return QUtf8StringView(value).toString();
    else if constexpr (std::is_same_v<Parameter, QString> && Utf16Text<Value>)
        return QStringView(value).toString();
    else
        return std::forward<T>(value);
}

template<typename T>
constexpr bool isText = Utf8Text<std::remove_cvref_t<T>> || Utf16Text<std::remove_cvref_t<T>>;

template<typename Parameter, typename T>
constexpr bool acceptsArgument = std::is_convertible<T, Parameter>::value
    || (std::is_same<Parameter, QString>::value && isText<T>);

// Whether values of these types can be given as the first wire parameters.
template<typename Wire, typename... A>
constexpr bool acceptsArguments()
{
    if constexpr (sizeof...(A) > std::tuple_size_v<Wire>) {
        return false;
    } else {
        return []<std::size_t... I>(std::index_sequence<I...>)
        {
            return (acceptsArgument<std::tuple_element_t<I, Wire>, A> && ...);
        }
        (std::index_sequence_for<A...>());
    }
}

} // namespace WebSocketRpc::Detail
