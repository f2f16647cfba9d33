// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clock_p.h"
#include "logging_p.h"

namespace WebSocketRpc {

// Keeps messages that others can cause at will from filling the log: it allows a few in each period, and
// then says how many were left out.
class LogRate
{
public:
    using Category = const QLoggingCategory &();

    explicit LogRate(Category *category) : m_category(category) { }

    // Whether one more message may be written now. After a pause, first logs how many were left out.
    [[nodiscard]] bool allows();

private:
    Category *const m_category;
    Clock::time_point m_start = {};
    int m_written = 0;
    quint64 m_omitted = 0;
};

} // namespace WebSocketRpc
