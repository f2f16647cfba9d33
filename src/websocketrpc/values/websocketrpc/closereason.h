// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

namespace WebSocketRpc {

struct CloseReason
{
    int code = 0;
    QString text = {};

    friend bool operator==(const CloseReason &, const CloseReason &) = default;
};

WEBSOCKETRPC_EXPORT QDebug operator<<(QDebug debug, const CloseReason &reason);

} // namespace WebSocketRpc
