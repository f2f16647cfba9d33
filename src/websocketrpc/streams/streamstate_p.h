// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "streammaker_p.h"

#include <websocketrpc/error.h>

#include <atomic>

namespace WebSocketRpc::Detail {

// What the copies of a stream and its reader share. When the last of them is gone, nobody wants the
// values any more. Thread-safe.
class StreamState final
{
public:
    StreamState(const StreamType &type, std::unique_ptr<StreamSource> source);
    ~StreamState();
    Q_DISABLE_COPY_MOVE(StreamState)

    [[nodiscard]] const StreamType &type() const { return m_type; }
    [[nodiscard]] const std::shared_ptr<Mailbox> &home() const { return m_maker->home(); }

    [[nodiscard]] bool isClaimed() const { return m_isClaimed; }
    // False if the stream has a reader already.
    [[nodiscard]] bool claim() { return !m_isClaimed.exchange(true); }

    // The answer comes once, from the event loop of the source's thread, with one value at least unless
    // it is the last. Returns a number for withdraw().
    quint64 request(qsizetype most, StreamRequest::Answer answer);
    // Answers a request with an error if it has not been answered yet; the stream goes on.
    void withdraw(quint64 request) { m_maker->withdraw(request); }
    void cancel(const Error &reason);
    // In the thread of the source; see StreamMaker.
    void keep(std::shared_ptr<void> referred, QObject *object)
    {
        m_maker->keep(std::move(referred), object);
    }
    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }

    [[nodiscard]] ReadAhead readAhead() const;
    void setReadAhead(const ReadAhead &readAhead);

private:
    const StreamType &m_type;
    const std::shared_ptr<StreamMaker> m_maker;
    std::atomic_bool m_isClaimed = false;
    std::atomic_bool m_isCancelled = false;
    mutable QMutex m_mutex;
    ReadAhead m_readAhead; // with the mutex
};

} // namespace WebSocketRpc::Detail
