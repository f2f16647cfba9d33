// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "link_p.h"

#include "counters_p.h"
#include "logging_p.h"
#include "subprotocol_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

void Link::open(std::unique_ptr<Transport> transport, Transport::Receiver *receiver)
{
    m_transport = std::move(transport);
    m_transport->setReceiver(receiver);
    m_sharesFrames = m_transport->sharesFrames();
    m_format = m_settings.frameFormat;
    m_hasReceived = false;
    m_held.reset();
    m_mostUnsent = 0;
    m_kept = 0;
    m_hungUp = false;
    m_state = State::Open;
    ++m_connection;
}

void Link::wait()
{
    if (m_transport) // which may have to end the connection properly
        Transport::release(std::move(m_transport), CloseCode::Normal, {});
    m_held.reset();
    m_state = State::Waiting;
    ++m_connection;
}

void Link::leave(int code, const QString &reason)
{
    release(code, reason);
    wait();
}

void Link::release(int code, const QString &reason)
{
    if (m_transport && !m_hungUp && fitsBuffer(heldSize()))
        sendHeld();
    if (m_transport)
        Transport::release(std::move(m_transport), code, reason);
}

void Link::close(const Error &error, int code, const QString &reason)
{
    release(code, reason);
    m_state = State::Closed;
    m_closedError = error;
    ++m_connection;
}

void Link::send(QByteArrayView message, Transport::Format format)
{
    if (!m_transport || m_hungUp)
        return;
    if (m_sharesFrames)
        hold(message);
    else if (!exceedsBuffer(message.size()))
        pass(message, format);
}

void Link::pass(QByteArrayView message, Transport::Format format)
{
    notePassed(message.size());
    m_transport->send(message, format);
}

void Link::notePassed(qsizetype size)
{
    constexpr qsizetype longestHeader = 14; // of a frame: RFC 6455, section 5.2
    constexpr qsizetype smallestFrame = 64 * 1024; // that a longer message is cut into
    const qsizetype frames = size / smallestFrame + 1;
    m_mostUnsent += size + frames * longestHeader;
    m_hook.requestWakeUp();
}

// The transport is asked only if the limit might be exceeded, had nothing been sent since.
bool Link::fitsBuffer(qsizetype size)
{
    const qint64 limit = m_settings.limits.outgoingBuffer - m_kept;
    if (m_mostUnsent + size > limit) [[unlikely]]
        m_mostUnsent = m_transport->bytesToWrite();
    return m_mostUnsent + size <= limit;
}

void Link::keep(qsizetype size)
{
    m_kept += size;
    if (m_transport && !m_hungUp)
        (void)exceedsBuffer(0);
}

bool Link::exceedsBuffer(qsizetype size)
{
    if (fitsBuffer(size))
        return false;
    qCWarning(lcChannel) << "the peer does not read: more than outgoingBuffer,"
                         << m_settings.limits.outgoingBuffer
                         << "bytes, wait to be sent; the connection is closed";
    m_hungUp = true;
    m_held.reset();
    m_settings.count(&Counters::slowConsumers);
    m_transport->close(CloseCode::TryAgainLater, u"outgoingBuffer exceeded"_s);
    return true;
}

void Link::passAlone(QByteArrayView message)
{
    constexpr qsizetype brackets = 2;
    if (exceedsBuffer(message.size() + brackets))
        return;
    notePassed(message.size() + brackets);
    m_transport->sendArrayOf(message);
}

void Link::hold(QByteArrayView message)
{
    constexpr qsizetype punctuation = 2; // a comma or the opening bracket, and the closing one
    if (heldSize() + message.size() + punctuation > sharedFrameSize)
        sendHeld();
    if (m_hungUp)
        return;
    if (message.size() + punctuation > sharedFrameSize) // it is alone in its frame
        return passAlone(message);
    if (!m_held) {
        m_held.emplace(*m_writers)->beginArray();
        m_hook.requestWakeUp();
    }
    (*m_held)->writeRaw(message);
}

void Link::sendHeld()
{
    if (!m_held || exceedsBuffer(heldSize()))
        return;
    (*m_held)->endArray();
    pass((*m_held)->view(), Transport::Format::Binary);
    m_held.reset();
}

void Link::checkBuffer()
{
    if (!m_transport || m_hungUp)
        return;
    m_mostUnsent = m_transport->bytesToWrite();
    (void)exceedsBuffer(0);
}

// A peer whose first message is binary is sent binary unasked, too.
void Link::learnFormat(Transport::Format received)
{
    m_hasReceived = true;
    if (received == Transport::Format::Binary)
        m_format = received;
}

void Link::flush()
{
    if (!m_transport)
        return;
    sendHeld();
    m_transport->flush();
}

} // namespace WebSocketRpc
