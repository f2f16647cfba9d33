// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/handler.h>

#include <tuple>

namespace WebSocketRpc::Detail {

// The first N of the types of a signal's parameters.
template<typename Parameters, typename Indices>
struct FirstTypes;
template<typename... P, std::size_t... I>
struct FirstTypes<Types<P...>, std::index_sequence<I...>>
{
    using Type = Types<std::tuple_element_t<I, std::tuple<P...>>...>;
};

template<typename F, typename Parameters>
constexpr bool takes = false;
template<typename F, typename... P>
constexpr bool takes<F, Types<P...>> = std::is_invocable_v<F &, const std::remove_cvref_t<P> &...>;

template<typename Parameters>
constexpr std::size_t sizeOf = 0;
template<typename... P>
constexpr std::size_t sizeOf<Types<P...>> = sizeof...(P);

// With how many of a signal's arguments a function can be called: as many as it takes, as a slot; -1 where it
// takes others.
template<typename F, typename Parameters, std::size_t N = sizeOf<Parameters>>
constexpr int argumentCount()
{
    if constexpr (takes<F, typename FirstTypes<Parameters, std::make_index_sequence<N>>::Type>)
        return int(N);
    else if constexpr (N > 0)
        return argumentCount<F, Parameters, N - 1>();
    else
        return -1;
}

template<typename F, typename... P>
auto withExactParameters(F function, Types<P...>)
{
    return [function = std::move(function)](
               const std::remove_cvref_t<P> &...arguments) mutable { function(arguments...); };
}

template<typename Context, typename M>
auto asFunction(Context *context, M &&function)
{
    using Function = std::decay_t<M>;
    if constexpr (std::is_member_function_pointer_v<Function>)
        return boundMethod(context, function, typename FunctionTraits<Function>::Parameters());
    else
        return Function(std::forward<M>(function));
}

// A handler whose parameters have the types of the signal's, of which the function may take fewer.
template<typename Signal, typename Context, typename F>
Handler signalHandler(Context *context, F &&function)
{
    using Parameters = typename FunctionTraits<Signal>::Parameters;
    auto plain = asFunction(context, std::forward<F>(function));
    constexpr int count = argumentCount<decltype(plain), Parameters>();
    static_assert(count >= 0, "the function does not take the arguments of the signal");
    if constexpr (count >= 0) {
        using Taken =
            typename FirstTypes<Parameters, std::make_index_sequence<std::size_t(count)>>::Type;
        return handlerFor(context, withExactParameters(std::move(plain), Taken()));
    } else {
        return {};
    }
}

} // namespace WebSocketRpc::Detail
