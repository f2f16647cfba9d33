// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "meter.h"

#include <optional>

namespace Benchmarks {

// The roles of the processes that the main process starts.

// Prints the url and serves until terminated, or until the input ends.
int serve(const Technique &technique, const ServeOptions &options);

// Connects and measures once or, without an amount, for each request in the input. Prints a line
// for each sample.
int load(const Technique &technique, const LoadOptions &options, int connections,
    const std::optional<Amount> &amount);

// Lets others on the same core run first.
void giveWay();

// Keeps a core busy at the lowest priority until its input ends.
int spin();

} // namespace Benchmarks
