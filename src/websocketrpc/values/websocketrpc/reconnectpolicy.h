// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <chrono>
#include <optional>

namespace WebSocketRpc {

struct WEBSOCKETRPC_EXPORT ReconnectPolicy
{
    std::chrono::milliseconds firstDelay{100};
    double growth = 2.0;
    std::chrono::milliseconds maximumDelay{120'000};
    bool jitter = true;
    std::optional<int> maximumAttempts = {};
    std::optional<std::chrono::milliseconds> maximumTime = {};
    std::chrono::milliseconds stableTime{10'000};

    static ReconnectPolicy never();

    // Before attempt number `attempt`, where 1 is the first after a failure; absent: give up.
    [[nodiscard]] std::optional<std::chrono::milliseconds> delayBefore(int attempt) const;

    friend bool operator==(const ReconnectPolicy &, const ReconnectPolicy &) = default;
};

} // namespace WebSocketRpc
