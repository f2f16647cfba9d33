// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "callstate_p.h"

namespace WebSocketRpc {

void CallState::cancel()
{
    std::vector<std::function<void()>> functions;
    {
        const QMutexLocker lock(&m_mutex);
        m_isCancelled = true;
        functions.swap(m_whenCancelled);
    }
    for (const auto &function : functions)
        function();
}

void CallState::end()
{
    std::vector<std::function<void()>> functions; // may do anything when they are destroyed
    std::function<void()> sink;
    const QMutexLocker lock(&m_mutex);
    m_hasEnded = true;
    functions.swap(m_whenCancelled);
    sink.swap(m_sink);
}

void CallState::whenCancelled(std::function<void()> function)
{
    {
        const QMutexLocker lock(&m_mutex);
        if (m_hasEnded)
            return;
        if (!m_isCancelled) {
            m_whenCancelled.push_back(std::move(function));
            return;
        }
    }
    function();
}

// Progress that was made before is told at once.
void CallState::setProgressSink(std::function<void()> sink)
{
    bool isTold = false;
    {
        const QMutexLocker lock(&m_mutex);
        m_sink = sink;
        isTold = m_isTold;
    }
    if (isTold && sink)
        sink();
}

bool CallState::hasProgressSink() const
{
    const QMutexLocker lock(&m_mutex);
    return bool(m_sink);
}

Progress CallState::takeProgress()
{
    const QMutexLocker lock(&m_mutex);
    m_isTold = false;
    return m_progress;
}

} // namespace WebSocketRpc
