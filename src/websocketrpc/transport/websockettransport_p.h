// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "deletelater_p.h"
#include "pulse_p.h"
#include "transport_p.h"

#include <memory>

QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

// A connected QWebSocket. With a heartbeat, it pings the peer and gives up a silent one.
class WebSocketTransport final : public Transport, private Pulse::Owner
{
    Q_OBJECT

public:
    // Takes over the socket, which must be connected. Nobody else may use it.
    WebSocketTransport(QWebSocket *socket, const ConnectionSettings &settings);
    ~WebSocketTransport() override;

    [[nodiscard]] bool sharesFrames() const override { return m_sharesFrames; }
    void send(QByteArrayView utf8, Format format) override;
    void flush() override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    void close(int code, const QString &reason) override;

private:
    void logIncoming();
    void ping() override;
    void pulseLost(const QString &problem) override;
    void watchPulse();
    void abort(const QString &problem);
    void reportClosed();

    std::unique_ptr<QWebSocket, DeleteLater> m_socket;
    const bool m_sharesFrames;
    const bool m_logsFrames;
    Timer m_closeTimer{
        [this] { abort(QStringLiteral("the peer did not answer the close frame")); }};
    Pulse m_pulse;
    QString m_problem;
    bool m_failed = false;
    bool m_closed = false;
};

} // namespace WebSocketRpc
