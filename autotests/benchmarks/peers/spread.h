// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// Several connections as one: calls use them in turn; news are complete when all have received
// them.
[[nodiscard]] std::unique_ptr<Work> connectAll(
    const Technique &technique, LoadOptions options, int connections);

} // namespace Benchmarks
