// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "deletelater_p.h"
#include "framewriter_p.h"
#include "permessagedeflate_p.h"
#include "pool_p.h"
#include "pulse_p.h"
#include "transport_p.h"

QT_FORWARD_DECLARE_CLASS(QSslSocket)
QT_FORWARD_DECLARE_CLASS(QTcpSocket)

namespace WebSocketRpc {

// A WebSocket (RFC 6455) over a TCP or TLS socket, after the opening handshake.
class SocketTransport final : public Transport, private Pulse::Owner
{
    Q_OBJECT

public:
    // Takes over the connected socket; nobody else may use it. Reads bytes that the socket already has
    // from the event loop. With `deflate`, messages may be compressed.
    SocketTransport(QTcpSocket *socket, Role role, bool sharesFrames,
        const ConnectionSettings &settings, const std::optional<DeflateAgreement> &deflate = {});
    ~SocketTransport() override;

    [[nodiscard]] bool sharesFrames() const override { return m_sharesFrames; }
    void send(QByteArrayView utf8, Format format) override;
    void sendArrayOf(QByteArrayView entry) override;
    void flush() override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    void close(int code, const QString &reason) override;

private:
    // Closing: this end has sent its close frame. Over: both ends have, or the peer broke the rules;
    // the TCP connection has still to end.
    enum class State { Open, Closing, Over, Disconnected };

    struct ReadBuffer
    {
        static constexpr qint64 size = 64 * 1024;

        void shrink() { }
        std::array<char, size> bytes;
    };
    using ReadBuffers = Pool<std::unique_ptr<ReadBuffer>>;

    void sendSpecially(Opcode opcode, QByteArrayView utf8);
    void setPortion();
    void readAvailable();
    void handle(std::span<char> bytes);
    void handle(const FrameReader::Event &event);
    void deliver(QByteArrayView message, Format format);
    void watchMessageTime(bool anyMessage);
    void ping() override;
    void pulseLost(const QString &problem) override;
    void answer(QByteArrayView ping);
    void answerWaitingPing();
    void waitToAnswer();
    [[nodiscard]] qint64 unsent() const;
    QByteArray write();
    void sendClose(int code, const QString &reason);
    void closedByPeer(int code, const QString &reason);
    void fail(int code, const QString &problem);
    void endConnection();
    void runOutOfTime();
    void abort(const QString &problem);
    void socketDisconnected();
    void reportClosed(int code, const QString &reason);

    const std::unique_ptr<QTcpSocket, DeleteLater> m_socket;
    QSslSocket *const m_sslSocket; // the same, or null
    const Role m_role;
    const bool m_sharesFrames;
    const bool m_logsFrames;
    const std::unique_ptr<PerMessageDeflate> m_deflate; // or null
    const bool m_sendsAsIs = !m_logsFrames && !m_deflate;
    const std::chrono::milliseconds m_messageTime;
    const std::shared_ptr<ReadBuffers> m_buffers = ReadBuffers::ofCurrentThread();
    State m_state = State::Open;
    FrameReader m_reader;
    FrameWriter m_writer;
    QByteArray m_out; // frames that the socket does not have yet
    qint64 m_passed = 0; // bytes of all frames written so far

    std::optional<QByteArray> m_waitingPing; // what it carries
    qint64 m_owed = 0; // in pongs to it and to those before it that waited
    qint64 m_endOfPong = 0; // that was written last, among the bytes of all frames
    bool m_watchesWriting = false;

    Pulse m_pulse;
    Timer m_messageTimer;
    Timer m_closeTimer{[this] { runOutOfTime(); }};
    bool m_isReading = false;
    bool m_readsTinyFrames = false;
    bool m_isReported = false;
    int m_closeCode = 0; // of this end, once it has sent one
    QString m_closeReason;
};

} // namespace WebSocketRpc
