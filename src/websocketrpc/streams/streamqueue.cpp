// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/streamqueue.h>

#include <websocketrpc/detail/mailbox.h>

namespace WebSocketRpc::Detail {

void StreamQueue::finish(const std::exception_ptr &failure)
{
    QMutexLocker lock(&m_mutex);
    if (m_isClosed)
        return;
    m_failure = failure;
    closeAndUnlock(lock);
}

void StreamQueue::close()
{
    QMutexLocker lock(&m_mutex);
    m_ready = {};
    StreamBatch unread = std::exchange(m_values, StreamBatch(m_values.type()));
    if (!m_isClosed)
        closeAndUnlock(lock);
    else
        lock.unlock(); // before the values go, whose destructors may write
}

void StreamQueue::closeAndUnlock(QMutexLocker<QMutex> &lock)
{
    m_isClosed = true;
    const ListenerPointer onClosed = std::exchange(m_onClosed, {});
    const ListenerPointer noMore = std::exchange(m_onRoom, {});
    const std::function<void()> ready = std::exchange(m_ready, {});
    lock.unlock();
    if (ready)
        ready();
    tell(onClosed);
}

bool StreamQueue::isFull() const
{
    const QMutexLocker lock(&m_mutex);
    return m_values.size() >= m_room;
}

bool StreamQueue::isClosed() const
{
    const QMutexLocker lock(&m_mutex);
    return m_isClosed;
}

void StreamQueue::onRoom(QObject *context, std::function<void()> function)
{
    ListenerPointer added = listener(context, std::move(function));
    QMutexLocker lock(&m_mutex);
    if (m_isClosed)
        return;
    const ListenerPointer replaced = std::exchange(m_onRoom, added);
    m_isShort = m_values.size() >= m_room;
    const bool hasRoom = !m_isShort;
    lock.unlock();
    if (hasRoom)
        tell(added);
}

void StreamQueue::onClosed(QObject *context, std::function<void()> function)
{
    ListenerPointer added = listener(context, std::move(function));
    QMutexLocker lock(&m_mutex);
    if (!m_isClosed)
        added.swap(m_onClosed);
    const bool isClosed = m_isClosed;
    lock.unlock();
    if (isClosed)
        tell(added);
}

StreamSource::Made StreamQueue::take(void *list, StreamQuota &quota)
{
    QMutexLocker lock(&m_mutex);
    m_values.moveTo(list, std::min(m_values.size(), quota.left()));
    ListenerPointer onRoom;
    if (m_isShort && m_values.size() <= m_room / 2) {
        m_isShort = false;
        onRoom = m_onRoom;
    }
    const bool isEmpty = m_values.isEmpty();
    const bool isClosed = m_isClosed;
    lock.unlock();
    tell(onRoom);
    if (!isEmpty)
        return StreamSource::Made::Some;
    if (!isClosed)
        return StreamSource::Made::Wait;
    if (m_failure)
        std::rethrow_exception(m_failure);
    return StreamSource::Made::End;
}

void StreamQueue::whenReady(std::function<void()> ready)
{
    QMutexLocker lock(&m_mutex);
    const bool isReady = m_isClosed || !m_values.isEmpty();
    if (!isReady)
        m_ready.swap(ready);
    lock.unlock();
    if (isReady)
        ready();
}

void StreamQueue::setReadAhead(const ReadAhead &readAhead)
{
    QMutexLocker lock(&m_mutex);
    m_room = readAhead.values;
}

StreamQueue::ListenerPointer StreamQueue::listener(QObject *context, std::function<void()> function)
{
    Q_ASSERT_X(context, "WebSocketRpc", "onRoom() and onClosed() need a context object");
    return std::make_shared<const Listener>(
        Listener{context, Mailbox::of(context->thread()), std::move(function)});
}

void StreamQueue::tell(const ListenerPointer &listener)
{
    if (!listener)
        return;
    listener->mailbox->post([listener] {
        if (listener->context)
            listener->function();
    });
}

void StreamQueue::wakeReader(QMutexLocker<QMutex> &lock)
{
    m_isShort = m_isShort || m_values.size() >= m_room;
    if (!m_ready)
        return;
    const std::function<void()> ready = std::exchange(m_ready, {});
    lock.unlock();
    ready();
}

} // namespace WebSocketRpc::Detail
