// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "framereader_p.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qendian.h>

// Frames as a peer may send them, right or wrong, written byte by byte from RFC 6455, section 5.2.
struct WireFrame
{
    quint8 firstByte = 0x81; // FIN, the reserved bits and the opcode
    QByteArray payload = {};
    bool isMasked = true;
    int lengthBytes = -1; // 0, 2 or 8 that extend the length; -1: as few as are needed
    std::optional<quint64> statedLength = {}; // instead of the payload's

    [[nodiscard]] QByteArray bytes() const
    {
        const quint64 length = statedLength.value_or(quint64(payload.size()));
        const int extension = lengthBytes >= 0 ? lengthBytes
            : length < 126                     ? 0
            : length <= 0xffff                 ? 2
                                               : 8;
        const quint8 maskBit = isMasked ? 0x80 : 0;
        QByteArray out(1, char(firstByte));
        out += char(maskBit | (extension == 0 ? length : extension == 2 ? 126 : 127));
        QByteArray bigEndian(8, '\0');
        qToBigEndian(length, bigEndian.data());
        out += bigEndian.last(extension);
        if (!isMasked)
            return out + payload;
        const QByteArray key("\x37\xfa\x21\x3d", 4);
        out += key;
        for (qsizetype i = 0; i < payload.size(); ++i)
            out += char(payload[i] ^ key[i % 4]);
        return out;
    }
};

// The events of the reader if bytes arrive `step` at a time, one line each.
inline QByteArrayList eventsOf(WebSocketRpc::FrameReader &reader, QByteArray bytes, qsizetype step)
{
    using Kind = WebSocketRpc::FrameReader::Event::Kind;
    QByteArrayList events;
    for (qsizetype start = 0; start < bytes.size(); start += step) {
        const qsizetype size = std::min(step, bytes.size() - start);
        std::span<char> part(bytes.data() + start, std::size_t(size));
        for (;;) {
            const auto event = reader.next(part);
            if (event.kind == Kind::None)
                break;
            const QByteArray payload = event.payload.toByteArray();
            const QByteArray code = QByteArray::number(event.code);
            switch (event.kind) {
            case Kind::None:
                break;
            case Kind::Text:
                events.append("text " + payload);
                break;
            case Kind::Binary:
                events.append("binary " + payload);
                break;
            case Kind::Ping:
                events.append("ping " + payload);
                break;
            case Kind::Pong:
                events.append("pong " + payload);
                break;
            case Kind::Close:
                events.append("close " + code + ' ' + payload);
                break;
            case Kind::Violation:
                events.append("violation " + code);
                break;
            }
        }
    }
    return events;
}
