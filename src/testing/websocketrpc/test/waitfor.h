// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/reply.h>
#include <websocketrpc/test/export.h>

#include <chrono>
#include <type_traits>

namespace WebSocketRpc::Test {

inline constexpr std::chrono::milliseconds DefaultTimeout{10'000};

[[nodiscard]] WEBSOCKETRPCTEST_EXPORT bool settles(
    const QFuture<void> &future, std::chrono::milliseconds timeout = DefaultTimeout);

// What waitFor() and errorOf() share for all types.
[[nodiscard]] WEBSOCKETRPCTEST_EXPORT bool settlesOrFails(
    const QFuture<void> &future, std::chrono::milliseconds timeout, const char *file, int line);
[[nodiscard]] WEBSOCKETRPCTEST_EXPORT Error errorOfSettled(const QFuture<void> &future);
WEBSOCKETRPCTEST_EXPORT void failBecauseOf(const Error &error, const char *file, int line);

template<typename T>
[[nodiscard]] bool settles(
    const QFuture<T> &future, std::chrono::milliseconds timeout = DefaultTimeout)
{
    return settles(QFuture<void>(future), timeout);
}

template<typename T>
[[nodiscard]] bool settles(
    const Reply<T> &reply, std::chrono::milliseconds timeout = DefaultTimeout)
{
    return settles(reply.future(), timeout);
}

template<typename T>
T waitFor(const QFuture<T> &future, std::chrono::milliseconds timeout = DefaultTimeout,
    const char *file = __builtin_FILE(), int line = __builtin_LINE())
{
    if (settlesOrFails(QFuture<void>(future), timeout, file, line)) {
        const Error error = errorOfSettled(QFuture<void>(future));
        if (error.kind() != Error::Kind::None)
            failBecauseOf(error, file, line);
        else if constexpr (std::is_copy_constructible_v<T>)
            return future.result();
        else if constexpr (!std::is_void_v<T>)
            return QFuture<T>(future).takeResult();
    }
    return T();
}

template<typename T>
T waitFor(const Reply<T> &reply, std::chrono::milliseconds timeout = DefaultTimeout,
    const char *file = __builtin_FILE(), int line = __builtin_LINE())
{
    return waitFor(reply.future(), timeout, file, line);
}

template<typename T>
Error errorOf(const QFuture<T> &future, std::chrono::milliseconds timeout = DefaultTimeout,
    const char *file = __builtin_FILE(), int line = __builtin_LINE())
{
    if (!settlesOrFails(QFuture<void>(future), timeout, file, line))
        return {};
    return errorOfSettled(QFuture<void>(future));
}

template<typename T>
Error errorOf(const Reply<T> &reply, std::chrono::milliseconds timeout = DefaultTimeout,
    const char *file = __builtin_FILE(), int line = __builtin_LINE())
{
    return errorOf(reply.future(), timeout, file, line);
}

} // namespace WebSocketRpc::Test
