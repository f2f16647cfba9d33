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
    Stage(Stage &&other) noexcept : m_state(std::exchange(other.m_state, {})) { }
    ~Stage()
    {
        if (m_state)
            fail(std::make_exception_ptr(Error(
                Error::Kind::Cancelled, QStringLiteral("the call or its context object is gone"))));
    }

    [[nodiscard]] const typename ReplyState<T>::Pointer &state() const { return m_state; }

    void succeed(typename ReplyState<T>::Value value)
    {
        std::exchange(m_state, {})->succeed(std::move(value));
    }

    void fail(std::exception_ptr failure) { std::exchange(m_state, {})->fail(std::move(failure)); }

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
            return state->fail(std::current_exception());
        }
        state->succeed(*std::move(value));
    }

private:
    typename ReplyState<T>::Pointer m_state;
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
