// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

namespace WebSocketRpc {

struct CloseReason
{
    int code = 0;
    QString text = {};

    friend bool operator==(const CloseReason &, const CloseReason &) = default;
};

} // namespace WebSocketRpc
