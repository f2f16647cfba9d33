// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>

#include <exception>

namespace WebSocketRpc {

// An exception of user code as an error of this side.
[[nodiscard]] WEBSOCKETRPC_EXPORT Error errorFrom(const std::exception_ptr &exception);

} // namespace WebSocketRpc
