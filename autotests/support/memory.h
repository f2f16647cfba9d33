// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QDir>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

// What the program uses at a moment; 0 if the system does not say.
struct Usage
{
    qint64 bytes = 0; // allocated and not freed
    qsizetype files = 0; // open, sockets included

    static Usage now()
    {
        Usage usage;
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
        const auto info = mallinfo2();
        usage.bytes = qint64(info.uordblks + info.hblkhd); // hblkhd: large blocks, which are mapped
#endif
        usage.files = QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::NoDotAndDotDot).size();
        return usage;
    }
};
