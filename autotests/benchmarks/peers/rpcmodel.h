// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// A model of this library.
Service serveRpcModel(const ServeOptions &options);

std::unique_ptr<Work> connectRpcModel(const LoadOptions &options);

} // namespace Benchmarks
