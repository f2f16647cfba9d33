// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qglobal.h>

namespace WebSocketRpc {

struct ReadAhead
{
    qsizetype values = 4096;
    qsizetype bytes = 64 * 1024;

    friend bool operator==(const ReadAhead &, const ReadAhead &) = default;
};

} // namespace WebSocketRpc
