// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callhandle.h>
#include <websocketrpc/replystage.h>

#include <QtCore/qfuture.h>

#include <type_traits>

namespace WebSocketRpc {

template<typename T>
class Reply : public QFuture<T>
{
    template<typename F>
    static auto resultOf()
    {
        if constexpr (std::is_void_v<T>) {
            if constexpr (std::is_invocable_v<F>)
                return std::type_identity<std::invoke_result_t<F>>();
            else
                return std::type_identity<std::invoke_result_t<F, QFuture<void>>>();
        } else if constexpr (std::is_invocable_v<F, T>) {
            return std::type_identity<std::invoke_result_t<F, T>>();
        } else {
            return std::type_identity<std::invoke_result_t<F, QFuture<T>>>();
        }
    }

    template<typename F>
    using ResultOf = typename decltype(resultOf<std::decay_t<F>>())::type;

public:
    Reply() = default;
    explicit Reply(const QFuture<T> &future, const CallHandle &call = {})
        : QFuture<T>(future)
        , m_call(call)
    {
    }

    void cancel() { m_call.cancel(); }

    template<typename F>
    requires(!std::is_convertible_v<F, QObject *>) auto then(F &&function) -> Reply<ResultOf<F>>
    {
        return Reply<ResultOf<F>>(QFuture<T>::then(std::forward<F>(function)), m_call);
    }

    template<typename F>
    auto then(QtFuture::Launch policy, F &&function) -> Reply<ResultOf<F>>
    {
        return Reply<ResultOf<F>>(QFuture<T>::then(policy, std::forward<F>(function)), m_call);
    }

    template<typename F>
    auto then(QThreadPool *pool, F &&function) -> Reply<ResultOf<F>>
    {
        return Reply<ResultOf<F>>(QFuture<T>::then(pool, std::forward<F>(function)), m_call);
    }

    template<typename F>
    auto then(QObject *context, F &&function) -> Reply<ResultOf<F>>
    {
        return addStage<ResultOf<F>>(ContextGuard(context),
            [function = std::forward<F>(function)](
                const QFuture<T> &settled) mutable { return callWith(function, settled); });
    }

    template<typename F>
    Reply<T> onFailed(F &&handler)
    {
        return addStage<T>(Here(), failureHandler(std::forward<F>(handler)));
    }

    template<typename F>
    Reply<T> onFailed(QObject *context, F &&handler)
    {
        return addStage<T>(ContextGuard(context), failureHandler(std::forward<F>(handler)));
    }

private:
    // The counterpart of ContextGuard where there is no context.
    struct Here
    {
        template<typename F>
        void run(F &&function)
        {
            std::forward<F>(function)();
        }
    };

    template<typename R, typename Guard, typename F>
    Reply<R> addStage(Guard &&guard, F &&function)
    {
        Stage<R> stage;
        Reply<R> next(stage.future(), m_call);
        QFuture<T>::then(QtFuture::Launch::Sync,
            [stage = std::move(stage), guard = std::forward<Guard>(guard),
                function = std::forward<F>(function)](const QFuture<T> &settled) mutable {
                guard.run(
                    [stage = std::move(stage), function = std::move(function), settled]() mutable {
                        stage.settleWith([&] { return function(settled); });
                    });
            });
        return next;
    }

    template<typename F>
    static auto callWith(F &function, const QFuture<T> &settled)
    {
        if constexpr (std::is_invocable_v<F, QFuture<T>> && !std::is_invocable_v<F, T>) {
            return function(settled);
        } else if constexpr (std::is_void_v<T>) {
            QFuture<void>(settled).waitForFinished(); // throws if the call failed
            return function();
        } else {
            return function(settled.result());
        }
    }

    template<typename F>
    static auto failureHandler(F &&handler)
    {
        return [handler = std::forward<F>(handler)](const QFuture<T> &settled) mutable -> T {
            using Argument = typename FirstArgument<std::decay_t<F>>::Type;
            if constexpr (std::is_void_v<Argument>) {
                try {
                    return resultOrThrow(settled);
                } catch (...) {
                    return handler();
                }
            } else {
                try {
                    return resultOrThrow(settled);
                } catch (const Argument &failure) {
                    return handler(failure);
                }
            }
        };
    }

    static T resultOrThrow(const QFuture<T> &settled)
    {
        if constexpr (std::is_void_v<T>)
            QFuture<void>(settled).waitForFinished();
        else
            return settled.result();
    }

    CallHandle m_call;
};

} // namespace WebSocketRpc
