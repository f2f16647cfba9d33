// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/arguments.h>
#include <websocketrpc/callcontext.h>

#include <QtCore/qfuture.h>

#include <array>
#include <span>
#include <string_view>
#include <tuple>

namespace WebSocketRpc {

template<typename T>
struct AwaitedType
{
    using Type = T;
};
template<typename T>
struct AwaitedType<QFuture<T>>
{
    using Type = T;
};

// The parameters that travel: all but the CallContext.
template<typename... Parameters>
struct WireParameters
{
    using Type = std::tuple<>;
};
template<typename First, typename... Rest>
struct WireParameters<First, Rest...>
{
    using Value = std::remove_cvref_t<First>;
    using Tail = typename WireParameters<Rest...>::Type;
    using Type = std::conditional_t<std::is_same_v<Value, CallContext>, Tail,
        decltype(std::tuple_cat(std::declval<std::tuple<Value>>(), std::declval<Tail>()))>;
};

template<typename C, typename R, typename... Parameters>
struct Signature
{
    using Class = C;
    using Result = typename AwaitedType<std::remove_cvref_t<R>>::Type;
    using Wire = typename WireParameters<Parameters...>::Type;
};

template<typename M>
struct MethodSignature;
template<typename R, typename... P, bool N>
struct MethodSignature<R (*)(P...) noexcept(N)> : Signature<void, R, P...>
{
};
template<typename R, typename C, typename... P, bool N>
struct MethodSignature<R (C::*)(P...) noexcept(N)> : Signature<C, R, P...>
{
};
template<typename R, typename C, typename... P, bool N>
struct MethodSignature<R (C::*)(P...) const noexcept(N)> : Signature<C, R, P...>
{
};

template<auto Method>
concept CallableMethod = requires
{
    typename MethodSignature<decltype(Method)>::Result;
};

template<auto Method>
using MethodResult = typename MethodSignature<decltype(Method)>::Result;

template<auto Method>
using MethodWire = typename MethodSignature<decltype(Method)>::Wire;

template<auto Method>
constexpr std::string_view methodSpelling()
{
#ifdef Q_CC_MSVC
    return __FUNCSIG__;
#else
    return __PRETTY_FUNCTION__;
#endif
}

// The method's name, read from how the compiler spells the template argument.
template<auto Method>
constexpr std::string_view methodName()
{
    std::string_view spelling = methodSpelling<Method>();
#ifdef Q_CC_MSVC
    spelling = spelling.substr(0, spelling.rfind(">(void)"));
    spelling = spelling.substr(0, spelling.rfind('('));
#else
    spelling = spelling.substr(spelling.find("Method = ") + 9);
    spelling = spelling.substr(0, spelling.find_first_of(";]"));
    if (const auto parameters = spelling.find(")("); parameters != std::string_view::npos)
        spelling = spelling.substr(0, spelling.find_last_of('(', parameters));
#endif
    return spelling.substr(spelling.rfind("::") + 2);
}

struct MethodNameProbe
{
    void probe();
};
// A compiler that spells it differently fails here instead of calling wrong names.
static_assert(methodName<&MethodNameProbe::probe>() == "probe");

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

template<typename Parameter, typename T>
constexpr bool acceptsArgument =
    std::is_convertible_v<T,
        Parameter> || (std::is_same_v<Parameter, QString> && (Utf8Text<std::remove_cvref_t<T>> || Utf16Text<std::remove_cvref_t<T>>));

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

} // namespace WebSocketRpc
