// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "link_p.h"
#include "pendingcalls_p.h"
#include "requestwriter_p.h"
#include "unsentmessage_p.h"

namespace WebSocketRpc {

// Spells requests in the dialect of the connection and sends them.
class RequestSender
{
public:
    // Without `streams` arguments cannot be streams.
    RequestSender(const EndpointSettings &settings, Link &link, PendingCalls &pending,
        OutgoingStreams *streams)
        : m_settings(settings)
        , m_link(link)
        , m_pending(pending)
        , m_streams(streams)
    {
    }

    // The two steps of a call that does not wait: it is written up to its id, and once it is pending
    // it is sent. An error is why it cannot be.
    template<typename Request>
    [[nodiscard]] std::optional<Error> begin(JsonWriter &writer, const Request &request)
    {
        auto error = beginRequest(writer, *m_settings.format, request, {&m_written});
        if (error) [[unlikely]]
            m_written.clear();
        return error;
    }
    [[nodiscard]] std::optional<Error> sendCall(JsonWriter &writer, PendingCall &call);

    // An error is why the message cannot be sent in the present dialect; what was written is of no
    // use then.
    [[nodiscard]] std::optional<Error> spell(JsonWriter &writer, const UnsentMessage &message);
    // What was written of it. An error is why it is not sent.
    [[nodiscard]] std::optional<Error> send(const UnsentMessage &message, QByteArrayView written);

    template<typename Request>
    [[nodiscard]] std::optional<Error> sendNotification(const Request &request);
    void sendCancellation(qint64 id); // where the peer may understand it
    void sendProgressRequest(qint64 id); // likewise

    [[nodiscard]] WriterPool &writers() { return *m_writers; }

private:
    [[nodiscard]] std::optional<Error> tooLarge(std::size_t size) const
    {
        if (qint64(size) <= m_settings.limits.outgoingMessageSize) [[likely]]
            return {};
        return tooLargeError(size);
    }
    [[nodiscard]] Error tooLargeError(std::size_t size) const;
    void addProgressToken(JsonWriter &writer, qint64 id) const;
    [[nodiscard]] std::optional<Error> sendStreams(PendingCall &call);
    void passNotification(QByteArrayView message);

    const EndpointSettings &m_settings;
    Link &m_link;
    PendingCalls &m_pending;
    OutgoingStreams *const m_streams;
    std::vector<WrittenStream> m_written; // in the request that is being written
    const std::shared_ptr<WriterPool> m_writers = WriterPool::ofCurrentThread();
};

} // namespace WebSocketRpc
