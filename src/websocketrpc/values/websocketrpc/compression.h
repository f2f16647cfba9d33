// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qglobal.h>

namespace WebSocketRpc {

struct Compression
{
    int windowBits = 12;
    bool contextTakeover = true;
    int memoryLevel = 5;
    qint64 smallestMessage = 1024;

    friend bool operator==(const Compression &, const Compression &) = default;
};

} // namespace WebSocketRpc
