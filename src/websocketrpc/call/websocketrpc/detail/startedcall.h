// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/callrequest.h>
#include <websocketrpc/detail/resultpromise.h>
#include <websocketrpc/reply.h>

namespace WebSocketRpc::Detail {

// What a call gives to the program that makes it is a Reply<R> or a Stream<T>. For the state behind it, a
// stream is itself the result.
template<typename Given>
struct ResultOfCall
{
    using Type = Given;
};
template<typename R>
struct ResultOfCall<Reply<R>>
{
    using Type = R;
};
template<typename Given>
using StateOfCall = ReplyState<typename ResultOfCall<Given>::Type>;

template<typename Given>
Given giveToCaller(const typename StateOfCall<Given>::Pointer &state, CallHandle call)
{
    if constexpr (std::is_same_v<Given, typename ResultOfCall<Given>::Type>)
        return Given::of(state, call);
    else
        return Given(state, std::move(call));
}

template<typename Given, typename F>
Given startedCall(const CallRequest &request, F &&start)
{
    const typename StateOfCall<Given>::Pointer state(new StateOfCall<Given>);
    state->setMethod(request.method);
    return giveToCaller<Given>(state, start(request, ResultPromise(state)));
}

template<typename Given>
Given failedCall(const Error &error)
{
    const typename StateOfCall<Given>::Pointer state(new StateOfCall<Given>);
    ResultPromise(state).fail(error);
    return giveToCaller<Given>(state, {});
}

} // namespace WebSocketRpc::Detail
