// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/mailbox.h>

#include "rememberedobject_p.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHash>

#if defined(__SANITIZE_THREAD__)
#define WEBSOCKETRPC_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define WEBSOCKETRPC_TSAN 1
#endif
#endif

#ifdef WEBSOCKETRPC_TSAN
// In a Qt that was not built for it, ThreadSanitizer does not see the mutex of the event queue.
extern "C" void __tsan_acquire(void *address);
extern "C" void __tsan_release(void *address);
#endif

namespace WebSocketRpc::Detail {

namespace {

class LetterEvent final : public QEvent
{
public:
    explicit LetterEvent(std::unique_ptr<Mailbox::Letter> letter)
        : QEvent(eventType())
        , m_letter(std::move(letter))
    {
#ifdef WEBSOCKETRPC_TSAN
        __tsan_release(this);
#endif
    }

    ~LetterEvent() override
    {
#ifdef WEBSOCKETRPC_TSAN
        __tsan_acquire(this);
#endif
    }

    static QEvent::Type eventType()
    {
        static const auto type = QEvent::Type(QEvent::registerEventType());
        return type;
    }

    void open()
    {
#ifdef WEBSOCKETRPC_TSAN
        __tsan_acquire(this);
#endif
        m_letter->open();
    }

private:
    std::unique_ptr<Mailbox::Letter> m_letter;
};

struct MailboxRegister
{
    QMutex mutex;
    QHash<QThread *, std::shared_ptr<Mailbox>> mailboxes;
};

// Never destroyed, because a thread may end after static objects do: from Qt 6.8 on, the main thread's
// QThread finishes when the process exits.
MailboxRegister &mailboxRegister()
{
    static auto *const instance = new MailboxRegister;
    return *instance;
}

} // namespace

class Mailbox::Receiver final : public QObject
{
public:
    bool event(QEvent *event) override
    {
        if (event->type() != LetterEvent::eventType())
            return QObject::event(event);
        static_cast<LetterEvent *>(event)->open();
        return true;
    }
};

std::shared_ptr<Mailbox> Mailbox::ofCurrentThread()
{
    return of(QThread::currentThread());
}

std::shared_ptr<Mailbox> Mailbox::of(QThread *thread)
{
    const auto known = RememberedObject<Mailbox>::ofCurrentThread();
    if (known && known->m_thread == thread && known->isOpen())
        return known;

    MailboxRegister &all = mailboxRegister();
    const QMutexLocker lock(&all.mutex);
    std::shared_ptr<Mailbox> &mailbox = all.mailboxes[thread];
    if (!mailbox) {
        mailbox = std::make_shared<Mailbox>(thread);
        // The ending thread itself emits finished(), so its mailbox is closed in the thread it belongs
        // to. A thread that was never started emits only destroyed().
        constexpr auto once = Qt::ConnectionType(Qt::DirectConnection | Qt::SingleShotConnection);
        const auto close = [thread] { closeMailboxOf(thread); };
        QObject::connect(thread, &QThread::finished, thread, close, once);
        QObject::connect(thread, &QObject::destroyed, thread, close, once);
    }
    RememberedObject<Mailbox>::set(mailbox);
    return mailbox;
}

void Mailbox::closeMailboxOf(QThread *thread)
{
    MailboxRegister &all = mailboxRegister();
    QMutexLocker lock(&all.mutex);
    const std::shared_ptr<Mailbox> closing = all.mailboxes.take(thread);
    lock.unlock();
    if (closing)
        closing->close();
}

Mailbox::Mailbox(QThread *thread) : m_thread(thread), m_receiver(new Receiver)
{
    m_receiver.load()->moveToThread(thread);
}

Mailbox::~Mailbox()
{
    close();
}

void Mailbox::send(std::unique_ptr<Letter> letter)
{
    const QMutexLocker lock(&m_mutex);
    if (isOpen())
        QCoreApplication::postEvent(m_receiver, new LetterEvent(std::move(letter)));
}

void Mailbox::close()
{
    QMutexLocker lock(&m_mutex);
    Receiver *const receiver = m_receiver.exchange(nullptr);
    lock.unlock();
    delete receiver; // and the letters still waiting for it
}

} // namespace WebSocketRpc::Detail
