// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

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

    // After the error.
    [[nodiscard]] std::optional<HttpHead> head() const;
    [[nodiscard]] static std::optional<int> statusOf(const HttpHead &head);

private:
    QPointer<QTcpSocket> m_socket;
};

} // namespace WebSocketRpc
