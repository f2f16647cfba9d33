// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/functiontraits.h>
#include <websocketrpc/detail/replystage.h>
#include <websocketrpc/detail/replystate.h>
#include <websocketrpc/error.h>

#include <exception>
#include <functional>
#include <type_traits>

namespace WebSocketRpc {
template<typename T>
class Reply;
}

namespace WebSocketRpc::Detail {

// A continuation of a Reply<T> takes the result, or the Reply itself, whether it has failed or not.
template<typename F, typename T>
concept TakesResult = std::is_invocable_v<F, T>;
template<typename F>
concept TakesNothing = std::is_invocable_v<F>;

template<typename T, typename F>
struct ContinuationResult : std::invoke_result<F, Reply<T>>
{
};
template<typename T, TakesResult<T> F>
struct ContinuationResult<T, F> : std::invoke_result<F, T>
{
};
template<TakesNothing F>
struct ContinuationResult<void, F> : std::invoke_result<F>
{
};

template<typename T, typename F>
using ContinuationResultOf = typename ContinuationResult<T, std::decay_t<F>>::type;

// What was given to Reply<T>::then().
template<typename T, typename F>
class ThenStage final : public ReplyStage
{
    using Result = ContinuationResultOf<T, F>;

    static constexpr bool takesResult()
    {
        if constexpr (std::is_void_v<T>)
            return TakesNothing<F>;
        else
            return TakesResult<F, T>;
    }

public:
    template<typename G>
    ThenStage(const ReplyPlace &place, ReplyState<Result> *next, G &&function)
        : ReplyStage(place, takesResult() ? Takes::Result : Takes::Anything, next)
        , m_function(std::forward<G>(function))
    {
    }

private:
    void invoke(ReplyStateBase &settled, ReplyStateBase &next) override
    {
        static_cast<ReplyState<Result> &>(next).storeResultOf(
            [&]() -> Result { return call(static_cast<ReplyState<T> &>(settled)); });
    }

    Result call(ReplyState<T> &settled)
    {
        if constexpr (!takesResult())
            return std::invoke(m_function, Reply<T>(typename ReplyState<T>::Pointer(&settled)));
        else if constexpr (std::is_void_v<T>)
            return std::invoke(m_function);
        else if constexpr (std::is_invocable_v<F &, decltype(settled.value())>)
            return std::invoke(m_function, settled.value());
        else
            return std::invoke(m_function, T(settled.value()));
    }

    F m_function;
};

// What was given to Reply<T>::onFailed(); a result passes it.
template<typename T, typename F>
class FailureStage final : public ReplyStage
{
    static_assert(std::is_void_v<T> || std::is_convertible_v<typename FunctionTraits<F>::Result, T>,
        "onFailed() must return a value of the reply's type: call then() first, or return a "
        "default");

public:
    template<typename G>
    FailureStage(const ReplyPlace &place, ReplyState<T> *next, G &&handler)
        : ReplyStage(place, Takes::Anything, next)
        , m_handler(std::forward<G>(handler))
    {
    }

private:
    void invoke(ReplyStateBase &settled, ReplyStateBase &next) override
    {
        static_cast<ReplyState<T> &>(next).storeResultOf([&]() -> T {
            if (settled.failure())
                return handle(settled.failure()->reason());
            return T(static_cast<ReplyState<T> &>(settled).value());
        });
    }

    T handle(const std::exception_ptr &failure)
    {
        using Argument = FirstArgument<F>;
        if constexpr (std::is_void_v<Argument>) {
            return m_handler();
        } else {
            try {
                std::rethrow_exception(failure);
            } catch (const Argument &argument) {
                return m_handler(argument);
            }
        }
    }

    F m_handler;
};

} // namespace WebSocketRpc::Detail
