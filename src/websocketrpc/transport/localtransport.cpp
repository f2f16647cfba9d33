// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "localtransport_p.h"

namespace WebSocketRpc {

LocalTransport::Pair LocalTransport::createPair()
{
    Pair pair(new LocalTransport, new LocalTransport);
    pair.first->m_peer = pair.second.get();
    pair.second->m_peer = pair.first.get();
    return pair;
}

LocalTransport::~LocalTransport()
{
    if (!m_closed)
        postToPeer([](LocalTransport *peer) { peer->reportClosed(CloseCode::ConnectionLost, {}); });
}

template<typename F>
void LocalTransport::postToPeer(F &&function)
{
    if (!m_peer)
        return;
    QMetaObject::invokeMethod(
        m_peer, [peer = m_peer.data(), function] { function(peer); }, Qt::QueuedConnection);
}

void LocalTransport::send(QByteArrayView utf8, Format format)
{
    if (m_closed)
        return;
    m_bytesOnTheWay += utf8.size();
    postToPeer([frame = utf8.toByteArray(), format, sender = QPointer(this)](LocalTransport *peer) {
        if (sender)
            sender->m_bytesOnTheWay -= frame.size();
        if (peer->m_closed || !peer->receiver())
            return;
        peer->receiver()->messageReceived(frame, format);
    });
}

void LocalTransport::close(int code, const QString &reason)
{
    if (!m_closed)
        postToPeer([code, reason](LocalTransport *peer) { peer->reportClosed(code, reason); });
    reportClosed(code, reason);
}

void LocalTransport::reportClosed(int code, const QString &reason)
{
    const bool wasClosed = std::exchange(m_closed, true);
    Q_EMIT finished();
    if (!wasClosed && receiver())
        receiver()->transportClosed(code, reason);
}

} // namespace WebSocketRpc

#include "moc_localtransport_p.cpp"
