// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/callhandle.h>
#include <websocketrpc/detail/replystage.h>

namespace WebSocketRpc {
class CallContext;
}

namespace WebSocketRpc::Detail {

// What a Reply<T> does with its state whatever T is.
class WEBSOCKETRPC_EXPORT ReplyBase
{
protected:
    ReplyBase() = default;
    ReplyBase(ReplyStateBase *state, CallHandle call) : m_state(state), m_call(std::move(call)) { }

    [[nodiscard]] bool isFinished() const { return !m_state || m_state->isSettled(); }
    [[nodiscard]] bool isCanceled() const;
    // Waits until the state is settled. Throws the failure if there is no result.
    ReplyStateBase::Pointer settledState() const;
    void whenSettled(ReplyStage *stage) const; // which it takes
    void onProgress(QObject *context, std::function<void(const Progress &)> function) const;
    void cancelWith(QObject *context) const;
    void cancelWith(const CallContext &context) const;

    ReplyStateBase::Pointer m_state;
    CallHandle m_call;
    QThreadPool *m_pool = nullptr; // for continuations that inherit it

private:
    void wait() const;
};

} // namespace WebSocketRpc::Detail
