// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "framereader_p.h"

#include "closecode_p.h"
#include "mask_p.h"

#include <QtCore/qendian.h>

#include <algorithm>

namespace WebSocketRpc {

namespace {

constexpr qsizetype usualMessageSize = 16 * 1024; // whose memory is kept

constexpr char notUtf8[] = "the text is no valid UTF-8";
constexpr char tooLong[] = "the message is too long";

} // namespace

FrameReader::Event FrameReader::next(std::span<char> &bytes)
{
    if (m_stage == Stage::Delivered)
        clearMessage();
    while (!bytes.empty()) {
        if (m_stage == Stage::Over) {
            bytes = {};
            return {};
        }
        Event event;
        if (m_stage == Stage::Header) {
            if (!takeHeader(bytes))
                return {};
            event = checkHeader();
            if (event.kind == Event::Kind::None && m_left <= bytes.size()
                && (isControl() || (m_flags == FrameHeader::finalBit && !m_isFragmented)))
                return takeWhole(bytes);
            if (event.kind == Event::Kind::None && m_left == 0)
                event = finishFrame();
        } else {
            event = takePart(bytes);
        }
        if (event.kind != Event::Kind::None)
            return event;
    }
    return {};
}

// Returns whether the whole header has arrived; if so, it has been read.
bool FrameReader::takeHeader(std::span<char> &bytes)
{
    if (m_headerFill == 0 && bytes.size() >= std::size_t(FrameHeader::longest)) [[likely]] {
        const qsizetype size = headerSize(quint8(bytes[1]));
        readHeader(bytes.data());
        bytes = bytes.subspan(std::size_t(size));
        return true;
    }
    while (!bytes.empty()) {
        m_header[std::size_t(m_headerFill++)] = bytes.front();
        bytes = bytes.subspan(1);
        if (m_headerFill >= 2 && m_headerFill == headerSize(quint8(m_header[1]))) {
            m_headerFill = 0;
            readHeader(m_header.data());
            return true;
        }
    }
    return false;
}

qsizetype FrameReader::headerSize(quint8 secondByte) const
{
    const quint8 length = secondByte & ~FrameHeader::maskBit;
    const qsizetype extension = length == FrameHeader::longLength ? 8
        : length == FrameHeader::shortLength                      ? 2
                                                                  : 0;
    return 2 + extension + (secondByte & FrameHeader::maskBit ? 4 : 0);
}

void FrameReader::readHeader(const char *header)
{
    const auto first = quint8(header[0]);
    const auto second = quint8(header[1]);
    m_flags = first & (FrameHeader::finalBit | FrameHeader::reservedBits);
    m_opcode = first & 0x0f;
    m_isMasked = second & FrameHeader::maskBit;
    m_left = second & ~FrameHeader::maskBit;
    m_isMinimal = true;
    if (m_left == FrameHeader::shortLength) {
        m_left = qFromBigEndian<quint16>(header + 2);
        m_isMinimal = m_left >= FrameHeader::shortLength;
    } else if (m_left == FrameHeader::longLength) {
        m_left = qFromBigEndian<quint64>(header + 2);
        m_isMinimal = m_left > 0xffff;
    }
    m_key = 0;
    if (m_isMasked)
        std::memcpy(&m_key, header + headerSize(second) - sizeof(m_key), sizeof(m_key));
    m_stage = Stage::Payload;
}

FrameReader::Event FrameReader::checkHeader()
{
    constexpr int wrong = CloseCode::ProtocolError;
    if (m_flags & FrameHeader::reservedBits) [[unlikely]] {
        if (const char *problem = problemOfReservedBits())
            return violation(wrong, problem);
        m_isCompressed = true;
    }
    if (m_isMasked != (m_role == Role::Server))
        return violation(wrong,
            m_isMasked ? "a frame of the server is masked" : "a frame of the client is not masked");
    if (m_opcode > quint8(Opcode::Pong)
        || (m_opcode > quint8(Opcode::Binary) && m_opcode < quint8(Opcode::Close)))
        return violation(wrong, "the opcode is a reserved one");
    if (!m_isMinimal)
        return violation(wrong, "the length of a frame is written longer than it needs");
    if (isControl()) {
        if (!isFinal())
            return violation(wrong, "a control frame is fragmented");
        if (m_left > quint64(longestControlPayload))
            return violation(wrong, "a control frame is longer than 125 bytes");
        return {};
    }
    if (m_isFragmented != (m_opcode == quint8(Opcode::Continuation)))
        return violation(wrong,
            m_isFragmented ? "a message begins inside another"
                           : "a continuation frame has nothing to continue");
    return checkSize();
}

const char *FrameReader::problemOfReservedBits() const
{
    const int bits = m_flags & FrameHeader::reservedBits;
    if (!m_inflater || bits != FrameHeader::compressedBit)
        return "a reserved bit is set, and no extension was agreed on";
    if (m_opcode != quint8(Opcode::Text) && m_opcode != quint8(Opcode::Binary))
        return "a frame that does not begin a message is marked as compressed";
    return nullptr;
}

FrameReader::Event FrameReader::checkSize()
{
    if (m_left >> 63)
        return violation(CloseCode::ProtocolError, "the length of a frame has its highest bit set");
    const auto room = quint64(m_limits.messageSize - m_message.size());
    if (m_left > room && !fitsCompressed(room)) [[unlikely]]
        return violation(CloseCode::MessageTooBig, tooLong);
    if (!m_isFragmented) {
        m_messageType = Opcode(m_opcode);
        m_fragments = 0;
    }
    if (++m_fragments > m_limits.fragments)
        return violation(CloseCode::MessageTooBig, "the message has too many fragments");
    return {};
}

// DEFLATE makes an incompressible message a little longer.
bool FrameReader::fitsCompressed(quint64 room) const
{
    return m_isCompressed && m_left <= room + room / 4 + 64;
}

// Reads a control frame, or a message of one frame, of which all bytes are at hand.
FrameReader::Event FrameReader::takeWhole(std::span<char> &bytes)
{
    char *const data = bytes.data();
    const auto size = qsizetype(m_left);
    bytes = bytes.subspan(std::size_t(size));
    m_stage = Stage::Header;
    bool isAscii = false;
    if (m_isMasked)
        isAscii = applyMask(data, data, size, m_key);
    const QByteArrayView payload(data, size);
    if (m_opcode == quint8(Opcode::Text) && !isAscii && !Utf8Check::isValid(payload))
        return violation(CloseCode::InvalidPayload, notUtf8);
    return deliver(Opcode(m_opcode), payload);
}

FrameReader::Event FrameReader::takePart(std::span<char> &bytes)
{
    const std::size_t size = std::size_t(std::min<quint64>(m_left, bytes.size()));
    const std::span<char> part = bytes.first(size);
    bytes = bytes.subspan(size);
    if (const Event event = store(part); event.kind != Event::Kind::None)
        return event;
    m_left -= size;
    return m_left == 0 ? finishFrame() : Event();
}

FrameReader::Event FrameReader::store(std::span<char> part)
{
    if (m_isCompressed && !isControl())
        return unpack(part);
    const auto size = qsizetype(part.size());
    QByteArray &whole = isControl() ? m_control : m_message;
    const qsizetype before = whole.size();
    whole.resize(before + size);
    char *const to = whole.data() + before;
    applyMask(part.data(), to, size, m_key);
    m_key = advanced(m_key, size);
    if (isControl() || m_messageType != Opcode::Text || m_check.feed(QByteArrayView(to, size)))
        return {};
    return violation(CloseCode::InvalidPayload, notUtf8);
}

FrameReader::Event FrameReader::unpack(std::span<char> part)
{
    const auto size = qsizetype(part.size());
    applyMask(part.data(), part.data(), size, m_key);
    m_key = advanced(m_key, size);
    const qsizetype before = m_message.size();
    const QByteArrayView packed(part.data(), size);
    return checkUnpacked(m_inflater->unpack(packed, m_message, m_limits.messageSize), before);
}

FrameReader::Event FrameReader::unpackRest()
{
    const qsizetype before = m_message.size();
    return checkUnpacked(m_inflater->finish(m_message, m_limits.messageSize), before);
}

// Reports the first violation, however the bytes are divided; so the text is checked before the outcome.
FrameReader::Event FrameReader::checkUnpacked(Inflater::Outcome outcome, qsizetype before)
{
    const QByteArrayView unpacked = QByteArrayView(m_message).sliced(before);
    if (m_messageType == Opcode::Text && !m_check.feed(unpacked))
        return violation(CloseCode::InvalidPayload, notUtf8);
    switch (outcome) {
    case Inflater::Outcome::Good:
        return {};
    case Inflater::Outcome::Corrupt:
        return violation(CloseCode::InvalidPayload, "a compressed message cannot be unpacked");
    case Inflater::Outcome::TooLong:
        return violation(CloseCode::MessageTooBig, tooLong);
    }
    Q_UNREACHABLE();
    return {};
}

FrameReader::Event FrameReader::finishFrame()
{
    m_stage = Stage::Header;
    if (isControl()) {
        m_stage = Stage::Delivered;
        return deliver(Opcode(m_opcode), m_control);
    }
    m_isFragmented = !isFinal();
    if (m_isFragmented)
        return {};
    if (m_isCompressed) {
        if (const Event event = unpackRest(); event.kind != Event::Kind::None)
            return event;
    }
    if (!m_check.isComplete())
        return violation(CloseCode::InvalidPayload, notUtf8);
    m_stage = Stage::Delivered;
    return deliver(m_messageType, m_message);
}

FrameReader::Event FrameReader::deliver(Opcode opcode, QByteArrayView payload)
{
    switch (opcode) {
    case Opcode::Text:
        return {Event::Kind::Text, payload};
    case Opcode::Binary:
        return {Event::Kind::Binary, payload};
    case Opcode::Ping:
        return {Event::Kind::Ping, payload};
    case Opcode::Pong:
        return {Event::Kind::Pong, payload};
    case Opcode::Close:
        return closing(payload);
    case Opcode::Continuation:
        break;
    }
    Q_UNREACHABLE();
    return {};
}

FrameReader::Event FrameReader::closing(QByteArrayView payload)
{
    m_stage = Stage::Over; // RFC 6455, 5.5.1: nothing follows a close frame
    if (payload.isEmpty())
        return {Event::Kind::Close, {}, CloseCode::NoStatus};
    if (payload.size() == 1)
        return violation(CloseCode::ProtocolError, "a close frame has half a code");
    const int code = qFromBigEndian<quint16>(payload.data());
    if (!CloseCode::mayBeSent(code))
        return violation(CloseCode::ProtocolError, "the code of a close frame must not be sent");
    const QByteArrayView reason = payload.sliced(2);
    if (!Utf8Check::isValid(reason))
        return violation(
            CloseCode::InvalidPayload, "the reason of a close frame is no valid UTF-8");
    return {Event::Kind::Close, reason, code};
}

FrameReader::Event FrameReader::violation(int code, const char *problem)
{
    m_stage = Stage::Over;
    return {Event::Kind::Violation, problem, code};
}

// Drops the message that was delivered.
void FrameReader::clearMessage()
{
    m_stage = Stage::Header;
    m_control.clear();
    if (isControl())
        return;
    if (m_isCompressed || m_message.capacity() > usualMessageSize)
        m_message = QByteArray();
    else
        m_message.resize(0);
    m_isCompressed = false;
    m_check = {};
}

} // namespace WebSocketRpc
