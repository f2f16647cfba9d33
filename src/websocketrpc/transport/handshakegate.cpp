// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "handshakegate_p.h"

#include "logging_p.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimerEvent>
#include <QWebSocket>
#include <QWebSocketServer>

namespace WebSocketRpc {

namespace {

constexpr qint64 maximumHeadSize = 16 * 1024;
constexpr int handshakeTime = 10'000; // ms
constexpr QByteArrayView endOfHead = "\r\n\r\n";

// The request line and the header fields, RFC 9112, sections 3 and 5; false if they are none.
bool parseHead(QByteArrayView head, PeerInfo &peer)
{
    const QList<QByteArray> lines = head.toByteArray().replace("\r\n", "\n").split('\n');
    const QList<QByteArray> requestLine = lines.first().split(' ');
    if (requestLine.size() != 3 || requestLine[0] != "GET" || !requestLine[2].startsWith("HTTP/1."))
        return false;
    peer.path = QString::fromUtf8(requestLine[1]);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 1)
            return false;
        peer.headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    }
    return true;
}

} // namespace

HandshakeGate::HandshakeGate(QTcpSocket *socket, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
{
    socket->setParent(this);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(maximumHeadSize);
    m_peer->address = socket->peerAddress().toString();
    m_peer->port = socket->peerPort();
    m_timer.start(handshakeTime, this);
    connect(socket, &QTcpSocket::readyRead, this, &HandshakeGate::readHead);
    connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    if (socket->state() != QAbstractSocket::ConnectedState)
        deleteLater();
    else if (socket->bytesAvailable())
        QMetaObject::invokeMethod(this, &HandshakeGate::readHead, Qt::QueuedConnection);
}

HandshakeGate::~HandshakeGate() = default;

void HandshakeGate::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    m_timer.stop();
    qCDebug(lcTransport) << "no handshake within" << handshakeTime << "ms from" << m_peer->address;
    m_socket->abort();
    deleteLater();
}

void HandshakeGate::readHead()
{
    if (m_settled)
        return;
    const QByteArray head = m_socket->peek(maximumHeadSize);
    const qsizetype end = head.indexOf(endOfHead);
    if (end < 0) {
        if (head.size() >= maximumHeadSize)
            refuse(431, "Request Header Fields Too Large");
        return;
    }
    if (!parseHead(QByteArrayView(head).first(end), *m_peer))
        return refuse(400, "Bad Request");
    // QWebSocket would lose a message that comes before its handshake is answered.
    if (head.size() > end + endOfHead.size())
        return refuse(400, "Bad Request");
    upgrade();
}

void HandshakeGate::refuse(int status, const char *reason)
{
    m_settled = true;
    m_socket->write(QByteArray("HTTP/1.1 ") + QByteArray::number(status) + ' ' + reason
        + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    m_socket->disconnectFromHost();
}

void HandshakeGate::upgrade()
{
    m_settled = true;
    disconnect(m_socket, &QTcpSocket::readyRead, this, nullptr);
    m_socket->setReadBufferSize(0); // QWebSocket takes it over

    // One for each handshake: it has no limit of pending connections then, and the one that it
    // announces is this one.
    auto *upgrader = new QWebSocketServer(QString(), QWebSocketServer::NonSecureMode, this);
    connect(upgrader, &QWebSocketServer::newConnection, this, [this, upgrader] {
        QWebSocket *const webSocket = upgrader->nextPendingConnection();
        webSocket->setParent(nullptr);
        disconnect(m_socket, nullptr, this, nullptr);
        m_socket->setParent(webSocket); // it goes with the QWebSocket, which does not see to that
        m_timer.stop();
        Q_EMIT upgraded(webSocket, m_peer);
        deleteLater();
    });
    upgrader->handleConnection(m_socket);
}

} // namespace WebSocketRpc
