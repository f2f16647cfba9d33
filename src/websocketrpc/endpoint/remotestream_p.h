// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "incomingstreams_p.h"

#include <websocketrpc/detail/streamsource.h>

namespace WebSocketRpc {

// What the peer answers to a request for values.
struct ReceivedPage
{
    std::shared_ptr<Detail::StreamBatch> values = {};
    std::size_t bytes = 0;
    bool isFinished = false;
};

// A stream that the peer makes. It asks for values before those it has are used up.
class RemoteStream final : public std::enable_shared_from_this<RemoteStream>
{
public:
    // Without a token, `values` are all.
    RemoteStream(IncomingStreams *streams, Detail::StreamBatch values,
        const std::optional<QByteArray> &token);
    ~RemoteStream();
    Q_DISABLE_COPY_MOVE(RemoteStream)

    [[nodiscard]] Detail::StreamSource::Made make(void *list, Detail::StreamQuota &quota);
    void whenReady(std::function<void()> ready);
    void setReadAhead(const ReadAhead &readAhead) { m_readAhead = readAhead; }
    void drop(); // nobody reads it any more

    void receive(const ReceivedPage &page);
    void fail(const std::exception_ptr &failure);

private:
    void request();
    void detach();
    void tellReady();

    IncomingStreams *m_streams; // null when nothing more is asked for
    const std::optional<QByteArray> m_token;
    Detail::StreamBatch m_values; // that are not read
    std::shared_ptr<const Codec> m_codec; // of an answer, once one was asked for
    ReadAhead m_readAhead;
    std::size_t m_bytesPerValue = 0; // of the latest page
    bool m_isAsked = false;
    std::exception_ptr m_failure; // that follows the values
    std::function<void()> m_ready;
};

} // namespace WebSocketRpc
