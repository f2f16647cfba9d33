// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>

#include <QtCore/qfuture.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qpromise.h>

#include <new>

namespace WebSocketRpc {

// The promise of one call with its type erased: made where the type is known, settled where the
// answer comes. It settles exactly once, in its destructor if nowhere else.
class ResultPromise
{
public:
    template<typename T>
    static ResultPromise create()
    {
        ResultPromise promise;
        promise.m_operations = &operationsFor<T>;
        (new (promise.m_storage) QPromise<T>)->start();
        return promise;
    }

    ResultPromise() = default;
    ResultPromise(ResultPromise &&other) noexcept { takeFrom(other); }
    ResultPromise &operator=(ResultPromise &&other) noexcept
    {
        if (this != &other) {
            settleAsAbandoned();
            takeFrom(other);
        }
        return *this;
    }
    ~ResultPromise() { settleAsAbandoned(); }

    template<typename T>
    [[nodiscard]] QFuture<T> future()
    {
        return promiseIn<T>(m_storage).future();
    }

    [[nodiscard]] bool isPending() const { return m_operations; }
    [[nodiscard]] QMetaType type() const { return m_operations->type; }
    [[nodiscard]] bool isCancelled() const { return m_operations->isCancelled(m_storage); }

    // The value is of type(), and is moved from; it is ignored for void.
    void succeed(void *value) { std::exchange(m_operations, nullptr)->succeed(m_storage, value); }
    void fail(const Error &error) { std::exchange(m_operations, nullptr)->fail(m_storage, error); }

private:
    struct Operations
    {
        QMetaType type;
        void (*move)(void *to, void *from);
        bool (*isCancelled)(const void *promise);
        void (*succeed)(void *promise, void *value);
        void (*fail)(void *promise, const Error &error);
    };

    template<typename T>
    static QPromise<T> &promiseIn(void *storage)
    {
        return *std::launder(static_cast<QPromise<T> *>(storage));
    }

    template<typename T>
    static QPromise<T> takenFrom(void *storage)
    {
        QPromise<T> &stored = promiseIn<T>(storage);
        QPromise<T> promise = std::move(stored);
        stored.~QPromise<T>();
        return promise;
    }

    template<typename T>
    static constexpr Operations operationsFor = {
        QMetaType::fromType<T>(),
        [](void *to, void *from) { new (to) QPromise<T>(takenFrom<T>(from)); },
        [](const void *promise) { return promiseIn<T>(const_cast<void *>(promise)).isCanceled(); },
        [](void *storage, [[maybe_unused]] void *value) {
            // Continuations run inside finish() and may do anything; only locals are touched then.
            QPromise<T> promise = takenFrom<T>(storage);
            if constexpr (!std::is_void_v<T>)
                promise.addResult(std::move(*static_cast<T *>(value)));
            promise.finish();
        },
        [](void *storage, const Error &error) {
            QPromise<T> promise = takenFrom<T>(storage);
            promise.setException(error);
            promise.finish();
        },
    };

    void takeFrom(ResultPromise &other) noexcept
    {
        m_operations = std::exchange(other.m_operations, nullptr);
        if (m_operations)
            m_operations->move(m_storage, other.m_storage);
    }

    void settleAsAbandoned()
    {
        if (m_operations)
            fail(Error(Error::Kind::Closed, QStringLiteral("the channel no longer exists")));
    }

    static_assert(sizeof(QPromise<int>) == sizeof(QPromise<void>));
    const Operations *m_operations = nullptr;
    alignas(QPromise<void>) std::byte m_storage[sizeof(QPromise<void>)];
};

} // namespace WebSocketRpc
