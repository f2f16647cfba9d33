// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "upgraderesponse_p.h"

#include "httphead_p.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace WebSocketRpc {

namespace {

constexpr qint64 longestHead = 16 * 1024;

} // namespace

void UpgradeResponse::watch(QWebSocket *socket)
{
    m_socket = socket->findChild<QTcpSocket *>();
    if (!m_socket)
        return;
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
    if (!m_socket || !m_socket->isTransactionStarted())
        return {};
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

} // namespace WebSocketRpc
