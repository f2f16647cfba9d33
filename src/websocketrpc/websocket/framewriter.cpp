// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "framewriter_p.h"

#include "closecode_p.h"
#include "mask_p.h"

#include <QtCore/qendian.h>
#include <QtCore/qrandom.h>

#include <algorithm>

namespace WebSocketRpc {

namespace {

constexpr qsizetype longestReason = 123;

qsizetype headerSize(qsizetype size, bool masks)
{
    qsizetype header = 2;
    if (size > 0xffff)
        header += sizeof(quint64);
    else if (size >= FrameHeader::shortLength)
        header += sizeof(quint16);
    return masks ? header + qsizetype(sizeof(quint32)) : header;
}

char *writeLength(char *to, qsizetype size, quint8 mask)
{
    if (size < FrameHeader::shortLength) {
        *to++ = char(quint8(size) | mask);
    } else if (size <= 0xffff) {
        *to++ = char(FrameHeader::shortLength | mask);
        qToBigEndian(quint16(size), to);
        to += sizeof(quint16);
    } else {
        *to++ = char(FrameHeader::longLength | mask);
        qToBigEndian(quint64(size), to);
        to += sizeof(quint64);
    }
    return to;
}

// The part of the text before `size` that ends with a whole character.
QByteArrayView cut(QByteArrayView utf8, qsizetype size)
{
    if (utf8.size() <= size)
        return utf8;
    while (size > 0 && (quint8(utf8[size]) & 0xc0) == 0x80)
        --size;
    return utf8.first(size);
}

} // namespace

inline FrameWriter::Place FrameWriter::beginFrame(QByteArray &out, Opcode opcode, qsizetype size)
{
    const qsizetype before = out.size();
    out.resize(before + headerSize(size, m_masks) + size);
    char *to = out.data() + before;
    *to++ = char(quint8(opcode) | FrameHeader::finalBit);
    to = writeLength(to, size, m_masks ? FrameHeader::maskBit : quint8(0));
    quint32 key = 0;
    if (m_masks) {
        key = newKey();
        std::memcpy(to, &key, sizeof(key));
        to += sizeof(key);
    }
    return {to, key};
}

void FrameWriter::append(QByteArray &out, Opcode opcode, QByteArrayView payload)
{
    const Place place = beginFrame(out, opcode, payload.size());
    if (m_masks)
        applyMask(payload.data(), place.payload, payload.size(), place.key);
    else if (!payload.isEmpty())
        std::memcpy(place.payload, payload.data(), std::size_t(payload.size()));
}

void FrameWriter::append(
    QByteArray &out, Opcode opcode, std::initializer_list<QByteArrayView> parts)
{
    qsizetype size = 0;
    for (const QByteArrayView part : parts)
        size += part.size();
    auto [to, key] = beginFrame(out, opcode, size);
    for (const QByteArrayView part : parts) {
        applyMask(
            part.data(), to, part.size(), key); // with a key of zero if the frame is not masked
        to += part.size();
        key = advanced(key, part.size());
    }
}

void FrameWriter::appendCompressed(QByteArray &out, Opcode opcode, QByteArrayView packed)
{
    const qsizetype before = out.size();
    append(out, opcode, packed);
    out[before] = char(quint8(out[before]) | FrameHeader::compressedBit);
}

void FrameWriter::appendClose(QByteArray &out, int code, QStringView reason)
{
    QByteArray payload;
    if (CloseCode::mayBeSent(code)) {
        payload.resize(sizeof(quint16));
        qToBigEndian(quint16(code), payload.data());
        const QByteArray utf8 = reason.toUtf8();
        payload += cut(utf8, longestReason);
    }
    append(out, Opcode::Close, payload);
}

quint32 FrameWriter::newKey()
{
    if (m_keysLeft == 0) {
        QRandomGenerator::system()->fillRange(m_keys.data(), qsizetype(m_keys.size()));
        m_keysLeft = m_keys.size();
    }
    return m_keys[--m_keysLeft];
}

} // namespace WebSocketRpc
