// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// A bare QWebSocket whose server echoes messages: as many bytes as a call has, or the payload
// alone. For notifications the server counts messages, for news it sends one to each socket.
Service serveEcho(const ServeOptions &options);

std::unique_ptr<Work> connectEcho(const LoadOptions &options);

} // namespace Benchmarks
