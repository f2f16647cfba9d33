// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qmutex.h>
#include <QtCore/qthread.h>

#include <atomic>
#include <memory>
#include <utility>

namespace WebSocketRpc::Detail {

// The only way from one thread to another. Each thread has one mailbox. A posted function runs in that
// thread's event loop; if the thread ends first, the function is destroyed without running.
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
    std::atomic<Receiver *> m_receiver; // closed under the mutex that each sender holds
};

} // namespace WebSocketRpc::Detail
