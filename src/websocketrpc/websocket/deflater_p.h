// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "deflateparameters_p.h"

#include <websocketrpc/compression.h>

#include <QtCore/qbytearray.h>

#include <memory>

struct z_stream_s; // of zlib

namespace WebSocketRpc {

// Packs the messages of this end (RFC 7692, section 7.2.1).
class Deflater
{
public:
    Deflater(const DeflateParameters &parameters, const Compression &compression);
    ~Deflater();

    // Whether a message of that size is worth packing. Any message may be sent unpacked.
    [[nodiscard]] bool isWorthwhile(qsizetype size) const { return size >= m_smallestMessage; }

    // The packed form of a message that is not empty.
    [[nodiscard]] QByteArray pack(QByteArrayView message);

private:
    struct End
    {
        void operator()(z_stream_s *stream) const;
    };

    void begin();

    const DeflateParameters m_parameters;
    const int m_memoryLevel;
    const qint64 m_smallestMessage;
    std::unique_ptr<z_stream_s, End> m_stream; // exists only while it is needed
};

} // namespace WebSocketRpc
