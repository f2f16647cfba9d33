// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "encodedanswer_p.h"

#include <websocketrpc/detail/callhandle.h>

namespace WebSocketRpc {

// For an answer that is a stream: the stream, or an empty list if the stream has no source. Neither if
// the answer is something else, even if it has a stream in it.
[[nodiscard]] std::variant<std::monostate, EncodedAnswer, WrittenStream> listOf(
    const Answer &answer, bool revealsExceptions);

// All values of a stream in one answer, for a peer that knows no streams. Its destruction ends the
// stream.
class StreamList
{
public:
    using Settle = std::function<void(RemoteOutcome outcome)>; // may destroy this

    StreamList(WrittenStream stream, qint64 largest, bool revealsExceptions,
        std::weak_ptr<Detail::CallTarget> target, Settle settle);

    [[nodiscard]] Detail::StreamState &state() const { return m_encoder->state(); }
    void start() { request(); }

private:
    void request();
    void receive(const EncodedValues &values);

    const qint64 m_largest;
    const Settle m_settle;
    QByteArray m_json = "[";
    std::shared_ptr<StreamEncoder> m_encoder;
};

} // namespace WebSocketRpc
