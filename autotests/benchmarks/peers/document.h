// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// A loop written by hand with QWebSocket and QJsonDocument, for `add` and lists of numbers.
Service serveDocument(const ServeOptions &options);

std::unique_ptr<Work> connectDocument(const LoadOptions &options);

} // namespace Benchmarks
