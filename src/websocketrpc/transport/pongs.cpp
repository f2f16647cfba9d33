// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "pongs_p.h"

namespace WebSocketRpc {

namespace {

constexpr qint64 budget = 64 * 1024; // while fewer bytes wait to be sent, each ping is answered
constexpr int mostAtOnce = 16; // for pings that were read together
constexpr qint64 mostOwed = 16 * 1024; // before the owner hears of it

} // namespace

void Pongs::answer(QByteArrayView ping)
{
    if (++m_read > mostAtOnce && !m_waiting)
        m_latest = ping.toByteArray();
    else
        write(ping);
}

void Pongs::answerLatest()
{
    if (std::exchange(m_read, 0) > mostAtOnce && !m_waiting)
        write(std::exchange(m_latest, {}));
    m_output.flush();
    if (m_waiting)
        awaitWriting();
}

void Pongs::write(QByteArrayView ping)
{
    if (!m_output.hasLeft(m_endOfPong) && m_output.size() > budget) {
        m_waiting = ping.toByteArray();
        m_owed += ping.size() + FrameHeader::longest;
        return;
    }
    m_waiting.reset();
    m_owed = 0;
    m_output.appendControl(Opcode::Pong, ping);
    m_endOfPong = m_output.end();
}

void Pongs::answerWaiting()
{
    m_awaitsWriting = false;
    if (m_waiting)
        write(QByteArray(*m_waiting));
    m_output.flush();
    if (m_waiting)
        awaitWriting();
}

void Pongs::awaitWriting()
{
    if (m_owed > mostOwed)
        m_owner->pongsWait();
    if (!std::exchange(m_awaitsWriting, true))
        m_output.whenWritten(m_context, [this] { answerWaiting(); });
}

} // namespace WebSocketRpc
