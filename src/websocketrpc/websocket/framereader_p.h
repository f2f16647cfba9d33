// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "inflater_p.h"
#include "utf8check_p.h"

#include <QtCore/qbytearray.h>

#include <array>
#include <span>

namespace WebSocketRpc {

enum class Role { Client, Server }; // of this end; a client masks what it sends

enum class Opcode : quint8 {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10
};

// The header of a frame (RFC 6455, 5.2).
namespace FrameHeader {
constexpr quint8 finalBit = 0x80; // in the first byte
constexpr quint8 reservedBits = 0x70;
constexpr quint8 compressedBit = 0x40; // one of them, on the first frame of a message (RFC 7692, 6)
constexpr quint8 maskBit = 0x80; // in the second one
constexpr quint8 shortLength = 126; // is followed by 16 bits
constexpr quint8 longLength = 127; // is followed by 64 bits
constexpr qsizetype longest = 14;
} // namespace FrameHeader

struct FrameLimits
{
    qint64 messageSize = 32 * 1024 * 1024;
    qint64 fragments = 1'000'000; // of a message; empty ones add nothing to its size
};

// Reads the frames of RFC 6455, section 5, from bytes that arrive in parts of any size. It finds a
// violation at its first byte, and then reads no further.
class FrameReader
{
public:
    struct Event
    {
        enum class Kind { None, Text, Binary, Ping, Pong, Close, Violation };

        Kind kind = Kind::None; // none: the bytes are used up
        // The message, the payload of a ping or pong, the reason of a close frame, or the violation.
        // Valid until the next call.
        QByteArrayView payload = {};
        int code = 0; // of a close frame, or of the answer to a violation
    };

    // Without an inflater no message may be compressed.
    FrameReader(Role role, const FrameLimits &limits, Inflater *inflater = nullptr)
        : m_role(role)
        , m_limits(limits)
        , m_inflater(inflater)
    {
    }

    // Returns the next event, and removes the bytes that it has read from `bytes`. The payload is in those
    // bytes, unmasked, or in the reader's own memory if it arrived in parts.
    [[nodiscard]] Event next(std::span<char> &bytes);

    // A message of this size is better taken over than copied.
    static constexpr qsizetype largeMessage = 64 * 1024;
    // Call right after next() has returned a message. Hands over the message if it is in the reader's
    // memory, else returns an empty one.
    [[nodiscard]] QByteArray takeMessage()
    {
        return m_stage == Stage::Delivered && !isControl() ? std::exchange(m_message, {})
                                                           : QByteArray();
    }

    // Whether a frame or a message has begun and is not yet complete.
    [[nodiscard]] bool isInsideMessage() const
    {
        return m_isFragmented || m_stage == Stage::Payload || m_headerFill > 0;
    }

    // Bytes of the present frame that have not come yet; 0 between frames.
    [[nodiscard]] quint64 missing() const { return m_stage == Stage::Payload ? m_left : 0; }

    // How many frames the present message has, or the latest one had.
    [[nodiscard]] qint64 fragments() const { return m_fragments; }

private:
    enum class Stage { Header, Payload, Delivered, Over };

    [[nodiscard]] bool takeHeader(std::span<char> &bytes);
    [[nodiscard]] qsizetype headerSize(quint8 secondByte) const;
    void readHeader(const char *header);
    [[nodiscard]] Event checkHeader();
    [[nodiscard]] const char *problemOfReservedBits() const;
    [[nodiscard]] Event checkSize();
    [[nodiscard]] bool fitsCompressed(quint64 room) const;
    [[nodiscard]] Event takeWhole(std::span<char> &bytes);
    [[nodiscard]] Event takePart(std::span<char> &bytes);
    [[nodiscard]] Event store(std::span<char> part);
    [[nodiscard]] Event unpack(std::span<char> part);
    [[nodiscard]] Event unpackRest();
    [[nodiscard]] Event checkUnpacked(Inflater::Outcome outcome, qsizetype before);
    [[nodiscard]] Event finishFrame();
    [[nodiscard]] Event deliver(Opcode opcode, QByteArrayView payload);
    [[nodiscard]] Event closing(QByteArrayView payload);
    [[nodiscard]] Event violation(int code, const char *problem);
    [[nodiscard]] bool isControl() const { return m_opcode >= quint8(Opcode::Close); }
    [[nodiscard]] bool isFinal() const { return m_flags & FrameHeader::finalBit; }
    void clearMessage();

    static constexpr qsizetype longestControlPayload = 125;

    const Role m_role;
    const FrameLimits m_limits;
    Inflater *const m_inflater; // or null
    Stage m_stage = Stage::Header;

    // The present frame.
    std::array<char, FrameHeader::longest> m_header;
    qsizetype m_headerFill = 0;
    quint8 m_flags = 0; // FIN and the reserved bits
    bool m_isMasked = false;
    bool m_isMinimal = true; // its length is written as short as can be
    quint8 m_opcode = 0;
    quint32 m_key = 0;
    quint64 m_left = 0; // of its payload

    // The present message, which control frames may come between.
    bool m_isFragmented = false;
    bool m_isCompressed = false;
    Opcode m_messageType = Opcode::Text;
    qint64 m_fragments = 0;
    QByteArray m_message;
    Utf8Check m_check;

    QByteArray m_control; // the payload of a control frame that comes in parts
};

} // namespace WebSocketRpc
