// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>

#include <type_traits>
#include <utility>

namespace WebSocketRpc {

// The promise behind one stage of a chain. If the stage never runs, because its context object is
// gone or the future before it was cancelled, the stage fails with an error instead of hanging.
template<typename T>
class Stage
{
public:
    Stage() { m_promise.start(); }
    Stage(Stage &&) = default;
    ~Stage()
    {
        if (m_pending)
            fail(Error(
                Error::Kind::Cancelled, QStringLiteral("the call or its context object is gone")));
    }

    [[nodiscard]] QFuture<T> future() { return m_promise.future(); }

    template<typename F>
    void settleWith(F &&function)
    {
        try {
            if constexpr (std::is_void_v<T>)
                std::forward<F>(function)();
            else
                m_promise.addResult(std::forward<F>(function)());
        } catch (...) {
            m_promise.setException(std::current_exception());
        }
        m_pending.reset();
        m_promise.finish();
    }

private:
    void fail(const Error &error)
    {
        m_pending.reset();
        m_promise.setException(error);
        m_promise.finish();
    }

    struct Mark
    {
        Mark() = default;
        Mark(Mark &&other) noexcept : pending(std::exchange(other.pending, false)) { }
        explicit operator bool() const { return pending; }
        void reset() { pending = false; }
        bool pending = true;
    };

    QPromise<T> m_promise;
    Mark m_pending;
};

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
