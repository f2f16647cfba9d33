// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qmutex.h>

QT_FORWARD_DECLARE_CLASS(QEventLoop)

namespace WebSocketRpc {

// Waits for an event in this thread's event loop or in another thread.
class LocalEventLoop
{
public:
    void end(); // from any thread, even before run()
    // Returns false if the application ends the thread's event loops.
    [[nodiscard]] bool run();

private:
    QMutex m_mutex;
    QEventLoop *m_loop = nullptr; // while it runs
    bool m_hasEnded = false;
};

} // namespace WebSocketRpc
