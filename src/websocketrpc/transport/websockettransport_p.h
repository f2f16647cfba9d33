// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "timer_p.h"
#include "transport_p.h"

#include <websocketrpc/heartbeat.h>

#include <memory>
#include <optional>

QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

// A connected QWebSocket. With a heartbeat it pings the peer, and gives up one that is silent.
class WebSocketTransport final : public Transport
{
    Q_OBJECT

public:
    // Takes over the socket, which must be connected and be used by nobody else.
    WebSocketTransport(
        QWebSocket *socket, qint64 incomingMessageSize, const std::optional<Heartbeat> &heartbeat);
    ~WebSocketTransport() override;

    [[nodiscard]] bool sharesFrames() const override { return m_sharesFrames; }
    void send(QByteArrayView utf8, Format format) override;
    void flush() override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    void close(int code, const QString &reason) override;

Q_SIGNALS:
    void roundTripMeasured(std::chrono::microseconds time);
    void peerFellSilent(); // and the connection is lost

private:
    void logIncoming();
    void startHeartbeat();
    void beat();
    void abort(const QString &problem);
    void reportClosed();

    struct DeleteLater
    {
        void operator()(QWebSocket *socket) const;
    };

    std::unique_ptr<QWebSocket, DeleteLater> m_socket;
    const bool m_sharesFrames;
    const bool m_logsFrames;
    Timer m_closeTimer{
        [this] { abort(QStringLiteral("the peer did not answer the close frame")); }};
    std::optional<Heartbeat> m_heartbeat;
    Timer m_heartbeatTimer{[this] { beat(); }};
    Clock::time_point m_pingTime;
    int m_misses = 0;
    bool m_heardOfPeer = true; // since the last beat
    QString m_problem;
    bool m_failed = false;
    bool m_closed = false;
};

} // namespace WebSocketRpc
