// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "socketoutput_p.h"

namespace WebSocketRpc {

namespace {

constexpr qsizetype mostKept = 4 * 1024; // of an idle connection's memory for outgoing frames

} // namespace

void SocketOutput::flush()
{
    if (m_frames.isEmpty())
        return;
    QByteArray bytes = pass();
    m_socket.flush();
    // The system has taken the bytes, so nobody else uses this memory.
    if (m_frames.isEmpty() && bytes.capacity() <= mostKept && bytes.isDetached()) {
        bytes.resize(0);
        m_frames = std::move(bytes);
    }
}

// Shares the bytes with the socket instead of copying them.
QByteArray SocketOutput::pass()
{
    QByteArray bytes = std::exchange(m_frames, {});
    m_passed += bytes.size();
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        m_socket.write(bytes);
    return bytes;
}

qint64 SocketOutput::unsent() const
{
    const qint64 plain = m_socket.bytesToWrite();
    return m_sslSocket ? plain + m_sslSocket->encryptedBytesToWrite() : plain;
}

} // namespace WebSocketRpc
