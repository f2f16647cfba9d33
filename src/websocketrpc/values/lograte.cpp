// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "lograte_p.h"

#include <utility>

namespace WebSocketRpc {

namespace {

constexpr int mostInPeriod = 10;
constexpr auto period = std::chrono::seconds(10);

} // namespace

bool LogRate::allows()
{
    const Clock::time_point now = currentTime();
    if (m_written == 0 || now - m_start >= period) {
        m_start = now;
        m_written = 0;
    }
    if (m_written == mostInPeriod) {
        ++m_omitted;
        return false;
    }
    ++m_written;
    if (m_omitted > 0)
        qCWarning(m_category) << std::exchange(m_omitted, 0) << "more messages were left out";
    return true;
}

} // namespace WebSocketRpc
