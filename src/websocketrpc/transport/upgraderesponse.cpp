// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "upgraderesponse_p.h"

#include "httphead_p.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace WebSocketRpc {

namespace {

constexpr qint64 longestHead = 16 * 1024;
constexpr qint64 longestBody = 4096; // the rest is not read

} // namespace

void UpgradeResponse::watch(QWebSocket *socket)
{
    m_webSocket = socket;
    m_socket = socket->findChild<QTcpSocket *>();
    if (!m_socket)
        return;
    m_needsTransaction = true;
    QTcpSocket *const tcpSocket = m_socket;
    QObject::connect(tcpSocket, &QTcpSocket::connected, tcpSocket,
        [tcpSocket] { tcpSocket->startTransaction(); });
    QObject::connect(socket, &QWebSocket::connected, tcpSocket, [tcpSocket] {
        if (tcpSocket->isTransactionStarted()) // a socket that was closed meanwhile has ended it
            tcpSocket->commitTransaction();
    });
}

std::optional<HttpHead> UpgradeResponse::head() const
{
    if (!m_socket || (m_needsTransaction && !m_socket->isTransactionStarted()))
        return {};
    if (m_needsTransaction)
        m_socket->rollbackTransaction();
    const QByteArray text = m_socket->peek(longestHead);
    const qsizetype end = text.indexOf(endOfHttpHead);
    if (end < 0)
        return {};
    return HttpHead::parse(QByteArrayView(text).first(end));
}

std::optional<int> UpgradeResponse::statusOf(const HttpHead &head)
{
    if (!head.startLine[0].startsWith("HTTP/"))
        return {};
    bool isNumber = false;
    const int status = head.startLine[1].toInt(&isNumber);
    return isNumber ? std::optional(status) : std::nullopt;
}

void UpgradeResponse::collectBody(
    const HttpHead &head, QObject *context, const std::function<void()> &collected)
{
    if (!m_socket)
        return collected();
    if (m_webSocket) // which would read what comes as another head
        QObject::disconnect(m_socket, nullptr, m_webSocket, nullptr);
    if (hasBody(head) || m_socket->state() != QAbstractSocket::ConnectedState)
        return collected();
    QObject::connect(m_socket, &QTcpSocket::readyRead, context, [this, head, collected] {
        if (hasBody(head))
            collected();
    });
    QObject::connect(m_socket, &QTcpSocket::disconnected, context, collected);
}

// RFC 9112, section 6.3.
bool UpgradeResponse::hasBody(const HttpHead &head) const
{
    const QByteArray present = body();
    if (present.size() >= longestBody)
        return true;
    if (head.lists("Transfer-Encoding", "chunked"))
        return present.endsWith("0\r\n\r\n");
    bool isNumber = false;
    const qint64 length = head.value("Content-Length").toLongLong(&isNumber);
    return isNumber && present.size() >= length;
}

QByteArray UpgradeResponse::body() const
{
    if (!m_socket)
        return {};
    const QByteArray text = m_socket->peek(longestHead + longestBody);
    const qsizetype end = text.indexOf(endOfHttpHead);
    return end < 0 ? QByteArray() : text.sliced(end + endOfHttpHead.size());
}

} // namespace WebSocketRpc
