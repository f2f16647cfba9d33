// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "channelpair.h"
#include "sanitized.h"

// For tests of what happens in every order.
namespace WebSocketRpc {

// All ways to put up to `length` different events in a row.
template<typename Event, std::size_t number>
QList<QList<Event>> sequences(const Event (&events)[number], int length)
{
    QList<QList<Event>> all;
    QList<QList<Event>> last = {{}};
    for (int i = 0; i < length; ++i) {
        QList<QList<Event>> longer;
        for (const QList<Event> &sequence : std::as_const(last)) {
            for (const Event event : events) {
                if (!sequence.contains(event))
                    longer.append(sequence + QList<Event>{event});
            }
        }
        all += longer;
        last = std::move(longer);
    }
    return all;
}

template<typename Event, std::size_t number>
QByteArray nameOf(const QList<Event> &sequence, const char *const (&names)[number])
{
    QByteArrayList list;
    for (const Event event : sequence)
        list.append(names[std::size_t(event)]);
    return list.join(", ");
}

// To connect two sockets takes longer than all the rest.
inline int lengthOver(ChannelPair::Kind kind)
{
    switch (kind) {
    case ChannelPair::Kind::InProcess:
        return isSanitized ? 2 : 3;
    case ChannelPair::Kind::WebSocket:
        return 2;
    case ChannelPair::Kind::WebSocketWithPlainFrames:
    case ChannelPair::Kind::QWebSocket:
        break;
    }
    return 1;
}

// Most of it takes a few turns of the event loop, and qWaitFor() sleeps between two of them.
template<typename F>
bool becomesTrue(F &&predicate)
{
    for (int turn = 0; turn < 20 && !predicate(); ++turn)
        QCoreApplication::processEvents();
    return QTest::qWaitFor(predicate);
}

} // namespace WebSocketRpc
