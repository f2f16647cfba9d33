// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// Peers that give a server of serveRpc() as much to do as they can with few bytes, and break no rule.
// A task is done when the system has taken its bytes.

[[nodiscard]] std::unique_ptr<Work> connectPings(const LoadOptions &options);
[[nodiscard]] std::unique_ptr<Work> connectEmptyFrames(const LoadOptions &options);
[[nodiscard]] std::unique_ptr<Work> connectTinyFrames(const LoadOptions &options);
[[nodiscard]] std::unique_ptr<Work> connectTinyMessages(const LoadOptions &options);
[[nodiscard]] std::unique_ptr<Work> connectSlowBytes(const LoadOptions &options);
// It watches the property of Task::Change, and reads nothing. Its task is to wait a millisecond.
[[nodiscard]] std::unique_ptr<Work> connectSlowWatcher(const LoadOptions &options);

} // namespace Benchmarks
