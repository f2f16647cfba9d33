// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/reply.h>
#include <websocketrpc/test/waited.h>

namespace WebSocketRpc::Test {

inline constexpr std::chrono::milliseconds DefaultTimeout{10'000};

[[nodiscard]] WEBSOCKETRPCTEST_EXPORT bool settles(
    const QFuture<void> &future, std::chrono::milliseconds timeout = DefaultTimeout);

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
[[nodiscard]] Waited<T> waited(const QFuture<T> &future,
    std::chrono::milliseconds timeout = DefaultTimeout, const char *file = __builtin_FILE(),
    int line = __builtin_LINE())
{
    return Waited<T>(future, timeout, file, line);
}

template<typename T>
[[nodiscard]] Waited<T> waited(const Reply<T> &reply,
    std::chrono::milliseconds timeout = DefaultTimeout, const char *file = __builtin_FILE(),
    int line = __builtin_LINE())
{
    return Waited<T>(reply.future(), timeout, file, line);
}

template<typename T>
T waitFor(const QFuture<T> &future, std::chrono::milliseconds timeout = DefaultTimeout,
    const char *file = __builtin_FILE(), int line = __builtin_LINE())
{
    Waited<T> result(future, timeout, file, line);
    return result.hasResult() ? result.takeResult() : T();
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

// Like waitFor(), but leaves the test function if the call fails, as QCOMPARE() does.
#define WEBSOCKETRPC_WAIT_FOR(...)                                                                 \
    __extension__({                                                                                \
        auto websocketrpcWaited = WebSocketRpc::Test::waited(__VA_ARGS__);                         \
        if (!websocketrpcWaited.hasResult())                                                       \
            return;                                                                                \
        websocketrpcWaited.takeResult();                                                           \
    })
