// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/replystatebase.h>

#include <QtCore/qpromise.h>

#include <new>
#include <type_traits>

namespace WebSocketRpc::Detail {

WEBSOCKETRPC_EXPORT void reportProgress(QFutureInterfaceBase future, const Progress &progress);

// The promise of the QFuture that a State was asked for.
template<typename State, typename T>
struct StatePromise final : ReplyStateBase::Promise
{
    explicit StatePromise(State &owner) : state(owner) { promise.start(); }

    [[nodiscard]] bool isCancelled() const override { return promise.isCanceled(); }

    void reportProgress(const Progress &progress) override
    {
        WebSocketRpc::Detail::reportProgress(QFutureInterfaceBase::get(promise.future()), progress);
    }

    void settle() override
    {
        try {
            if (const Failure::Pointer failure = state.failure()) {
                failure->setHandled(); // by those who have the future, as far as can be known
                promise.setException(failure->reason());
            } else {
                state.putInto(promise);
            }
        } catch (...) { // from a constructor of T
            promise.setException(std::current_exception());
        }
        promise.finish();
    }

    State &state;
    QPromise<T> promise;
};

template<typename T>
class ReplyState final : public ReplyStateBase
{
public:
    using Pointer = QExplicitlySharedDataPointer<ReplyState>;

    ReplyState() { }
    ~ReplyState() override
    {
        if (outcome() == Outcome::Succeeded)
            m_value.~T();
    }

    [[nodiscard]] QMetaType type() const override { return QMetaType::fromType<T>(); }

    // Puts down what the function returns, before succeed().
    template<typename F>
    void storeResultOf(F &&function)
    {
        ::new (static_cast<void *>(&m_value)) T(std::forward<F>(function)());
    }

    // Only after success. If T can be copied, everybody gets a copy; otherwise the first who asks
    // takes the value.
    [[nodiscard]] decltype(auto) value()
    {
        if constexpr (std::is_copy_constructible_v<T>)
            return std::as_const(m_value);
        else // what cannot be copied is in the future as soon as there is one
            return hasPromise() ? future().takeResult() : std::move(m_value);
    }

    // Once it has succeeded, and nobody else asks for the value any more.
    [[nodiscard]] T takeValue()
    {
        if constexpr (std::is_copy_constructible_v<T>)
            return std::move(m_value);
        else
            return value();
    }

    [[nodiscard]] QFuture<T> future()
    {
        using Promise = StatePromise<ReplyState, T>;
        return static_cast<Promise &>(promise([this] {
            return std::make_unique<Promise>(*this);
        })).promise.future();
    }

    void putInto(QPromise<T> &promise)
    {
        if constexpr (std::is_copy_constructible_v<T>)
            promise.addResult(std::as_const(m_value));
        else
            promise.addResult(std::move(m_value));
    }

private:
    void store(void *value) override
    {
        ::new (static_cast<void *>(&m_value)) T(std::move(*static_cast<T *>(value)));
    }

    union {
        T m_value; // once it has succeeded
    };
};

template<>
class WEBSOCKETRPC_EXPORT ReplyState<void> final : public ReplyStateBase
{
public:
    using Pointer = QExplicitlySharedDataPointer<ReplyState>;

    [[nodiscard]] QMetaType type() const override { return QMetaType::fromType<void>(); }
    template<typename F>
    void storeResultOf(F &&function)
    {
        std::forward<F>(function)();
    }
    void value() { }
    void takeValue() { }
    [[nodiscard]] QFuture<void> future();
    void putInto(QPromise<void> &) { }

private:
    void store(void *value) override;
};

} // namespace WebSocketRpc::Detail
