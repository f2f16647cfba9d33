// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "callwatch_p.h"

namespace WebSocketRpc {

// Makes the calls of this side: adds them to the pending ones and has them sent, at once or when there
// is a connection.
class Caller
{
public:
    using Precedence = WaitingMessages::Precedence;
    using Hold = WaitingMessages::Hold;
    using Afterwards = CallWatch::Afterwards;

    // Asks something of the peer before the calls that wait.
    class Herald
    {
    public:
        virtual void connectionIsReady() = 0;

    protected:
        ~Herald() = default;
    };

    // Without `streams` arguments cannot be streams; `herald` may be null.
    Caller(const EndpointSettings &settings, Link &link, EventHook &hook,
        std::shared_ptr<const Detail::CallOrigin> origin, OutgoingStreams *streams, Herald *herald)
        : m_settings(settings)
        , m_link(link)
        , m_hook(hook)
        , m_origin(std::move(origin))
        , m_herald(herald)
        , m_waiting(settings, link, hook)
        , m_sender(settings, link, m_pending, streams)
    {
    }

    // Request is a CallRequest or an EncodedRequest. Returns the call's id; 0 if the call has failed
    // already.
    template<typename Request>
    qint64 call(const Request &request, const CallOptions &options, Detail::ResultPromise promise,
        quint64 ticket = 0, Precedence precedence = Precedence::InTurn);
    // A call of the connection itself, sent ahead of others. Its result is read by a codec of its own,
    // and it may take any time.
    void callWithCodec(const EncodedRequest &request, std::shared_ptr<const Codec> codec,
        Detail::ResultPromise promise);
    template<typename Request>
    void notify(const Request &request, const CallOptions &options,
        Precedence precedence = Precedence::InTurn);
    void sendBatch(std::vector<BatchEntry> batch, const CallOptions &options);

    void linkOpened();
    void hold(Hold hold); // with None, those that wait are sent in the present format

    [[nodiscard]] PendingCalls &pending() { return m_pending; }
    [[nodiscard]] WaitingMessages &waiting() { return m_waiting; }
    [[nodiscard]] CallWatch &watch() { return m_watch; }
    [[nodiscard]] UnwantedAnswers &unwanted() { return m_unwanted; }

private:
    template<typename Request>
    qint64 callLater(const Request &request, const CallOptions &options,
        Detail::ResultPromise promise, quint64 ticket);
    template<typename Request>
    void notifyLater(const Request &request);
    PendingCall &add(const CallOptions &options, Detail::ResultPromise promise, quint64 ticket);
    // The program learns of these failures, unlike of what it has brought about itself.
    void fail(Detail::ResultPromise promise, const Error &error) { promise.fail(error, m_origin); }
    void failUnsent(const UnsentMessage &message, const Error &error);
    void send(const UnsentMessage &message, QByteArrayView written);
    void sendOrWait(UnsentMessage message, QByteArrayView written);
    void sendAllWaiting();
    void sendIfStillWanted(UnsentMessage message);

    const EndpointSettings &m_settings;
    Link &m_link;
    EventHook &m_hook;
    const std::shared_ptr<const Detail::CallOrigin> m_origin; // whose calls these are
    Herald *const m_herald;
    PendingCalls m_pending;
    WaitingMessages m_waiting;
    RequestSender m_sender;
    UnwantedAnswers m_unwanted;
    CallWatch m_watch{
        {m_settings, m_link, m_hook, m_origin, m_pending, m_waiting, m_sender, m_unwanted}};
};

} // namespace WebSocketRpc
