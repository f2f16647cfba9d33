// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "pipe_p.h"

#include <QTcpSocket>

namespace WebSocketRpc::Test {

namespace {

constexpr qint64 maximumHeldSize = 1024 * 1024;
constexpr qint64 maximumUnsentSize = 64 * 1024;

} // namespace

Pipe::Pipe(QTcpSocket *from, QTcpSocket *to) : m_from(from), m_to(to)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Pipe::pump);
    connect(from, &QTcpSocket::readyRead, this, &Pipe::pump);
    // May be called from inside passDueChunk().
    connect(to, &QTcpSocket::bytesWritten, this, &Pipe::pumpSoon);
}

void Pipe::setTraffic(const Traffic &traffic)
{
    m_traffic = traffic;
}

void Pipe::setStalled(bool stalled)
{
    m_stalled = stalled;
    pumpSoon();
}

void Pipe::setLimit(qint64 count)
{
    m_limit = count;
    pumpSoon();
}

void Pipe::start()
{
    m_running = true;
    pumpSoon();
}

void Pipe::endOfInput()
{
    m_inputEnded = true;
    pumpSoon();
}

void Pipe::pumpSoon()
{
    m_timer.start(0);
}

void Pipe::pump()
{
    if (!m_running || m_stalled)
        return;
    take();
    passDueChunk();
    if (m_limit == 0) {
        if (m_to->bytesToWrite() == 0)
            Q_EMIT limitReached();
        return;
    }
    if (!m_held.empty())
        return waitForNextChunk();
    if (m_inputEnded && m_from->bytesAvailable() == 0)
        Q_EMIT drained();
}

void Pipe::take()
{
    const qint64 size = std::min(m_from->bytesAvailable(), maximumHeldSize - m_heldSize);
    if (size <= 0)
        return;
    const QByteArray bytes = m_from->read(size);
    const Clock::time_point now = Clock::now();
    m_heldSize += bytes.size();
    if (!m_held.empty() && now < m_held.back().complete) {
        m_held.back().bytes += bytes;
        return;
    }
    const Clock::time_point complete = now + m_traffic.gather;
    m_held.push_back({bytes, complete, complete + m_traffic.delay});
}

bool Pipe::mayPass() const
{
    return !m_held.empty() && m_to->bytesToWrite() < maximumUnsentSize && m_limit != 0;
}

void Pipe::passDueChunk()
{
    if (!mayPass() || Clock::now() < m_held.front().due)
        return;
    QByteArray &bytes = m_held.front().bytes;
    qsizetype size = bytes.size();
    if (m_traffic.pieceSize)
        size = std::clamp<qsizetype>(*m_traffic.pieceSize, 1, size);
    if (m_limit)
        size = std::min<qint64>(size, *m_limit);
    m_to->write(bytes.constData(), size);
    bytes.remove(0, size);
    if (bytes.isEmpty())
        m_held.pop_front();
    m_heldSize -= size;
    if (m_limit)
        *m_limit -= size;
    Q_EMIT passed(size);
    m_to->flush();
}

void Pipe::waitForNextChunk()
{
    // One piece in each turn of the event loop, so that a receiver in this process sees each of them.
    if (mayPass())
        m_timer.start(std::max(
            std::chrono::ceil<std::chrono::milliseconds>(m_held.front().due - Clock::now()),
            std::chrono::milliseconds::zero()));
}

} // namespace WebSocketRpc::Test

#include "moc_pipe_p.cpp"
