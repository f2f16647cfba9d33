// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

// Answers each connection with the next HTTP response of a list, and keeps the requests.
class HttpServer : public QTcpServer
{
public:
    explicit HttpServer(const QList<QByteArray> &responses) : m_responses(responses)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("cannot listen: %s", qPrintable(errorString()));
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
        });
    }

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("ws://127.0.0.1:%1%2").arg(serverPort()).arg(path));
    }

    QList<QByteArray> requests;

private:
    void answer(QTcpSocket *socket)
    {
        requests.append(socket->readAll());
        if (m_responses.isEmpty())
            return;
        socket->write(m_responses.size() > 1 ? m_responses.takeFirst() : m_responses.first());
        socket->disconnectFromHost();
    }

    QList<QByteArray> m_responses;
};

inline QByteArray httpResponse(const QByteArray &status, const QByteArray &fields = {})
{
    return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: 0\r\n\r\n";
}
