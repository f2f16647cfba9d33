// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <type_traits>

namespace WebSocketRpc {

// The first parameter of a function or of a lambda; void where there is none.
template<typename F>
struct FirstArgument : FirstArgument<decltype(&F::operator())>
{
};
template<typename R, typename... A>
struct FirstArgument<R (*)(A...)>
{
    using Type = void;
};
template<typename R, typename First, typename... A>
struct FirstArgument<R (*)(First, A...)>
{
    using Type = std::remove_cvref_t<First>;
};
template<typename C, typename R, typename... A>
struct FirstArgument<R (C::*)(A...)> : FirstArgument<R (*)(A...)>
{
};
template<typename C, typename R, typename... A>
struct FirstArgument<R (C::*)(A...) const> : FirstArgument<R (*)(A...)>
{
};

} // namespace WebSocketRpc
