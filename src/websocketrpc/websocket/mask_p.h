// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qglobal.h>

#include <bit>
#include <cstring>

namespace WebSocketRpc {

// The masking of RFC 6455, section 5.3, which undoes itself. A key is kept as its bytes lie in memory.

// The key for what comes after `size` bytes.
[[nodiscard]] inline quint32 advanced(quint32 key, qint64 size)
{
    const int bits = int(size % 4) * 8;
    return std::endian::native == std::endian::little ? std::rotr(key, bits) : std::rotl(key, bits);
}

// From one place to another or to the same one; returns whether `to` is ASCII throughout then.
inline bool applyMask(const char *from, char *to, qsizetype size, quint32 key)
{
    constexpr quint64 highBits = 0x8080808080808080;
    const quint64 wideKey = quint64(key) << 32 | key;
    quint64 seen = 0;
    quint64 word = 0;
    qsizetype i = 0;
    for (; i + qsizetype(sizeof(word)) <= size; i += sizeof(word)) {
        std::memcpy(&word, from + i, sizeof(word));
        word ^= wideKey;
        seen |= word;
        std::memcpy(to + i, &word, sizeof(word));
    }
    for (; i < size; ++i, key = advanced(key, 1)) {
        quint8 first = 0; // of the key
        std::memcpy(&first, &key, 1);
        const auto byte = quint8(quint8(from[i]) ^ first);
        to[i] = char(byte);
        seen |= byte;
    }
    return !(seen & highBits);
}

} // namespace WebSocketRpc
