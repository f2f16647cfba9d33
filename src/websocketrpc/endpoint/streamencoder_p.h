// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "codec_p.h"
#include "streamstate_p.h"

#include <websocketrpc/error.h>

namespace WebSocketRpc {

// Some values of a stream in JSON, with commas between them.
struct StreamPage
{
    QByteArray json;
    qsizetype values = 0;
};

struct EncodedValues
{
    std::vector<StreamPage> pages;
    bool isLast = false;
    std::optional<Error> failure = {}; // that follows them, and is the last then
};

// Writes the values of a stream that the peer reads, in the thread where they are made.
class StreamEncoder : public std::enable_shared_from_this<StreamEncoder>
{
public:
    using Deliver = std::function<void(EncodedValues values)>; // run in the channel's thread

    StreamEncoder(
        WrittenStream stream, qsizetype pageSize, bool revealsExceptions, Deliver deliver);

    [[nodiscard]] Detail::StreamState &state() const { return *m_stream.stream.state(); }
    // In the channel's thread, and again only when that is delivered.
    void request(qsizetype most);

private:
    void encode(Detail::StreamPortion portion);
    void deliverSoon(EncodedValues encoded);
    [[nodiscard]] std::optional<Error> write(
        Detail::StreamBatch &values, std::vector<StreamPage> &pages) const;

    const WrittenStream m_stream;
    const bool m_isClaimed; // or somebody else reads it
    const qsizetype m_pageSize;
    const bool m_revealsExceptions;
    const std::shared_ptr<Detail::Mailbox> m_channel = Detail::Mailbox::ofCurrentThread();
    const Deliver m_deliver;
};

} // namespace WebSocketRpc
