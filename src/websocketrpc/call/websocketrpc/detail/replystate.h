// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/failure.h>

#include <QtCore/qanystringview.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qmutex.h>
#include <QtCore/qpromise.h>
#include <QtCore/qshareddata.h>

#include <atomic>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace WebSocketRpc::Detail {

class ReplyStateBase;

// What is to happen when a state is settled.
class WEBSOCKETRPC_EXPORT ReplyStep
{
public:
    ReplyStep() = default;
    virtual ~ReplyStep();
    Q_DISABLE_COPY_MOVE(ReplyStep)

    // Runs in the thread where the state is settled; whoever wants to go on later keeps `self`.
    virtual void run(std::unique_ptr<ReplyStep> self,
        const QExplicitlySharedDataPointer<ReplyStateBase> &settled) = 0;

private:
    friend class ReplyStateBase;
    std::unique_ptr<ReplyStep> m_next;
};

// What a call, or a stage of the chain behind it, comes to: nothing at first, then for good a
// result or a failure. Thread-safe. This part of it does not depend on the type of the result.
class WEBSOCKETRPC_EXPORT ReplyStateBase : public QSharedData
{
public:
    using Pointer = QExplicitlySharedDataPointer<ReplyStateBase>;

    virtual ~ReplyStateBase();

    // Which method was called, for those who read of its failure; the first part of a long name.
    void setMethod(QAnyStringView name);
    [[nodiscard]] QByteArray method() const { return {m_method, m_methodSize}; }

    [[nodiscard]] virtual QMetaType type() const = 0;
    [[nodiscard]] bool isSettled() const { return outcome() != Outcome::Pending; }
    // Failed, or a QFuture of this was cancelled by QFuture::cancel(), which tells nobody.
    [[nodiscard]] bool isCancelled() const;
    // Only when it is settled; null if it has succeeded.
    [[nodiscard]] const Failure::Pointer &failure() const { return m_failure; }

    // Continuations run inside and may let go of this, so whoever settles it holds it.
    void succeed(); // with the value that stands here already
    void succeed(void *value); // of type(), which is moved from
    void fail(Failure::Pointer failure);

    // Runs the step when this is settled, at once if it is settled already. What was given first
    // runs first, and is gone before the next one runs.
    void whenSettled(std::unique_ptr<ReplyStep> step);

protected:
    enum class Outcome : quint8 { Pending, Succeeded, Failed };

    // A QFuture costs several times as much as the call itself, so there is one only where somebody
    // asks for it.
    struct Promise
    {
        virtual ~Promise() = default;
        virtual void settle() = 0;
        [[nodiscard]] virtual bool isCancelled() const = 0;
    };

    ReplyStateBase() = default;

    [[nodiscard]] Outcome outcome() const { return m_outcome.load(std::memory_order_acquire); }

    mutable QMutex m_mutex;
    std::unique_ptr<Promise> m_promise; // with the mutex; for good, once it is there

private:
    virtual void store(void *value) = 0;
    void settle(Outcome outcome);

    std::atomic<Outcome> m_outcome = Outcome::Pending; // changes with the mutex
    quint8 m_methodSize = 0;
    char m_method[39];
    Failure::Pointer m_failure;
    std::unique_ptr<ReplyStep> m_steps; // with the mutex
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

    // Once it has succeeded. To be copied where T can be, so that everybody gets it; else the first
    // who asks takes it.
    [[nodiscard]] decltype(auto) value()
    {
        if constexpr (std::is_copy_constructible_v<T>)
            return std::as_const(m_value);
        else
            return taken();
    }

    // Once it has succeeded, and nobody else asks for the value any more.
    [[nodiscard]] T takeValue()
    {
        if constexpr (std::is_copy_constructible_v<T>)
            return std::move(m_value);
        else
            return taken();
    }

    [[nodiscard]] QFuture<T> future()
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_promise) {
            m_promise = std::make_unique<TypedPromise>(*this);
            if (isSettled())
                m_promise->settle();
        }
        return static_cast<TypedPromise &>(*m_promise).promise.future();
    }

private:
    struct TypedPromise final : Promise
    {
        explicit TypedPromise(ReplyState &owner) : state(owner) { promise.start(); }

        [[nodiscard]] bool isCancelled() const override { return promise.isCanceled(); }

        void settle() override
        {
            try {
                if (const Failure::Pointer failure = state.failure()) {
                    failure->setHandled(); // by those who have the future, as far as can be known
                    promise.setException(failure->reason());
                } else if constexpr (std::is_copy_constructible_v<T>) {
                    promise.addResult(std::as_const(state.m_value));
                } else {
                    promise.addResult(std::move(state.m_value));
                }
            } catch (...) { // from a constructor of T
                promise.setException(std::current_exception());
            }
            promise.finish();
        }

        ReplyState &state;
        QPromise<T> promise;
    };

    void store(void *value) override
    {
        ::new (static_cast<void *>(&m_value)) T(std::move(*static_cast<T *>(value)));
    }

    // What cannot be copied is in the future as soon as there is one.
    T taken()
    {
        QMutexLocker lock(&m_mutex);
        if (!m_promise)
            return std::move(m_value);
        lock.unlock();
        return future().takeResult();
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

private:
    struct VoidPromise;

    void store(void *value) override;
};

} // namespace WebSocketRpc::Detail
