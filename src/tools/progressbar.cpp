// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "progressbar.h"

#include "printable.h"
#include "terminal.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace {

constexpr int barWidth = 30;
constexpr int textWidth = 40; // so that a line fits the narrowest usual terminal

QByteArray barOf(const WebSocketRpc::Progress &progress)
{
    const double range = double(progress.maximum) - progress.minimum;
    if (range <= 0)
        return QByteArray::number(progress.value);
    const double share = std::clamp((progress.value - progress.minimum) / range, 0.0, 1.0);
    const int filled = int(share * barWidth);
    return '[' + QByteArray(filled, '=') + QByteArray(barWidth - filled, ' ') + "] "
        + QByteArray::number(int(share * 100)) + '%';
}

} // namespace

ProgressBar::ProgressBar() : m_isShown(isTerminal(stderr)) { }

void ProgressBar::show(const WebSocketRpc::Progress &progress)
{
    if (!m_isShown)
        return;
    clear();
    const QByteArray line = barOf(progress) + ' ' + printable(progress.text.left(textWidth));
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
    std::fflush(stderr);
    m_isDrawn = true;
}

void ProgressBar::clear()
{
    if (!std::exchange(m_isDrawn, false))
        return;
    std::fputs("\r\033[K", stderr); // ECMA-48: erase in line
    std::fflush(stderr);
}
