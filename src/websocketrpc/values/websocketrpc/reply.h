// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callhandle.h>
#include <websocketrpc/replystage.h>

namespace WebSocketRpc {

template<typename T>
class Reply
{
    using State = ReplyState<T>;

    template<typename F>
    static auto resultOf()
    {
        if constexpr (std::is_void_v<T> && std::is_invocable_v<F>)
            return std::type_identity<std::invoke_result_t<F>>();
        else if constexpr (!std::is_void_v<T> && std::is_invocable_v<F, typename State::Value>)
            return std::type_identity<std::invoke_result_t<F, typename State::Value>>();
        else
            return std::type_identity<std::invoke_result_t<F, Reply>>();
    }

    template<typename F>
    using ResultOf = typename decltype(resultOf<std::decay_t<F>>())::type;

public:
    Reply() = default;
    explicit Reply(const typename State::Pointer &state, const CallHandle &call = {})
        : m_state(state)
        , m_call(call)
    {
    }

    void cancel() { m_call.cancel(); }

    [[nodiscard]] QFuture<T> future() const { return m_state ? m_state->future() : QFuture<T>(); }
    operator QFuture<T>() const { return future(); }
    explicit operator QFuture<void>() const requires(!std::is_void_v<T>)
    {
        return QFuture<void>(future());
    }

    [[nodiscard]] bool isValid() const { return bool(m_state); }
    [[nodiscard]] bool isStarted() const { return isValid(); }
    [[nodiscard]] bool isRunning() const { return isValid() && !isFinished(); }
    [[nodiscard]] bool isFinished() const { return !m_state || m_state->isSettled(); }
    [[nodiscard]] bool isCanceled() const { return !m_state || m_state->isCancelled(); }
    void waitForFinished() const
    {
        if (!isFinished())
            future().waitForFinished();
        if (const auto failure = m_state ? m_state->failure() : nullptr)
            std::rethrow_exception(failure);
    }
    T result() const
    {
        waitForFinished();
        return T(m_state->value());
    }
    T takeResult() { return future().takeResult(); }

    template<typename F>
    requires(!std::is_convertible_v<F, QObject *>) auto then(F &&function) -> Reply<ResultOf<F>>
    {
        return addThen(RunHere(), std::forward<F>(function));
    }

    template<typename F>
    auto then(QtFuture::Launch policy, F &&function) -> Reply<ResultOf<F>>
    {
        if (policy == QtFuture::Launch::Async)
            return then(QThreadPool::globalInstance(), std::forward<F>(function));
        return then(std::forward<F>(function));
    }

    template<typename F>
    auto then(QThreadPool *pool, F &&function) -> Reply<ResultOf<F>>
    {
        return addThen(RunInPool{pool}, std::forward<F>(function));
    }

    template<typename F>
    auto then(QObject *context, F &&function) -> Reply<ResultOf<F>>
    {
        return addThen(ContextGuard(context), std::forward<F>(function));
    }

    template<typename F>
    Reply<T> onFailed(F &&handler)
    {
        return addOnFailed(RunHere(), std::forward<F>(handler));
    }

    template<typename F>
    Reply<T> onFailed(QObject *context, F &&handler)
    {
        return addOnFailed(ContextGuard(context), std::forward<F>(handler));
    }

private:
    // Settles a new stage by function(Stage &, State &) when this one is settled, where the guard
    // runs it.
    template<typename R, typename Guard, typename F>
    Reply<R> addStage(Guard guard, F function)
    {
        Stage<R> stage;
        Reply<R> next(stage.state(), m_call);
        if (!m_state)
            return next;
        m_state->whenSettled(
            [stage = std::move(stage), guard = std::move(guard), function = std::move(function)](
                const typename State::Pointer &settled) mutable {
                guard.run([stage = std::move(stage), function = std::move(function),
                              settled]() mutable { function(stage, *settled); });
            });
        return next;
    }

    template<typename Guard, typename F>
    auto addThen(Guard guard, F &&function) -> Reply<ResultOf<F>>
    {
        using R = ResultOf<F>;
        return addStage<R>(std::move(guard),
            [function = std::forward<F>(function)](Stage<R> &stage, State &settled) mutable {
                if constexpr (std::is_void_v<T> && std::is_invocable_v<std::decay_t<F>>) {
                    settled.failure() ? stage.fail(settled.failure()) : stage.settleWith(function);
                } else if constexpr (
                    !std::is_void_v<
                        T> && std::is_invocable_v<std::decay_t<F>, typename State::Value>) {
                    if (settled.failure())
                        stage.fail(settled.failure());
                    else
                        stage.settleWith([&] { return function(settled.value()); });
                } else {
                    stage.settleWith(
                        [&] { return function(Reply(typename State::Pointer(&settled))); });
                }
            });
    }

    template<typename Guard, typename F>
    Reply<T> addOnFailed(Guard guard, F &&handler)
    {
        return addStage<T>(std::move(guard),
            [handler = std::forward<F>(handler)](Stage<T> &stage, State &settled) mutable {
                using Argument = typename FirstArgument<std::decay_t<F>>::Type;
                if (!settled.failure())
                    stage.succeed(settled.value());
                else if constexpr (std::is_void_v<Argument>)
                    stage.settleWith(handler);
                else
                    stage.settleWith([&] {
                        try {
                            std::rethrow_exception(settled.failure());
                        } catch (const Argument &failure) {
                            return handler(failure);
                        }
                    });
            });
    }

    typename State::Pointer m_state;
    CallHandle m_call;
};

} // namespace WebSocketRpc
