// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "meter.h"

#include <optional>

namespace Benchmarks {

// What a process of the suite can be, besides the one that starts the others.

// Prints its url and serves until it is terminated or its input ends.
int serve(const Technique &technique, const ServeOptions &options);

// Connects, measures once or, without an amount, for each request in its input, and prints a line
// with each sample.
int load(const Technique &technique, const LoadOptions &options, int connections,
    const std::optional<Amount> &amount);

// Keeps a core busy at the lowest priority until its input ends.
int spin();

} // namespace Benchmarks
