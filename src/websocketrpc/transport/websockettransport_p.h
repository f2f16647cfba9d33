// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "timer_p.h"
#include "transport_p.h"

#include <memory>

QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

// A connected QWebSocket.
class WebSocketTransport final : public Transport
{
    Q_OBJECT

public:
    // Takes over the socket, which must be connected and be used by nobody else.
    WebSocketTransport(QWebSocket *socket, qint64 incomingMessageSize);
    ~WebSocketTransport() override;

    void send(QByteArrayView utf8, Format format) override;
    void flush() override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    void close(int code, const QString &reason) override;

private:
    void hangUp();
    void reportClosed();

    struct DeleteLater
    {
        void operator()(QWebSocket *socket) const;
    };

    std::unique_ptr<QWebSocket, DeleteLater> m_socket;
    QString m_text; // the message being sent, kept for its capacity
    Timer m_closeTimer{[this] { hangUp(); }};
    bool m_failed = false;
    bool m_closed = false;
};

} // namespace WebSocketRpc
