// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/continuationlist.h>
#include <websocketrpc/failure.h>

#include <QtCore/qanystringview.h>
#include <QtCore/qfuture.h>
#include <QtCore/qmutex.h>
#include <QtCore/qpromise.h>
#include <QtCore/qshareddata.h>

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace WebSocketRpc {

class WEBSOCKETRPC_EXPORT ReplyStateBase : public QSharedData
{
public:
    virtual ~ReplyStateBase() = default;

    // Which method was called, for those who read of its failure; the first part of a long name.
    void setMethod(QAnyStringView name);
    [[nodiscard]] QByteArray method() const { return {m_method, m_methodSize}; }

private:
    char m_method[39];
    quint8 m_methodSize = 0;
};

// What a call, or a stage of the chain behind it, comes to: nothing at first, then for good a
// result or a failure. A QFuture costs several times as much as the call itself, so there is one
// only where somebody asks for it. Thread-safe.
template<typename T>
class ReplyState final : public ReplyStateBase
{
public:
    using Pointer = QExplicitlySharedDataPointer<ReplyState>;
    using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

    // Continuations run inside and may let go of this, so whoever settles it holds it.
    void succeed(Value &&value) { settle<Succeeded>(std::move(value)); }
    void fail(Failure::Pointer failure) { settle<Failed>(std::move(failure)); }

    [[nodiscard]] bool isSettled() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_outcome.index() != Pending;
    }

    // These two only when it is settled.
    [[nodiscard]] Failure::Pointer failure() const
    {
        const auto *failure = std::get_if<Failed>(&m_outcome);
        return failure ? *failure : Failure::Pointer();
    }
    // To be copied where T can be, so that everybody gets it; else the first who asks takes it.
    [[nodiscard]] decltype(auto) value()
    {
        if constexpr (std::is_copy_constructible_v<Value>)
            return std::as_const(std::get<Succeeded>(m_outcome));
        else
            return taken();
    }

    // Runs function(Pointer) when this is settled, in the thread where that happens; at once if it
    // is settled already. What was given first runs first.
    template<typename F>
    void whenSettled(F &&function)
    {
        {
            const QMutexLocker lock(&m_mutex);
            if (m_outcome.index() == Pending) {
                m_continuations.append(std::forward<F>(function));
                return;
            }
        }
        std::forward<F>(function)(Pointer(this));
    }

    [[nodiscard]] QFuture<T> future()
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_promise) {
            m_promise.emplace().start();
            if (m_outcome.index() != Pending)
                settlePromise();
        }
        return m_promise->future();
    }

    // Failed, or a QFuture of this was cancelled by QFuture::cancel(), which tells nobody.
    [[nodiscard]] bool isCancelled() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_outcome.index() == Failed || (m_promise && m_promise->isCanceled());
    }

private:
    enum : std::size_t { Pending, Succeeded, Failed };

    template<std::size_t Index, typename V>
    void settle(V &&value)
    {
        ContinuationList<Pointer> continuations;
        bool hasPromise = false;
        {
            const QMutexLocker lock(&m_mutex);
            if constexpr (Index == Failed || std::is_nothrow_constructible_v<Value, V>) {
                m_outcome.template emplace<Index>(std::forward<V>(value));
            } else {
                try {
                    m_outcome.template emplace<Index>(std::forward<V>(value));
                } catch (...) { // from a constructor of T
                    m_outcome.template emplace<Failed>(new Failure(std::current_exception()));
                }
            }
            continuations = std::move(m_continuations);
            hasPromise = m_promise.has_value();
        }
        if (hasPromise)
            settlePromise();
        if (!continuations.isEmpty())
            continuations.run(Pointer(this));
    }

    void settlePromise()
    {
        try {
            if (const Failure::Pointer failure = this->failure()) {
                failure->setHandled(); // by those who have the future, as far as can be known
                m_promise->setException(failure->reason());
            } else if constexpr (std::is_copy_constructible_v<Value> && !std::is_void_v<T>) {
                m_promise->addResult(value());
            } else if constexpr (!std::is_void_v<T>) {
                m_promise->addResult(std::move(std::get<Succeeded>(m_outcome)));
            }
        } catch (...) { // from a constructor of T
            m_promise->setException(std::current_exception());
        }
        m_promise->finish();
    }

    // What cannot be copied is in the future as soon as there is one.
    Value taken()
    {
        QMutexLocker lock(&m_mutex);
        if (!m_promise)
            return std::move(std::get<Succeeded>(m_outcome));
        lock.unlock();
        return m_promise->future().takeResult();
    }

    mutable QMutex m_mutex;
    std::variant<std::monostate, Value, Failure::Pointer> m_outcome;
    ContinuationList<Pointer> m_continuations;
    std::optional<QPromise<T>> m_promise;
};

} // namespace WebSocketRpc
