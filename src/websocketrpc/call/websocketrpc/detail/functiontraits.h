// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <type_traits>

namespace WebSocketRpc::Detail {

template<typename... T>
struct Types
{
};

template<typename F>
concept HasCallOperator = requires
{
    &F::operator();
};

// What the compiler knows of a function, a method, or an object with one call operator.
template<typename F>
struct FunctionTraits;
template<HasCallOperator F>
struct FunctionTraits<F> : FunctionTraits<decltype(&F::operator())>
{
};
template<typename R, typename... P, bool N>
struct FunctionTraits<R (*)(P...) noexcept(N)>
{
    using Class = void;
    using Result = R;
    using Parameters = Types<P...>;
};
template<typename R, typename C, typename... P, bool N>
struct FunctionTraits<R (C::*)(P...) noexcept(N)>
{
    using Class = C;
    using Result = R;
    using Parameters = Types<P...>;
};
template<typename R, typename C, typename... P, bool N>
struct FunctionTraits<R (C::*)(P...) const noexcept(N)> : FunctionTraits<R (C::*)(P...)>
{
};

template<typename F>
concept HasFunctionTraits = requires
{
    typename FunctionTraits<F>::Parameters;
};

template<typename Parameters>
struct FirstOf;
template<>
struct FirstOf<Types<>>
{
    using Type = void;
};
template<typename First, typename... Rest>
struct FirstOf<Types<First, Rest...>>
{
    using Type = std::remove_cvref_t<First>;
};

// The type of the first parameter; void where there is none.
template<typename F>
using FirstArgument = typename FirstOf<typename FunctionTraits<F>::Parameters>::Type;

} // namespace WebSocketRpc::Detail
