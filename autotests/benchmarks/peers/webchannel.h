// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// QtWebChannel over a QWebSocket, with a handwritten client, because there is none for C++; for
// `add`.
Service serveWebChannel(const ServeOptions &options);

std::unique_ptr<Work> connectWebChannel(const LoadOptions &options);

} // namespace Benchmarks
