// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>
#include <websocketrpc/functiontraits.h>
#include <websocketrpc/replystage.h>

#include <exception>
#include <functional>
#include <type_traits>

namespace WebSocketRpc {

template<typename T>
class Reply;

// How a function that is given to a Reply<T> settles the stage behind it: whether it is called, with
// what, and what it returns.
template<typename T>
class ReplyContinuation
{
    using State = ReplyState<T>;

    // Others take the Reply, also one that has failed.
    template<typename F>
    static constexpr bool takesResult()
    {
        if constexpr (std::is_void_v<T>)
            return std::is_invocable_v<F>;
        else
            return std::is_invocable_v<F, T>;
    }

public:
    template<typename F>
    static auto resultOf()
    {
        if constexpr (!takesResult<F>())
            return std::type_identity<std::invoke_result_t<F, Reply<T>>>();
        else if constexpr (std::is_void_v<T>)
            return std::type_identity<std::invoke_result_t<F>>();
        else
            return std::type_identity<std::invoke_result_t<F, T>>();
    }

    template<typename F>
    using ResultOf = typename decltype(resultOf<std::decay_t<F>>())::type;

    template<typename F>
    static void then(F &function, State &settled, Stage<ResultOf<F>> &stage)
    {
        const Failure::Pointer failure = settled.failure();
        if (failure && takesResult<F>())
            return stage.fail(failure);
        if (failure)
            failure->setHandled();
        stage.settleWith([&]() -> ResultOf<F> { return call(function, settled); });
    }

    template<typename F>
    static void onFailed(F &handler, State &settled, Stage<T> &stage)
    {
        if (const Failure::Pointer failure = settled.failure()) {
            failure->setHandled();
            stage.settleWith([&]() -> T { return handle(failure->reason(), handler); });
        } else if constexpr (std::is_void_v<T>) {
            stage.succeed({});
        } else {
            stage.settleWith([&] { return T(settled.value()); });
        }
    }

    // For onFailed(), to handle the one error that cancelling makes.
    template<typename F>
    static auto cancellationHandler(F &&handler)
    {
        return [handler = std::forward<F>(handler)](const Error &error) mutable -> T {
            if (error.kind() != Error::Kind::Cancelled)
                throw error;
            return handler();
        };
    }

private:
    template<typename F>
    static decltype(auto) call(F &function, State &settled)
    {
        if constexpr (!takesResult<F>())
            return std::invoke(function, Reply<T>(typename State::Pointer(&settled)));
        else if constexpr (std::is_void_v<T>)
            return std::invoke(function);
        else if constexpr (std::is_invocable_v<F &, decltype(settled.value())>)
            return std::invoke(function, settled.value());
        else
            return std::invoke(function, T(settled.value()));
    }

    template<typename F>
    static T handle(const std::exception_ptr &failure, F &handler)
    {
        using Argument = FirstArgument<F>;
        if constexpr (std::is_void_v<Argument>) {
            return handler();
        } else {
            try {
                std::rethrow_exception(failure);
            } catch (const Argument &argument) {
                return handler(argument);
            }
        }
    }
};

} // namespace WebSocketRpc
