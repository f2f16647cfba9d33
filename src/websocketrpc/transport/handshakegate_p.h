// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>

#include <QtCore/qbasictimer.h>
#include <QtCore/qobject.h>

#include <functional>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)
QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

// Reads the request of one accepted connection and decides on it before the upgrade to a WebSocket
// (RFC 6455, section 4). It deletes itself when the matter is settled.
class HandshakeGate final : public QObject
{
    Q_OBJECT

public:
    // Takes over the connected socket.
    HandshakeGate(QTcpSocket *socket, QObject *parent);
    ~HandshakeGate() override;

Q_SIGNALS:
    // The receiver takes over the socket. Emitted from the event loop, not from inside its signals.
    void upgraded(QWebSocket *socket, const std::shared_ptr<const PeerInfo> &peer);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void readHead();
    void refuse(int status, const char *reason);
    void upgrade();

    QTcpSocket *const m_socket;
    std::shared_ptr<PeerInfo> m_peer = std::make_shared<PeerInfo>();
    QBasicTimer m_timer;
    bool m_settled = false;
};

} // namespace WebSocketRpc
