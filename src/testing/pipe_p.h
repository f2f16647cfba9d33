// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/test/faultproxy.h>

#include <QtCore/qtimer.h>

#include <chrono>
#include <deque>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)

namespace WebSocketRpc::Test {

// One direction of a relayed connection. It buffers little: if the receiver takes no bytes it stops
// reading, so that the sender notices.
class Pipe final : public QObject
{
    Q_OBJECT

public:
    Pipe(QTcpSocket *from, QTcpSocket *to);

    void setTraffic(const Traffic &traffic);
    void setStalled(bool stalled);
    void setLimit(qint64 count); // passes only this many more bytes
    [[nodiscard]] bool hasLimit() const { return m_limit.has_value(); }
    void start(); // both ends are connected
    void stop() { m_running = false; }
    void endOfInput(); // no bytes will come after those received

Q_SIGNALS:
    void passed(qint64 count);
    void limitReached(); // and all passed bytes have left
    void drained(); // after the end of input, when everything has been passed

private:
    using Clock = std::chrono::steady_clock;
    struct Chunk
    {
        QByteArray bytes;
        Clock::time_point complete; // until then bytes are added
        Clock::time_point due;
    };

    void pump();
    void pumpSoon();
    void take();
    void passDueChunk();
    void waitForNextChunk();
    [[nodiscard]] bool mayPass() const;

    QTcpSocket *const m_from;
    QTcpSocket *const m_to;
    Traffic m_traffic;
    QTimer m_timer;
    std::deque<Chunk> m_held;
    qint64 m_heldSize = 0;
    std::optional<qint64> m_limit;
    bool m_stalled = false;
    bool m_running = false;
    bool m_inputEnded = false;
};

} // namespace WebSocketRpc::Test
