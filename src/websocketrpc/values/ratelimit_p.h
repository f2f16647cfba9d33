// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clock_p.h"

#include <optional>
#include <utility>

namespace WebSocketRpc {

// Keeps what others can cause at will, such as warnings, to a few in a period.
class RateLimit
{
public:
    // Returns how many were held back since the last that was let through; absent where this one is
    // held back, too.
    [[nodiscard]] std::optional<quint64> next()
    {
        const Clock::time_point now = currentTime();
        if (now - m_begin >= period) {
            m_begin = now;
            m_count = 0;
        }
        if (m_count >= maximum) {
            ++m_heldBack;
            return {};
        }
        ++m_count;
        return std::exchange(m_heldBack, 0);
    }

private:
    static constexpr int maximum = 10;
    static constexpr auto period = std::chrono::seconds(10);

    Clock::time_point m_begin = {};
    int m_count = 0;
    quint64 m_heldBack = 0;
};

} // namespace WebSocketRpc
