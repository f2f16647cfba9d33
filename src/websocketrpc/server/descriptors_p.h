// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>

namespace WebSocketRpc {

// How many connections the system's limit of open files allows, beside the other files of a process;
// absent if the limit is unknown or unlimited. Only Linux has the limit in a file.
[[nodiscard]] std::optional<int> connectionsThatFit();

} // namespace WebSocketRpc
