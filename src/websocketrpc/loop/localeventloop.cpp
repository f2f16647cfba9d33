// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "localeventloop_p.h"

#include <QEventLoop>

namespace WebSocketRpc {

void LocalEventLoop::end()
{
    const QMutexLocker lock(&m_mutex);
    m_hasEnded = true;
    // exec() ignores an earlier quit().
    if (m_loop)
        QMetaObject::invokeMethod(m_loop, &QEventLoop::quit, Qt::QueuedConnection);
}

bool LocalEventLoop::run()
{
    QEventLoop loop;
    QMutexLocker lock(&m_mutex);
    if (!m_hasEnded) {
        m_loop = &loop;
        lock.unlock();
        loop.exec();
        lock.relock();
        m_loop = nullptr;
    }
    return m_hasEnded;
}

} // namespace WebSocketRpc
