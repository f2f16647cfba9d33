// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

#include <functional>
#include <optional>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)
QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

struct HttpHead;

// The response of a server that did not upgrade the connection. QWebSocket gives only a translated text,
// so a read transaction keeps the bytes in the socket until it is connected. That relies on QWebSocket
// having its QTcpSocket as a child; if it has none, the response stays unknown.
class UpgradeResponse
{
public:
    // Right after QWebSocket::open().
    void watch(QWebSocket *socket);
    // A response whose head nobody else reads.
    void watch(QTcpSocket *socket) { m_socket = socket; }

    // After the error.
    [[nodiscard]] std::optional<HttpHead> head() const;
    [[nodiscard]] static std::optional<int> statusOf(const HttpHead &head);

    // Takes the connection from the QWebSocket. Calls back, perhaps at once, when enough of the body has
    // arrived or no more can come, but only while the context object lives.
    void collectBody(
        const HttpHead &head, QObject *context, const std::function<void()> &collected);
    [[nodiscard]] QByteArray body() const;

private:
    [[nodiscard]] bool hasBody(const HttpHead &head) const;

    QPointer<QWebSocket> m_webSocket;
    QPointer<QTcpSocket> m_socket;
    bool m_needsTransaction = false;
};

} // namespace WebSocketRpc
