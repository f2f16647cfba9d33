// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "inflater_p.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace WebSocketRpc {

namespace {

constexpr qsizetype leastRoom = 4 * 1024;

// Makes room for more unpacked bytes: twice as much each time, but never beyond the limit.
void makeRoom(QByteArray &message, qint64 limit)
{
    const qsizetype used = message.size();
    if (message.capacity() <= used)
        message.reserve(qsizetype(std::min<qint64>(limit, std::max(2 * used, leastRoom))));
    message.resize(qsizetype(std::min<qint64>(limit, message.capacity())));
}

} // namespace

void Inflater::End::operator()(z_stream_s *stream) const
{
    inflateEnd(stream);
    delete stream;
}

Inflater::~Inflater() = default;

// A negative number of bits stands for DEFLATE without a header.
void Inflater::begin()
{
    m_stream.reset(new z_stream());
    if (inflateInit2(m_stream.get(), -m_parameters.windowBits) != Z_OK)
        qBadAlloc();
}

Inflater::Outcome Inflater::unpack(QByteArrayView part, QByteArray &message, qint64 limit)
{
    if (!m_stream)
        begin();
    z_stream &stream = *m_stream;
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(part.data()));
    stream.avail_in = uInt(part.size());
    do {
        const qsizetype used = message.size();
        Bytef excess = 0; // written to only if the message exceeds the limit
        const bool isFull = used >= limit;
        if (!isFull)
            makeRoom(message, limit);
        stream.next_out = isFull ? &excess : reinterpret_cast<Bytef *>(message.data() + used);
        stream.avail_out = isFull ? 1 : uInt(message.size() - used);
        const int result = inflate(&stream, Z_SYNC_FLUSH);
        if (!isFull)
            message.resize(message.size() - qsizetype(stream.avail_out));
        else if (stream.avail_out == 0)
            return Outcome::TooLong;
        if (result == Z_BUF_ERROR) // there was nothing to be done
            break;
        if (result == Z_STREAM_END)
            continueBehindFinalBlock();
        else if (result != Z_OK)
            return Outcome::Corrupt;
    } while (stream.avail_in > 0 || stream.avail_out == 0);
    return Outcome::Good;
}

// A final block ends zlib's stream, but neither the message nor the window (RFC 7692,
// 7.2.1 and 7.2.3.4).
void Inflater::continueBehindFinalBlock()
{
    std::array<Bytef, 32 * 1024> window;
    uInt size = 0;
    inflateGetDictionary(m_stream.get(), window.data(), &size);
    inflateReset(m_stream.get());
    inflateSetDictionary(m_stream.get(), window.data(), size);
}

Inflater::Outcome Inflater::finish(QByteArray &message, qint64 limit)
{
    constexpr std::array<char, 4> tail = {
        '\x00', '\x00', '\xff', '\xff'}; // the sender has removed them
    constexpr int isAtEndOfBlock = 128; // in data_type, see zlib.h
    const Outcome outcome =
        unpack(QByteArrayView(tail.data(), qsizetype(tail.size())), message, limit);
    const bool isWhole = m_stream->data_type & isAtEndOfBlock;
    if (!m_parameters.contextTakeover)
        m_stream.reset();
    return outcome == Outcome::Good && !isWhole ? Outcome::Corrupt : outcome;
}

} // namespace WebSocketRpc
