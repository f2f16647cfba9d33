// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qmutex.h>

QT_FORWARD_DECLARE_CLASS(QEventLoop)

namespace WebSocketRpc {

// Waits for something that happens in this thread's event loop, or in any other thread.
class LocalEventLoop
{
public:
    void end(); // from any thread, also before run()
    // Returns false where the application ends the event loops of the thread.
    [[nodiscard]] bool run();

private:
    QMutex m_mutex;
    QEventLoop *m_loop = nullptr; // while it runs
    bool m_hasEnded = false;
};

} // namespace WebSocketRpc
