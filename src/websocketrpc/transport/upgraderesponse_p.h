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

// What a server answered that did not upgrade the connection. QWebSocket tells only a translated
// text of it, so the bytes are kept in the socket by a read transaction until it is connected. That
// relies on QWebSocket having its QTcpSocket as a child; where it has none, nothing is known.
class UpgradeResponse
{
public:
    // Right after QWebSocket::open().
    void watch(QWebSocket *socket);
    // One whose head nobody else reads.
    void watch(QTcpSocket *socket) { m_socket = socket; }

    // After the error.
    [[nodiscard]] std::optional<HttpHead> head() const;
    [[nodiscard]] static std::optional<int> statusOf(const HttpHead &head);

    // Takes the connection away from the QWebSocket, and calls back when the body is there, as far as
    // it is of use, or can come no more; perhaps at once, but only while the context object lives.
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
