// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "codec_p.h"
#include "message_p.h"
#include "pendingcalls_p.h"

namespace WebSocketRpc {

// Answers that may still come to calls that nobody waits for any more. If they have streams in them, the
// peer keeps these until somebody reads or ends them.
class UnwantedAnswers
{
public:
    void expect(const PendingCall &call);
    void endStreamsIn(const Message &answer, StreamFactory *streams)
    {
        if (!m_calls.empty()) [[unlikely]]
            endStreams(answer, streams);
    }
    void clear() { m_calls.clear(); }

private:
    void endStreams(const Message &answer, StreamFactory *streams);

    std::vector<std::pair<qint64, QMetaType>> m_calls; // the id, and what was to be returned
};

} // namespace WebSocketRpc
