// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// So many connections as one: calls go to one after the other; news are done when all have heard.
[[nodiscard]] std::unique_ptr<Work> connectAll(
    const Technique &technique, LoadOptions options, int connections);

} // namespace Benchmarks
