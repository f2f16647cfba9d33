// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>
#include <websocketrpc/test/export.h>

#include <QtCore/qfuture.h>

#include <chrono>
#include <optional>
#include <type_traits>
#include <variant>

namespace WebSocketRpc::Test {

// The part of waiting that does not depend on the type.
[[nodiscard]] WEBSOCKETRPCTEST_EXPORT bool settlesOrFails(
    const QFuture<void> &future, std::chrono::milliseconds timeout, const char *file, int line);
[[nodiscard]] WEBSOCKETRPCTEST_EXPORT Error errorOfSettled(const QFuture<void> &future);
WEBSOCKETRPCTEST_EXPORT void failBecauseOf(const Error &error, const char *file, int line);

// The result of a call. If the call has failed, so has the test.
template<typename T>
class Waited
{
public:
    Waited(const QFuture<T> &future, std::chrono::milliseconds timeout, const char *file, int line)
    {
        if (!settlesOrFails(QFuture<void>(future), timeout, file, line))
            return;
        const Error error = errorOfSettled(QFuture<void>(future));
        if (error.kind() != Error::Kind::None)
            failBecauseOf(error, file, line);
        else if constexpr (std::is_void_v<T>)
            m_result.emplace();
        else if constexpr (std::is_copy_constructible_v<T>)
            m_result.emplace(future.result());
        else
            m_result.emplace(QFuture<T>(future).takeResult());
    }

    [[nodiscard]] bool hasResult() const { return m_result.has_value(); }
    T takeResult() { return T(std::move(*m_result)); }

private:
    std::optional<std::conditional_t<std::is_void_v<T>, std::monostate, T>> m_result;
};

} // namespace WebSocketRpc::Test
