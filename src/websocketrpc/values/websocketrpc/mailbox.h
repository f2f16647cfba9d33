// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qmutex.h>
#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <atomic>
#include <memory>
#include <utility>

namespace WebSocketRpc {

// The only way from one thread to another. Each thread has one mailbox; what is posted to it runs
// in that thread's event loop, or is destroyed unopened when the thread ends first.
class WEBSOCKETRPC_EXPORT Mailbox
{
public:
    class Letter
    {
    public:
        virtual ~Letter() = default;
        virtual void open() = 0;
    };

    static std::shared_ptr<Mailbox> ofCurrentThread();
    static std::shared_ptr<Mailbox> of(QThread *thread);

    explicit Mailbox(QThread *thread);
    ~Mailbox();
    Q_DISABLE_COPY_MOVE(Mailbox)

    [[nodiscard]] bool isCurrent() const { return m_thread == QThread::currentThread(); }
    [[nodiscard]] bool sharesThreadWith(const Mailbox &other) const
    {
        return m_thread == other.m_thread;
    }

    template<typename F>
    void post(F &&function)
    {
        struct FunctionLetter final : Letter
        {
            explicit FunctionLetter(F &&f) : function(std::forward<F>(f)) { }
            void open() override { function(); }
            std::decay_t<F> function;
        };
        send(std::make_unique<FunctionLetter>(std::forward<F>(function)));
    }

private:
    class Receiver;

    static void closeMailboxOf(QThread *thread);
    [[nodiscard]] bool isOpen() const { return m_receiver.load() != nullptr; }
    void send(std::unique_ptr<Letter> letter);
    void close();

    QThread *const m_thread;
    QMutex m_mutex;
    std::atomic<Receiver *> m_receiver; // closed with the mutex, which whoever sends holds
};

// Runs a function in the thread of a QObject, if that object is still alive by then.
class ContextGuard
{
public:
    explicit ContextGuard(QObject *context)
        : m_context(context)
        , m_mailbox(Mailbox::of(context->thread()))
    {
    }

    template<typename F>
    void run(F &&function)
    {
        if (m_mailbox->isCurrent()) {
            runHere(std::forward<F>(function));
            return;
        }
        const std::shared_ptr<Mailbox> mailbox = m_mailbox;
        mailbox->post([guard = std::move(*this), function = std::forward<F>(function)]() mutable {
            guard.runHere(std::move(function));
        });
    }

private:
    template<typename F>
    void runHere(F &&function)
    {
        if (!m_context)
            return;
        if (m_context->thread() == QThread::currentThread())
            std::forward<F>(function)();
        else
            ContextGuard(m_context).run(std::forward<F>(function)); // it was moved meanwhile
    }

    QPointer<QObject> m_context;
    std::shared_ptr<Mailbox> m_mailbox;
};

} // namespace WebSocketRpc
