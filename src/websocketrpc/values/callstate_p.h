// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/progress.h>

#include <QtCore/qmutex.h>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace WebSocketRpc {

// What a method and the channel that it was called through tell each other while it runs: that nobody
// wants its result any more, and how far it has come. Thread-safe.
class CallState
{
public:
    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }
    void cancel(); // runs what waits for it, here

    // Runs once, in whatever thread cancels the call; at once where it is cancelled already.
    void whenCancelled(std::function<void()> function);

    // Is told, in whatever thread the method runs, that there is progress that was not taken yet.
    void setProgressSink(std::function<void()> sink);
    [[nodiscard]] bool hasProgressSink() const;
    // Changes the progress. `change` says whether it has.
    template<typename F>
    void changeProgress(F &&change)
    {
        std::function<void()> sink;
        {
            const QMutexLocker lock(&m_mutex);
            if (!change(m_progress) || std::exchange(m_isTold, true))
                return;
            sink = m_sink;
        }
        if (sink)
            sink();
    }
    [[nodiscard]] Progress takeProgress(); // the latest

    // The call is answered: nothing is told any more, and what waited for that is dropped.
    void end();

    // Keeps something until the method and all who have its context are done.
    void keep(std::shared_ptr<void> token) { m_token = std::move(token); }

private:
    std::atomic_bool m_isCancelled = false;
    mutable QMutex m_mutex;
    std::vector<std::function<void()>> m_whenCancelled;
    std::function<void()> m_sink;
    Progress m_progress;
    bool m_isTold = false; // of progress that was not taken yet
    bool m_hasEnded = false;
    std::shared_ptr<void> m_token;
};

} // namespace WebSocketRpc
