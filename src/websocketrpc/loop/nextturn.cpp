// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "nextturn_p.h"

#include "rememberedobject_p.h"

#include <QCoreApplication>
#include <QTimerEvent>

namespace WebSocketRpc {

// Posted while there is no dispatcher. If the application ends first, it is destroyed undelivered.
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
    if (!dispatcher) { // and so no timers, until the thread runs an event loop
        auto *const event = new Event(this);
        m_event = event;
        QCoreApplication::postEvent(this, event);
        return;
    }
    if (dispatcher != m_dispatcher)
        follow(dispatcher);
    m_timer.start(0, this);
}

// Qt's dispatchers emit awake() in each turn, before they wait again. The timer alone would do, but with
// GLib it costs another poll: without awake() a call by itself takes 7 percent longer. The timer is for
// dispatchers that do not emit it, or on some platforms not while there is something to do. The
// dispatcher of Core Foundation emits it before it forgets what interrupted an earlier turn, so a loop
// that is quit from there would not end.
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

// The targets run inside an event, as QObject::deleteLater() expects. An event loop inside a target may
// take the wake-up that should keep the dispatcher from waiting, such as the one that ends the outer loop.
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
    if (event == m_event)
        m_event = nullptr;
    callBack();
    return true;
}

void NextTurn::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    m_timer.stop(); // it would not time out again inside its own event
    callBack();
}

// What is requested meanwhile comes in a later turn. If a target runs an event loop, that and what is
// left here come in it.
void NextTurn::callBack()
{
    const std::shared_ptr<NextTurn> self = shared_from_this();
    for (std::size_t left = m_requests.size(); left > 0 && !m_requests.empty(); --left) {
        Target &first = *m_requests.front();
        first.withdraw();
        if (!m_requests.empty() && !isAskedFor())
            askForTurn();
        first.nextTurn();
    }
}

} // namespace WebSocketRpc
