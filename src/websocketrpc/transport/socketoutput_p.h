// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "framewriter_p.h"

#include <QtNetwork/qsslsocket.h>

namespace WebSocketRpc {

// The frames that leave through a socket: collects them and passes them on.
class SocketOutput
{
public:
    SocketOutput(QTcpSocket &socket, Role role)
        : m_socket(socket)
        , m_sslSocket(qobject_cast<QSslSocket *>(&socket))
        , m_writer(role)
    {
    }

    // What they hold waits for flush(), or until it is much.
    void appendMessage(Opcode opcode, QByteArrayView utf8)
    {
        m_writer.append(m_frames, opcode, utf8);
        passIfMuch();
    }
    void appendCompressed(Opcode opcode, QByteArrayView packed)
    {
        m_writer.appendCompressed(m_frames, opcode, packed);
        passIfMuch();
    }
    void appendArrayOf(QByteArrayView entry)
    {
        m_writer.append(m_frames, Opcode::Binary, {"[", entry, "]"});
        passIfMuch();
    }
    void appendControl(Opcode opcode, QByteArrayView payload)
    {
        m_writer.append(m_frames, opcode, payload);
    }
    void appendClose(int code, const QString &reason)
    {
        m_writer.appendClose(m_frames, code, reason);
    }
    void flush();

    // Bytes that the system has not taken.
    [[nodiscard]] qint64 size() const { return m_frames.size() + unsent(); }
    // Where what is appended next begins, among the bytes of all frames.
    [[nodiscard]] qint64 end() const { return m_passed + m_frames.size(); }
    [[nodiscard]] bool hasLeft(qint64 end) const { return m_passed - unsent() >= end; }

    // Calls a function once, when the system has taken some.
    template<typename C, typename F>
    void whenWritten(C *context, F function)
    {
        if (m_sslSocket)
            QObject::connect(m_sslSocket, &QSslSocket::encryptedBytesWritten, context,
                std::move(function), Qt::SingleShotConnection);
        else
            QObject::connect(&m_socket, &QTcpSocket::bytesWritten, context, std::move(function),
                Qt::SingleShotConnection);
    }

private:
    static constexpr qsizetype much = 64 * 1024;

    void passIfMuch()
    {
        if (m_frames.size() >= much)
            (void)pass();
    }
    QByteArray pass();
    [[nodiscard]] qint64 unsent() const; // that the socket has

    QTcpSocket &m_socket;
    QSslSocket *const m_sslSocket; // the same, or null
    FrameWriter m_writer;
    QByteArray m_frames; // that the socket does not have yet
    qint64 m_passed = 0; // bytes of all frames that it has had
};

} // namespace WebSocketRpc
