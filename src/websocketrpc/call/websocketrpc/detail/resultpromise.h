// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/replystate.h>

namespace WebSocketRpc {
class Error;
}

namespace WebSocketRpc::Detail {

struct CallOrigin;

// Settles one call where its answer arrives and the type of the result is not known. It settles
// exactly once, at the latest in its destructor.
class WEBSOCKETRPC_EXPORT ResultPromise
{
public:
    ResultPromise() = default;
    explicit ResultPromise(const ReplyStateBase::Pointer &state) : m_state(state) { }
    ResultPromise(ResultPromise &&other) noexcept : m_state(std::exchange(other.m_state, {})) { }
    ResultPromise &operator=(ResultPromise &&other) noexcept
    {
        if (this != &other) {
            settleAsAbandoned();
            m_state = std::exchange(other.m_state, {});
        }
        return *this;
    }
    ~ResultPromise() { settleAsAbandoned(); }

    [[nodiscard]] bool isPending() const { return bool(m_state); }
    [[nodiscard]] QMetaType type() const { return m_state->type(); }
    [[nodiscard]] bool isCancelled() const { return m_state->isCancelled(); }
    [[nodiscard]] bool isWatched() const { return m_state->hasPromise(); } // by a QFuture
    // Whoever is told may settle this.
    void reportProgress(const Progress &progress) const
    {
        const ReplyStateBase::Pointer state = m_state;
        state->reportProgress(progress);
    }

    // The value is of type(), and is moved from; it is ignored for void.
    void succeed(void *value)
    {
        const auto state = std::exchange(m_state, {});
        state->succeed(value);
    }

    // With an origin, its channel learns of an error that nobody looks at; without one, nobody
    // does.
    void fail(const Error &error, const std::shared_ptr<const CallOrigin> &origin = {});

private:
    void settleAsAbandoned()
    {
        if (m_state)
            failAsAbandoned();
    }
    void failAsAbandoned();

    ReplyStateBase::Pointer m_state;
};

} // namespace WebSocketRpc::Detail
