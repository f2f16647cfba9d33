// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "lograte_p.h"

#include "logging_p.h"
#include "text_p.h"

namespace WebSocketRpc {

namespace {

constexpr int mostAtOnce = 20;
constexpr auto period = std::chrono::seconds(10);
constexpr std::size_t excerptSize = 200;

} // namespace

bool LogRate::allows()
{
    const Clock::time_point now = currentTime();
    if (m_written == 0 || now - m_start >= period) {
        m_start = now;
        m_written = 0;
    }
    if (m_written == mostAtOnce) {
        ++m_omitted;
        return false;
    }
    ++m_written;
    if (m_omitted > 0)
        qCWarning(lcChannel) << std::exchange(m_omitted, 0)
                             << "messages about this peer were left out";
    return true;
}

QString logExcerpt(QStringView text)
{
    if (text.size() <= qsizetype(excerptSize))
        return text.toString();
    return text.first(qsizetype(excerptSize)).toString() + QChar(u'…');
}

QString logExcerpt(std::string_view utf8)
{
    // No more than needed is converted.
    return logExcerpt(toText(utf8.substr(0, 4 * excerptSize)));
}

} // namespace WebSocketRpc
