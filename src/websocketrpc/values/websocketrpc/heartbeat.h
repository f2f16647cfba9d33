// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>

namespace WebSocketRpc {

struct Heartbeat
{
    std::chrono::milliseconds interval{20'000};
    int allowedMisses = 2;

    friend bool operator==(const Heartbeat &, const Heartbeat &) = default;
};

} // namespace WebSocketRpc
