// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "caller_p.h"
#include "codec_p.h"

#include <unordered_set>

namespace WebSocketRpc {

class RemoteStream;

// The streams that the peer makes and this side reads, on the present connection.
class IncomingStreams final : public StreamFactory
{
public:
    IncomingStreams(const EndpointSettings &settings, Link &link, Caller &caller)
        : m_settings(settings)
        , m_link(link)
        , m_caller(caller)
    {
    }
    ~IncomingStreams();
    Q_DISABLE_COPY_MOVE(IncomingStreams)

    void open(Detail::StreamHandle &stream, Detail::StreamBatch values,
        const std::optional<QByteArray> &token) override;
    [[nodiscard]] int size() const { return int(m_streams.size()); }
    void linkLost(const Error &error);

    // For the streams.
    [[nodiscard]] const Limits &limits() const { return m_settings.limits; }
    void remove(RemoteStream *stream) { m_streams.erase(stream); }
    void request(
        const QByteArray &token, std::shared_ptr<const Codec> codec, Detail::ResultPromise promise);
    void abort(const QByteArray &token);

private:
    const EndpointSettings &m_settings;
    Link &m_link;
    Caller &m_caller;
    std::unordered_set<RemoteStream *> m_streams; // that may go on
};

} // namespace WebSocketRpc
