// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clock_p.h"

#include <QtCore/qstring.h>

#include <string_view>

namespace WebSocketRpc {

// What a peer causes must not fill the log: so many messages are written, and more only after a time.
class LogRate
{
public:
    // Whether one more may be written now. Says how many were not, once there are new ones.
    [[nodiscard]] bool allows();

private:
    Clock::time_point m_start = {};
    int m_written = 0;
    quint64 m_omitted = 0;
};

// The beginning of a text that the peer has chosen.
[[nodiscard]] QString logExcerpt(QStringView text);
[[nodiscard]] QString logExcerpt(std::string_view utf8);

} // namespace WebSocketRpc
