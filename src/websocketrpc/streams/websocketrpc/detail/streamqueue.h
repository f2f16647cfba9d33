// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/streambase.h>

#include <QtCore/qmutex.h>
#include <QtCore/qpointer.h>

namespace WebSocketRpc::Detail {

class Mailbox;

// What a writer has written and nobody has read yet. Thread-safe.
class WEBSOCKETRPC_EXPORT StreamQueue
{
public:
    explicit StreamQueue(const StreamType &type) : m_values(type) { }

    // Does nothing after the end, or if nobody reads.
    template<typename T>
    void write(T value)
    {
        QMutexLocker lock(&m_mutex);
        if (m_isClosed)
            return;
        m_values.as<T>().append(std::move(value));
        wakeReader(lock);
    }
    void finish(const std::exception_ptr &failure); // null at a good end

    [[nodiscard]] bool isFull() const;
    [[nodiscard]] bool isClosed() const;
    void onRoom(QObject *context, std::function<void()> function);
    void onClosed(QObject *context, std::function<void()> function);

    // For the source that reads.
    [[nodiscard]] StreamSource::Made take(void *list, StreamQuota &quota);
    void whenReady(std::function<void()> ready);
    void setReadAhead(const ReadAhead &readAhead);
    void close(); // nobody reads any more

private:
    // What the writer is told, in the thread of a context that may be gone.
    struct Listener
    {
        QPointer<QObject> context;
        std::shared_ptr<Mailbox> mailbox;
        std::function<void()> function;
    };
    using ListenerPointer = std::shared_ptr<const Listener>;

    [[nodiscard]] static ListenerPointer listener(QObject *context, std::function<void()> function);
    static void tell(const ListenerPointer &listener);
    void wakeReader(QMutexLocker<QMutex> &lock);
    void closeAndUnlock(QMutexLocker<QMutex> &lock);

    mutable QMutex m_mutex;
    StreamBatch m_values;
    qsizetype m_room = ReadAhead().values;
    bool m_isClosed = false; // nothing is written any more
    bool m_isShort = false; // of room, and whoever wants to know has not been told of more
    std::exception_ptr m_failure; // that closed it
    std::function<void()> m_ready;
    ListenerPointer m_onRoom;
    ListenerPointer m_onClosed;
};

// The writers of one queue. When the last is gone, nothing more can come.
class WEBSOCKETRPC_EXPORT StreamWriterBase
{
public:
    [[nodiscard]] bool isFull() const { return m_shared->queue->isFull(); }
    [[nodiscard]] bool isClosed() const { return m_shared->queue->isClosed(); }
    void finish() const { m_shared->queue->finish({}); }

protected:
    explicit StreamWriterBase(const StreamType &type);

    [[nodiscard]] StreamQueue &queue() const { return *m_shared->queue; }
    [[nodiscard]] std::unique_ptr<StreamSource> source() const;
    // The stream that was made of the source, if it is there still.
    [[nodiscard]] std::shared_ptr<StreamState> stream() const { return m_shared->stream.lock(); }
    void setStream(const std::shared_ptr<StreamState> &stream) const { m_shared->stream = stream; }

private:
    struct WEBSOCKETRPC_EXPORT Shared
    {
        explicit Shared(const StreamType &type) : queue(std::make_shared<StreamQueue>(type)) { }
        ~Shared();

        const std::shared_ptr<StreamQueue> queue;
        std::weak_ptr<StreamState> stream;
    };

    std::shared_ptr<Shared> m_shared;
};

} // namespace WebSocketRpc::Detail
