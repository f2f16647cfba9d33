// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "deflateparameters_p.h"

#include <QtCore/qbytearray.h>

#include <memory>

struct z_stream_s; // of zlib

namespace WebSocketRpc {

// Unpacks the messages of the other end, as their parts come (RFC 7692, section 7.2.2).
class Inflater
{
public:
    enum class Outcome { Good, Corrupt, TooLong };

    explicit Inflater(const DeflateParameters &parameters) : m_parameters(parameters) { }
    ~Inflater();

    // Appends what the next part of a message unpacks to, up to `limit` bytes in all, and takes no
    // memory for more.
    [[nodiscard]] Outcome unpack(QByteArrayView part, QByteArray &message, qint64 limit);

    // Appends the rest when all parts have come.
    [[nodiscard]] Outcome finish(QByteArray &message, qint64 limit);

private:
    struct End
    {
        void operator()(z_stream_s *stream) const;
    };

    void begin();
    void continueBehindFinalBlock();

    const DeflateParameters m_parameters;
    std::unique_ptr<z_stream_s, End> m_stream; // exists only while it is needed
};

} // namespace WebSocketRpc
