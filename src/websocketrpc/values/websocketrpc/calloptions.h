// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <optional>

namespace WebSocketRpc {

struct CallOptions
{
    std::optional<std::chrono::milliseconds> timeout = {};
    bool idempotent = false;
    bool waitForConnection = true;
    bool progress = false;

    friend bool operator==(const CallOptions &, const CallOptions &) = default;
};

} // namespace WebSocketRpc
