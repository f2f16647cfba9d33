// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "outgoingstreams_p.h"

namespace WebSocketRpc {

// The streams that are arguments of one call. The peer may read them until the call is settled.
class SentStreams
{
public:
    SentStreams(OutgoingStreams &streams, std::vector<qint64> tokens)
        : m_streams(streams)
        , m_tokens(std::move(tokens))
    {
    }
    ~SentStreams() { m_streams.forget(m_tokens); }
    Q_DISABLE_COPY_MOVE(SentStreams)

private:
    OutgoingStreams &m_streams;
    const std::vector<qint64> m_tokens;
};

} // namespace WebSocketRpc
