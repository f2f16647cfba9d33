// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "unwantedanswers_p.h"

#include "scratchvalue_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

constexpr std::size_t mostCalls = 1000;

} // namespace

void UnwantedAnswers::expect(const PendingCall &call)
{
    const QMetaType type = call.promise.type();
    const auto codec = codecFor(type);
    std::vector<const Codec *> asked;
    if (std::holds_alternative<UnknownType>(codec)
        || !mayHoldStream(*std::get<const Codec *>(codec), asked))
        return;
    m_calls.emplace_back(call.id, type);
    if (m_calls.size() > mostCalls)
        m_calls.erase(m_calls.begin());
}

// Reading the answer makes the streams in it; dropping them ends them.
void UnwantedAnswers::endStreams(const Message &answer, StreamFactory *streams)
{
    const auto call = std::ranges::find(m_calls, answer.id.toInteger(),
        [](const auto &entry) { return std::optional(entry.first); });
    if (call == m_calls.end())
        return;
    const QMetaType type = call->second;
    m_calls.erase(call);
    if (!answer.result)
        return;
    try {
        ScratchValue value(type);
        std::ignore = std::get<const Codec *>(codecFor(type))
                          ->read(*answer.result, value.data(),
                              {.ignoreUnknownMembers = true, .streams = streams});
    } catch (...) { // from a constructor or a setter, which nobody waits for
    }
}

} // namespace WebSocketRpc
