// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qobject.h>
#include <QtCore/qthread.h>

namespace WebSocketRpc {

// Without an event loop nothing that is to happen later ever does.
[[nodiscard]] inline bool isEventLoopRunning()
{
    return QThread::currentThread()->loopLevel() > 0;
}

// Lets go of a socket. Its destructor emits signals, and it must not run inside one of them.
struct DeleteLater
{
    void operator()(QObject *socket) const
    {
        socket->disconnect();
        if (isEventLoopRunning())
            socket->deleteLater();
        else
            delete socket;
    }
};

} // namespace WebSocketRpc
