// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/streamsource.h>

#include <QtCore/qlist.h>

#ifdef __cpp_impl_coroutine

#include <coroutine>
#include <exception>
#include <memory>

namespace WebSocketRpc::Detail {

// The promise of a coroutine that makes the values of a stream.
template<typename T, typename Result>
class GeneratorPromise
{
public:
    using Handle = std::coroutine_handle<typename Result::promise_type>;

    // Goes on at once while the reader wants more.
    struct Yielded
    {
        [[nodiscard]] bool await_ready() const noexcept { return goesOn; }
        void await_suspend(std::coroutine_handle<>) const noexcept { }
        void await_resume() const noexcept { }

        const bool goesOn;
    };

    Result get_return_object();
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    // By reference: GCC 12 destroys a temporary that is passed by value twice.
    Yielded yield_value(const T &value)
    {
        m_list->append(value);
        return {!m_quota->isUsedUpByOneMore()};
    }
    Yielded yield_value(T &&value)
    {
        m_list->append(std::move(value));
        return {!m_quota->isUsedUpByOneMore()};
    }
    void return_void() const noexcept { }
    void unhandled_exception() noexcept { m_failure = std::current_exception(); }

    // A generator yields and does not wait.
    template<typename U>
    void await_transform(U &&) = delete;

    void run(Handle coroutine, void *list, StreamQuota &quota)
    {
        m_list = static_cast<QList<T> *>(list);
        m_quota = &quota;
        coroutine.resume();
        if (m_failure)
            std::rethrow_exception(std::exchange(m_failure, {}));
    }

private:
    QList<T> *m_list = nullptr; // while it runs
    StreamQuota *m_quota = nullptr; // likewise
    std::exception_ptr m_failure;
};

template<typename T, typename Result>
class GeneratorSource final : public StreamSource
{
public:
    using Handle = typename GeneratorPromise<T, Result>::Handle;

    explicit GeneratorSource(Handle coroutine) : m_coroutine(coroutine) { }
    ~GeneratorSource() override { m_coroutine.destroy(); }

    Made make(void *list, StreamQuota &quota) override
    {
        m_coroutine.promise().run(m_coroutine, list, quota);
        return m_coroutine.done() ? Made::End : Made::Some;
    }

private:
    const Handle m_coroutine;
};

template<typename T, typename Result>
Result GeneratorPromise<T, Result>::get_return_object()
{
    auto &promise = static_cast<typename Result::promise_type &>(*this);
    return Result(std::make_unique<GeneratorSource<T, Result>>(Handle::from_promise(promise)));
}

} // namespace WebSocketRpc::Detail

#endif
