// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>

namespace WebSocketRpc {

// How many connections the system's limit of open files leaves room for beside what else a process
// opens; absent where that is not known or unlimited. Only Linux tells it in a file.
[[nodiscard]] std::optional<int> connectionsThatFit();

} // namespace WebSocketRpc
