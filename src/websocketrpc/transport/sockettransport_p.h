// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "deletelater_p.h"
#include "permessagedeflate_p.h"
#include "pongs_p.h"
#include "pool_p.h"
#include "pulse_p.h"
#include "socketoutput_p.h"
#include "transport_p.h"

namespace WebSocketRpc {

// A WebSocket (RFC 6455) over a TCP or TLS socket, after the opening handshake.
class SocketTransport final : public Transport, private Pulse::Owner, private Pongs::Owner
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
    void flush() override { m_output.flush(); }
    [[nodiscard]] qint64 bytesToWrite() const override { return m_output.size() + m_pongs.owed(); }
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
    void pongsWait() override;
    void sendClose(int code, const QString &reason);
    void closedByPeer(int code, const QString &reason);
    void fail(int code, const QString &problem);
    void endConnection();
    void runOutOfTime();
    void abort(const QString &problem);
    void socketDisconnected();
    void reportClosed(int code, const QString &reason);

    const std::unique_ptr<QTcpSocket, DeleteLater> m_socket;
    const Role m_role;
    const bool m_sharesFrames;
    const bool m_logsFrames;
    const std::unique_ptr<PerMessageDeflate> m_deflate; // or null
    const bool m_sendsAsIs = !m_logsFrames && !m_deflate;
    const std::chrono::milliseconds m_messageTime;
    const std::shared_ptr<ReadBuffers> m_buffers = ReadBuffers::ofCurrentThread();
    State m_state = State::Open;
    FrameReader m_reader;
    SocketOutput m_output;
    Pulse m_pulse;
    Pongs m_pongs;
    Timer m_messageTimer;
    Timer m_closeTimer{[this] { runOutOfTime(); }};
    bool m_isReading = false;
    bool m_readsTinyFrames = false;
    bool m_isReported = false;
    int m_closeCode = 0; // of this end, once it has sent one
    QString m_closeReason;
};

} // namespace WebSocketRpc
