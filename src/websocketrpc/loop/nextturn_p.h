// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qbasictimer.h>
#include <QtCore/qpointer.h>

#include <list>
#include <memory>

namespace WebSocketRpc {

// Calls back from the next turn of the thread's event loop, before it waits for something to happen.
// A posted event would do so too, but would wake the loop, which is awake already: for a call by itself,
// that is a quarter of each side's system calls.
class NextTurn final : public QObject, public std::enable_shared_from_this<NextTurn>
{
public:
    // Is called back, and may be destroyed by its own callback. Belongs to the thread that creates it.
    class Target
    {
    public:
        Target() = default;
        Q_DISABLE_COPY_MOVE(Target)

        void request(); // once, however often it is called before
        void withdraw();

    protected:
        ~Target() { withdraw(); }

    private:
        friend class NextTurn;

        virtual void nextTurn() = 0;

        const std::shared_ptr<NextTurn> m_turn = NextTurn::ofCurrentThread();
        std::list<Target *> m_place = {this}; // empty while it is in the other list
        const std::list<Target *>::iterator m_position = m_place.begin();
    };

    // Exists for as long as somebody holds it.
    [[nodiscard]] static std::shared_ptr<NextTurn> ofCurrentThread();

    bool event(QEvent *event) override;

private:
    void timerEvent(QTimerEvent *event) override;

    class Event;

    [[nodiscard]] bool isAskedFor() const { return m_timer.isActive() || m_event; }
    void askForTurn();
    void follow(QAbstractEventDispatcher *dispatcher);
    void turn();
    void callBack();

    std::list<Target *> m_requests;
    QPointer<QAbstractEventDispatcher> m_dispatcher; // announces each of its turns
    quint64 m_turns = 0;
    QBasicTimer m_timer; // for a dispatcher that does not
    const Event *m_event = nullptr; // for as long as there is no dispatcher
};

} // namespace WebSocketRpc
