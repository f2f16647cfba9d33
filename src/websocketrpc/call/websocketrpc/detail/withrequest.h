// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/argumentviews.h>
#include <websocketrpc/detail/callrequest.h>
#include <websocketrpc/detail/declaredmethod.h>

namespace WebSocketRpc::Detail {

// Calls `start` with a request that refers to these arguments.
template<typename F, typename... A>
auto withRequest(F &&start, QAnyStringView method, const A &...arguments)
{
    return Detail::withViews(
        [&](std::span<const ArgumentView> views) {
            return start(CallRequest{method, views});
        },
        Detail::argumentValue(arguments)...);
}

// The same for a method known to the compiler, whose call has no mistake.
template<auto Method, typename F, typename... A>
auto withRequestOf(F &&start, A &&...arguments)
{
    constexpr std::string_view name = methodName<Method>();
    return Detail::withConverted<Method>(
        [&](std::span<const ArgumentView> views) {
            return start(CallRequest{QUtf8StringView(name.data(), qsizetype(name.size())), views,
                false, &parameterNames<Method>});
        },
        std::forward<A>(arguments)...);
}

} // namespace WebSocketRpc::Detail
