// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/replybase.h>
#include <websocketrpc/detail/replycontinuation.h>

#include <QtCore/qfuture.h>
#include <QtCore/qthreadpool.h>

namespace WebSocketRpc {

template<typename T>
class Reply : private Detail::ReplyBase
{
    using State = Detail::ReplyState<T>;

    template<typename F>
    using ResultOf = Detail::ContinuationResultOf<T, F>;

public:
    Reply() = default;
    explicit Reply(const typename State::Pointer &state, Detail::CallHandle call = {})
        : Detail::ReplyBase(state.data(), std::move(call))
    {
    }

    void cancel() { m_call.cancel(); }
    template<typename Context> // a QObject * or a CallContext
    Reply cancelWith(const Context &context) const
    {
        Detail::ReplyBase::cancelWith(context);
        return *this;
    }

    template<typename F>
    Reply onProgress(QObject *context, F &&function) const
    {
        Detail::ReplyBase::onProgress(context, std::forward<F>(function));
        return *this;
    }

    [[nodiscard]] QFuture<T> future() const { return m_state ? state().future() : QFuture<T>(); }
    operator QFuture<T>() const { return future(); }
    explicit operator QFuture<void>() const requires(!std::is_void_v<T>)
    {
        return QFuture<void>(future());
    }

    [[nodiscard]] bool isValid() const { return bool(m_state); }
    [[nodiscard]] bool isStarted() const { return isValid(); }
    [[nodiscard]] bool isRunning() const { return isValid() && !isFinished(); }
    [[nodiscard]] bool isFinished() const { return Detail::ReplyBase::isFinished(); }
    [[nodiscard]] bool isCanceled() const { return Detail::ReplyBase::isCanceled(); }
    void waitForFinished() const
    {
        if (m_state)
            (void)settledState();
    }
    T result() const
    {
        const Detail::ReplyStateBase::Pointer settled = settledState();
        return T(static_cast<State &>(*settled).value());
    }
    T takeResult()
    {
        const Detail::ReplyStateBase::Pointer settled = settledState();
        m_state.reset();
        return static_cast<State &>(*settled).takeValue();
    }
    auto unwrap() { return future().unwrap(); } // of a Reply for a QFuture

    template<typename F>
    requires(!std::is_convertible_v<F, QObject *>) auto then(F &&function) -> Reply<ResultOf<F>>
    {
        return addThen(Detail::ReplyPlace(), std::forward<F>(function));
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
        auto next = addThen(Detail::ReplyPlace(pool), std::forward<F>(function));
        next.m_pool = pool;
        return next;
    }

    template<typename F>
    auto then(QObject *context, F &&function) -> Reply<ResultOf<F>>
    {
        return addThen(Detail::ReplyPlace(context), std::forward<F>(function));
    }

    template<typename F>
    Reply<T> onFailed(F &&handler)
    {
        return addOnFailed(Detail::ReplyPlace(), std::forward<F>(handler));
    }

    template<typename F>
    Reply<T> onFailed(QObject *context, F &&handler)
    {
        return addOnFailed(Detail::ReplyPlace(context), std::forward<F>(handler));
    }

    // For a call that was cancelled.
    template<typename F>
    Reply<T> onCanceled(F &&handler)
    {
        return onFailed(cancellationHandler(std::forward<F>(handler)));
    }

    template<typename F>
    Reply<T> onCanceled(QObject *context, F &&handler)
    {
        return onFailed(context, cancellationHandler(std::forward<F>(handler)));
    }

private:
    template<typename>
    friend class Reply;

    State &state() const { return static_cast<State &>(*m_state.data()); }

    template<typename R, typename Stage, typename F>
    Reply<R> addStage(const Detail::ReplyPlace &place, F &&function)
    {
        const typename Detail::ReplyState<R>::Pointer next(new Detail::ReplyState<R>);
        Reply<R> reply(next, m_call);
        whenSettled(new Stage(place, next.data(), std::forward<F>(function))); // may destroy this
        return reply;
    }

    template<typename F>
    auto addThen(const Detail::ReplyPlace &place, F &&function) -> Reply<ResultOf<F>>
    {
        return addStage<ResultOf<F>, Detail::ThenStage<T, std::decay_t<F>>>(
            place, std::forward<F>(function));
    }

    template<typename F>
    Reply<T> addOnFailed(const Detail::ReplyPlace &place, F &&handler)
    {
        return addStage<T, Detail::FailureStage<T, std::decay_t<F>>>(
            place, std::forward<F>(handler));
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
};

} // namespace WebSocketRpc
