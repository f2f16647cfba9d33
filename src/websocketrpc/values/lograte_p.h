// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clock_p.h"
#include "logging_p.h"

namespace WebSocketRpc {

// What others can cause at will must not fill the log: a few messages are written in a period, and
// then how many were not.
class LogRate
{
public:
    using Category = const QLoggingCategory &();

    explicit LogRate(Category *category) : m_category(category) { }

    // Whether one more may be written now. The first after a pause is preceded by a message about
    // those that were left out.
    [[nodiscard]] bool allows();

private:
    Category *const m_category;
    Clock::time_point m_start = {};
    int m_written = 0;
    quint64 m_omitted = 0;
};

} // namespace WebSocketRpc
