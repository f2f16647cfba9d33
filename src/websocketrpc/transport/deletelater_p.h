// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qobject.h>
#include <QtCore/qthread.h>

namespace WebSocketRpc {

// Without an event loop, deleteLater() never deletes.
[[nodiscard]] inline bool isEventLoopRunning()
{
    return QThread::currentThread()->loopLevel() > 0;
}

// Deletes a socket later. The destructor emits signals, and must not run inside one of them.
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
