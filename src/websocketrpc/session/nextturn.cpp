// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "nextturn_p.h"

#include <QCoreApplication>
#include <QEvent>

namespace WebSocketRpc {

void NextTurn::Target::request()
{
    if (m_place.empty())
        return;
    if (m_turn->m_requests.empty())
        m_turn->askForTurn();
    m_turn->m_requests.splice(m_turn->m_requests.end(), m_place);
}

void NextTurn::Target::withdraw()
{
    if (!m_place.empty())
        return;
    m_place.splice(m_place.end(), m_turn->m_requests, m_position);
    if (m_turn->m_requests.empty())
        m_turn->m_timer.stop();
}

std::shared_ptr<NextTurn> NextTurn::ofCurrentThread()
{
    thread_local std::weak_ptr<NextTurn> present;
    std::shared_ptr<NextTurn> turn = present.lock();
    if (!turn)
        present = turn = std::make_shared<NextTurn>();
    return turn;
}

// Qt's dispatchers emit awake() in each turn, before they wait again; with GLib a timer comes one poll
// later. Other dispatchers may emit nothing, and on some platforms Qt's own do not for as long as there
// is something to do. There the timer comes.
void NextTurn::askForTurn()
{
    using Dispatcher = QAbstractEventDispatcher;
    Dispatcher *const dispatcher = Dispatcher::instance();
    if (!dispatcher) { // there will be one when the thread runs its event loop
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
        return;
    }
    if (dispatcher != m_dispatcher) {
        m_dispatcher = dispatcher;
        connect(dispatcher, &Dispatcher::awake, this, &NextTurn::turn);
    }
    m_timer.start(0, this);
}

// To what is called back this is an event like others, which matters to QObject::deleteLater(). If an
// event loop runs inside, that takes what would have kept the dispatcher from waiting, such as the
// end of the loop outside.
void NextTurn::turn()
{
    const quint64 present = ++m_turns;
    if (m_requests.empty())
        return;
    const std::shared_ptr<NextTurn> self = shared_from_this();
    QEvent event(QEvent::User);
    QCoreApplication::sendEvent(this, &event);
    if (m_turns != present && m_dispatcher)
        m_dispatcher->wakeUp();
}

bool NextTurn::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    callBack();
    return true;
}

void NextTurn::timerEvent(QTimerEvent *)
{
    m_timer.start(0, this); // another, as one does not time out inside its own event
    callBack();
}

// Those that ask meanwhile come in a later turn, or where an event loop runs inside, there.
void NextTurn::callBack()
{
    const std::shared_ptr<NextTurn> self = shared_from_this();
    for (std::size_t left = m_requests.size(); left > 0 && !m_requests.empty(); --left) {
        Target &first = *m_requests.front();
        first.withdraw();
        first.nextTurn();
    }
}

} // namespace WebSocketRpc
