// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/resultpromise.h>
#include <websocketrpc/error.h>
#include <websocketrpc/reply.h>

namespace WebSocketRpc {

template<typename T>
[[nodiscard]] Reply<std::decay_t<T>> readyReply(T &&value)
{
    using State = Detail::ReplyState<std::decay_t<T>>;
    const typename State::Pointer state(new State);
    std::decay_t<T> stored(std::forward<T>(value));
    Detail::ResultPromise(state).succeed(&stored);
    return Reply<std::decay_t<T>>(state);
}

[[nodiscard]] inline Reply<void> readyReply()
{
    const Detail::ReplyState<void>::Pointer state(new Detail::ReplyState<void>);
    Detail::ResultPromise(state).succeed(nullptr);
    return Reply<void>(state);
}

template<typename T>
[[nodiscard]] Reply<T> failedReply(const Error &error)
{
    const typename Detail::ReplyState<T>::Pointer state(new Detail::ReplyState<T>);
    Detail::ResultPromise(state).fail(error);
    return Reply<T>(state);
}

} // namespace WebSocketRpc
