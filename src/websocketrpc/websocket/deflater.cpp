// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "deflater_p.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace WebSocketRpc {

namespace {

constexpr int fewestBits = 9;
constexpr qsizetype sizeOfTail = 4; // 0x00 0x00 0xff 0xff; the receiver restores them
constexpr qsizetype sizeOfFlush = 16; // at most; deflateBound() does not count it

// zlib cannot compress for a window of 8 bits: it takes 9 bits instead, or refuses. A peer that wants 8
// gets its messages uncompressed.
qint64 smallestMessage(const DeflateParameters &parameters, const Compression &compression)
{
    return parameters.windowBits < fewestBits ? std::numeric_limits<qint64>::max()
                                              : std::max<qint64>(1, compression.smallestMessage);
}

} // namespace

void Deflater::End::operator()(z_stream_s *stream) const
{
    deflateEnd(stream);
    delete stream;
}

Deflater::Deflater(const DeflateParameters &parameters, const Compression &compression)
    : m_parameters(parameters)
    , m_memoryLevel(std::clamp(compression.memoryLevel, 1, MAX_MEM_LEVEL))
    , m_smallestMessage(smallestMessage(parameters, compression))
{
}

Deflater::~Deflater() = default;

// A negative number of bits stands for DEFLATE without a header.
void Deflater::begin()
{
    m_stream.reset(new z_stream());
    if (deflateInit2(m_stream.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, -m_parameters.windowBits,
            m_memoryLevel, Z_DEFAULT_STRATEGY)
        != Z_OK)
        qBadAlloc();
}

QByteArray Deflater::pack(QByteArrayView message)
{
    if (!m_stream)
        begin();
    z_stream &stream = *m_stream;
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(message.data()));
    stream.avail_in = uInt(message.size());
    QByteArray packed;
    do {
        const qsizetype used = packed.size();
        const auto room = qsizetype(deflateBound(&stream, stream.avail_in)) + sizeOfFlush;
        packed.resize(used + room);
        stream.next_out = reinterpret_cast<Bytef *>(packed.data() + used);
        stream.avail_out = uInt(room);
        deflate(&stream, Z_SYNC_FLUSH);
        packed.resize(packed.size() - qsizetype(stream.avail_out));
    } while (stream.avail_out == 0);
    if (!m_parameters.contextTakeover)
        m_stream.reset();
    packed.chop(sizeOfTail);
    return packed;
}

} // namespace WebSocketRpc
