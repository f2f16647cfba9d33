// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/detail/functiontraits.h>

#include <QtCore/qfuture.h>

#include <tuple>
#include <type_traits>

namespace WebSocketRpc::Detail {

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

// What the compiler knows of a method: its class, and its result and parameters as they travel.
template<typename C, typename R, typename Parameters>
struct Signature;
template<typename C, typename R, typename... P>
struct Signature<C, R, Types<P...>>
{
    using Class = C;
    using Result = typename AwaitedType<std::remove_cvref_t<R>>::Type;
    using Wire = typename WireParameters<P...>::Type;
};

template<typename M>
concept FunctionPointer =
    (std::is_pointer_v<M> || std::is_member_function_pointer_v<M>)&&HasFunctionTraits<M>;

template<typename M>
struct MethodSignature;
template<FunctionPointer M>
struct MethodSignature<M>
    : Signature<typename FunctionTraits<M>::Class, typename FunctionTraits<M>::Result,
          typename FunctionTraits<M>::Parameters>
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

} // namespace WebSocketRpc::Detail
