// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callhandle.h>
#include <websocketrpc/localeventloop.h>
#include <websocketrpc/replycontinuation.h>

namespace WebSocketRpc {

template<typename T>
class Reply
{
    using State = ReplyState<T>;
    using Continuation = ReplyContinuation<T>;

    template<typename F>
    using ResultOf = typename Continuation::template ResultOf<F>;

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
    [[nodiscard]] bool isCanceled() const
    {
        const bool isCancelled = !m_state || m_state->isCancelled();
        if (isCancelled && m_state && m_state->isSettled())
            noteFailure(m_state);
        return isCancelled;
    }
    void waitForFinished() const
    {
        if (m_state)
            (void)settledState();
    }
    T result() const { return T(settledState()->value()); }
    T takeResult() { return result(); }
    auto unwrap() { return future().unwrap(); } // of a Reply for a QFuture

    template<typename F>
    requires(!std::is_convertible_v<F, QObject *>) auto then(F &&function) -> Reply<ResultOf<F>>
    {
        return addThen(RunHere(), std::forward<F>(function));
    }

    template<typename F>
    auto then(QtFuture::Launch policy, F &&function) -> Reply<ResultOf<F>>
    {
        QThreadPool *const inherited = policy == QtFuture::Launch::Inherit ? m_pool : nullptr;
        if (policy == QtFuture::Launch::Async || inherited)
            return then(
                inherited ? inherited : QThreadPool::globalInstance(), std::forward<F>(function));
        return then(std::forward<F>(function));
    }

    template<typename F>
    auto then(QThreadPool *pool, F &&function) -> Reply<ResultOf<F>>
    {
        auto next = addThen(RunInPool{pool}, std::forward<F>(function));
        next.m_pool = pool;
        return next;
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

    // For a call that was cancelled.
    template<typename F>
    Reply<T> onCanceled(F &&handler)
    {
        return onFailed(Continuation::cancellationHandler(std::forward<F>(handler)));
    }

    template<typename F>
    Reply<T> onCanceled(QObject *context, F &&handler)
    {
        return onFailed(context, Continuation::cancellationHandler(std::forward<F>(handler)));
    }

private:
    template<typename>
    friend class Reply;

    static Failure::Pointer noteFailure(const typename State::Pointer &settled)
    {
        const Failure::Pointer failure = settled->failure();
        if (failure)
            failure->setHandled();
        return failure;
    }

    // Waits for a state that has a result; what has none is thrown.
    typename State::Pointer settledState() const
    {
        const typename State::Pointer state = m_state; // what runs meanwhile may let go of this
        if (!state)
            throw Error(Error::Kind::Cancelled, QStringLiteral("there is no call"));
        if (!state->isSettled())
            wait(state);
        if (const Failure::Pointer failure = noteFailure(state))
            std::rethrow_exception(failure->reason());
        return state;
    }

    // The answer, or a continuation that it depends on, may have to come through this thread's event
    // loop, which must not stand still then.
    void wait(const typename State::Pointer &state) const
    {
        if (!m_call.belongsToThisThread() && QThread::currentThread()->loopLevel() == 0)
            return state->future().waitForFinished();
        const auto loop = std::make_shared<LocalEventLoop>();
        state->whenSettled([loop](const typename State::Pointer &) { loop->end(); });
        if (!loop->run())
            throw Error(Error::Kind::Cancelled,
                QStringLiteral("the event loop was ended while a call was waited for"), true);
    }

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
                if (const Failure::Pointer failure = settled->failure())
                    stage.setCause(failure);
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
                Continuation::then(function, settled, stage);
            });
    }

    template<typename Guard, typename F>
    Reply<T> addOnFailed(Guard guard, F &&handler)
    {
        return addStage<T>(std::move(guard),
            [handler = std::forward<F>(handler)](Stage<T> &stage, State &settled) mutable {
                Continuation::onFailed(handler, settled, stage);
            });
    }

    typename State::Pointer m_state;
    CallHandle m_call;
    QThreadPool *m_pool = nullptr; // for continuations that inherit it
};

} // namespace WebSocketRpc
