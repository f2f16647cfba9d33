// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callhandle.h>
#include <websocketrpc/error.h>
#include <websocketrpc/replystate.h>

#include <QtCore/qmetatype.h>

namespace WebSocketRpc {

// Settles what one call comes to, with its type erased: made where the type is known, used where
// the answer comes. It settles exactly once, in its destructor if nowhere else.
class ResultPromise
{
public:
    ResultPromise() = default;

    template<typename T>
    explicit ResultPromise(const QExplicitlySharedDataPointer<ReplyState<T>> &state)
        : m_state(state.data())
        , m_operations(&operationsFor<T>)
    {
    }

    ResultPromise(ResultPromise &&other) noexcept
        : m_state(std::exchange(other.m_state, {}))
        , m_operations(other.m_operations)
    {
    }

    ResultPromise &operator=(ResultPromise &&other) noexcept
    {
        if (this != &other) {
            settleAsAbandoned();
            m_state = std::exchange(other.m_state, {});
            m_operations = other.m_operations;
        }
        return *this;
    }

    ~ResultPromise() { settleAsAbandoned(); }

    [[nodiscard]] bool isPending() const { return bool(m_state); }
    [[nodiscard]] QMetaType type() const { return m_operations->type; }
    [[nodiscard]] bool isCancelled() const { return m_operations->isCancelled(*m_state); }

    // The value is of type(), and is moved from; it is ignored for void.
    void succeed(void *value)
    {
        const auto state = std::exchange(m_state, {});
        m_operations->succeed(*state, value);
    }

    // With an origin its channel is told if nobody looks at the error; without one that is not
    // worth a word.
    void fail(const Error &error, const std::shared_ptr<const CallOrigin> &origin = {})
    {
        const auto state = std::exchange(m_state, {});
        m_operations->fail(*state,
            Failure::Pointer(new Failure(std::make_exception_ptr(error), origin, state->method())));
    }

private:
    struct Operations
    {
        QMetaType type;
        bool (*isCancelled)(const ReplyStateBase &state);
        void (*succeed)(ReplyStateBase &state, void *value);
        void (*fail)(ReplyStateBase &state, Failure::Pointer failure);
    };

    template<typename T>
    static constexpr Operations operationsFor = {
        QMetaType::fromType<T>(),
        [](const ReplyStateBase &state) {
            return static_cast<const ReplyState<T> &>(state).isCancelled();
        },
        [](ReplyStateBase &state, [[maybe_unused]] void *value) {
            if constexpr (std::is_void_v<T>)
                static_cast<ReplyState<T> &>(state).succeed({});
            else
                static_cast<ReplyState<T> &>(state).succeed(std::move(*static_cast<T *>(value)));
        },
        [](ReplyStateBase &state, Failure::Pointer failure) {
            static_cast<ReplyState<T> &>(state).fail(std::move(failure));
        },
    };

    void settleAsAbandoned()
    {
        if (m_state)
            fail(Error(Error::Kind::Closed, QStringLiteral("the channel no longer exists")));
    }

    QExplicitlySharedDataPointer<ReplyStateBase> m_state;
    const Operations *m_operations = nullptr;
};

} // namespace WebSocketRpc
