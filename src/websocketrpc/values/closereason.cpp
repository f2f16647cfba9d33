// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/closereason.h>

#include <QDebug>

namespace WebSocketRpc {

QDebug operator<<(QDebug debug, const CloseReason &reason)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "WebSocketRpc::CloseReason(" << reason.code;
    if (!reason.text.isEmpty())
        debug << ", " << reason.text;
    return debug << ')';
}

} // namespace WebSocketRpc
