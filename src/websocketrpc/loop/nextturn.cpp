// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "nextturn_p.h"

#include "rememberedobject_p.h"

#include <QCoreApplication>
#include <QTimerEvent>

namespace WebSocketRpc {

// Is posted where there is no dispatcher, and destroyed unseen where the application ends.
class NextTurn::Event final : public QEvent
{
public:
    explicit Event(NextTurn *turn) : QEvent(QEvent::User), m_turn(turn->weak_from_this()) { }
    ~Event() override
    {
        const std::shared_ptr<NextTurn> turn = m_turn.lock();
        if (turn && turn->m_event == this)
            turn->m_event = nullptr;
    }

private:
    const std::weak_ptr<NextTurn> m_turn;
};

void NextTurn::Target::request()
{
    if (!m_turn->isAskedFor())
        m_turn->askForTurn();
    if (!m_place.empty())
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
    std::shared_ptr<NextTurn> turn = RememberedObject<NextTurn>::ofCurrentThread();
    if (!turn) {
        turn = std::make_shared<NextTurn>();
        RememberedObject<NextTurn>::set(turn);
    }
    return turn;
}

void NextTurn::askForTurn()
{
    QAbstractEventDispatcher *const dispatcher = QAbstractEventDispatcher::instance();
    if (!dispatcher) { // there will be one when the thread runs its event loop
        auto *const event = new Event(this);
        m_event = event;
        QCoreApplication::postEvent(this, event);
        return;
    }
    if (dispatcher != m_dispatcher)
        follow(dispatcher);
    m_timer.start(0, this);
}

// Qt's dispatchers emit awake() in each turn, before they wait again; with GLib a timer comes one poll
// later. Other dispatchers may emit nothing, and on some platforms Qt's own do not for as long as there
// is something to do. There the timer comes. That of Core Foundation emits awake() before it forgets
// what interrupted an earlier turn, so a loop that is quit from there would not end.
void NextTurn::follow(QAbstractEventDispatcher *dispatcher)
{
    m_dispatcher = dispatcher;
    if (!dispatcher->inherits("QEventDispatcherCoreFoundation"))
        connect(dispatcher, &QAbstractEventDispatcher::awake, this, &NextTurn::turn);
    connect(dispatcher, &QObject::destroyed, this, [this] { // the thread may run again
        m_timer.stop();
        if (!m_requests.empty() && !isAskedFor())
            askForTurn();
    });
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
    if (event == m_event) {
        m_event = nullptr;
        if (!m_requests.empty())
            askForTurn(); // for those that are called back inside, and those that ask meanwhile
    }
    callBack();
    return true;
}

void NextTurn::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
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
