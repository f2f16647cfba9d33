// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "descriptors_p.h"

#include <QFile>

#include <limits>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

std::optional<int> connectionsThatFit()
{
    QFile file(u"/proc/self/limits"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    constexpr QByteArrayView name = "Max open files";
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (!line.startsWith(name))
            continue;
        bool isNumber = false; // false for "unlimited"
        const qint64 limit =
            line.sliced(name.size()).simplified().split(' ').first().toLongLong(&isNumber);
        const qint64 room = limit - qMax(limit / 8, 32LL);
        if (isNumber && room <= std::numeric_limits<int>::max())
            return int(qMax(room, 1LL));
    }
    return {};
}

} // namespace WebSocketRpc
