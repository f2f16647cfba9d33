// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>
#include <websocketrpc/replystate.h>

#include <QtCore/qthreadpool.h>

#include <memory>

namespace WebSocketRpc {

// One stage of a chain, to be settled once. If it never runs, because its context object is gone,
// it fails with an error instead of hanging.
template<typename T>
class Stage
{
public:
    Stage() : m_state(new ReplyState<T>) { }
    Stage(Stage &&other) noexcept
        : m_state(std::exchange(other.m_state, {}))
        , m_cause(std::exchange(other.m_cause, {}))
    {
    }
    ~Stage()
    {
        if (m_state)
            abandon();
    }

    [[nodiscard]] const typename ReplyState<T>::Pointer &state() const { return m_state; }

    void succeed(typename ReplyState<T>::Value value)
    {
        std::exchange(m_state, {})->succeed(std::move(value));
    }

    void fail(Failure::Pointer failure) { std::exchange(m_state, {})->fail(std::move(failure)); }

    // What the stage before has failed with, to which this one is the answer.
    void setCause(const Failure::Pointer &cause) { m_cause = cause; }

    // Settles with what the function returns or throws.
    template<typename F>
    void settleWith(F &&function)
    {
        typename ReplyState<T>::Pointer state = std::exchange(m_state, {});
        std::optional<typename ReplyState<T>::Value> value;
        try {
            if constexpr (std::is_void_v<T>)
                std::forward<F>(function)(), value.emplace();
            else
                value.emplace([&]() -> T { return std::forward<F>(function)(); }());
        } catch (...) {
            return state->fail(failureFrom(std::current_exception()));
        }
        state->succeed(*std::move(value));
    }

private:
    // Those who wanted to know of the cause are gone.
    void abandon()
    {
        if (m_cause)
            m_cause->setHandled();
        fail(Failure::Pointer(new Failure(std::make_exception_ptr(Error(
            Error::Kind::Cancelled, QStringLiteral("the call or its context object is gone"))))));
    }

    Failure::Pointer failureFrom(std::exception_ptr exception) const
    {
        if (m_cause)
            return m_cause->followedBy(std::move(exception));
        return Failure::Pointer(new Failure(std::move(exception)));
    }

    typename ReplyState<T>::Pointer m_state;
    Failure::Pointer m_cause;
};

// Where a stage runs; ContextGuard is another such place.
struct RunHere
{
    template<typename F>
    void run(F &&function)
    {
        std::forward<F>(function)();
    }
};

struct RunInPool
{
    template<typename F>
    void run(F &&function)
    {
        const auto shared = std::make_shared<std::decay_t<F>>(std::forward<F>(function));
        pool->start([shared] { (*shared)(); });
    }

    QThreadPool *pool;
};

} // namespace WebSocketRpc
