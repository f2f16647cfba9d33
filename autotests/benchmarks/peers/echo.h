// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// A bare QWebSocket, whose server sends back what it gets: as many bytes as a call has, or the
// payload alone. For notifications it counts messages, for news it sends one to each socket.
Service serveEcho(const ServeOptions &options);

std::unique_ptr<Work> connectEcho(const LoadOptions &options);

} // namespace Benchmarks
