// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "eventhook_p.h"
#include "link_p.h"
#include "message_p.h"
#include "pendingcalls_p.h"

#include <websocketrpc/callhandle.h>
#include <websocketrpc/callinterface.h>

#include <deque>

namespace WebSocketRpc {

// A call or notification whose arguments are written already: one that waits in a batch, or that
// was made in another thread.
struct EncodedRequest
{
    QByteArray method;
    QByteArray arguments; // JSON; empty where there are none
};

struct BatchEntry
{
    EncodedRequest request;
    std::optional<ResultPromise> promise; // none for a notification
    quint64 ticket = 0;
};

[[nodiscard]] std::variant<EncodedRequest, Error> encode(const CallRequest &request);

// What this side asks of the peer: writes calls, keeps their promises and settles them.
class Caller
{
public:
    Caller(const SessionSettings &settings, Link &link, EventHook &hook)
        : m_settings(settings)
        , m_link(link)
        , m_hook(hook)
    {
    }

    // Returns the call's id, or 0 where the promise is settled already.
    qint64 call(const CallRequest &request, const CallOptions &options, ResultPromise promise);
    qint64 call(const EncodedRequest &request, const CallOptions &options, ResultPromise promise,
        quint64 ticket);
    void notify(const CallRequest &request, const CallOptions &options);
    void notify(const EncodedRequest &request, const CallOptions &options);
    void send(std::vector<BatchEntry> batch, const CallOptions &options);

    void receive(const Message &message); // a result or an error
    void receiveInvalid(const MessageId &id, const QString &problem); // meant as one of them
    void cancel(PendingCall *call);
    [[nodiscard]] PendingCalls &pending() { return m_pending; }

    void linkOpened();
    void linkLost(const Error &error, bool mayReconnect);

    // Settles what is overdue and drops what was cancelled behind our back.
    void sweep();

    [[nodiscard]] quint64 lateAnswers() const { return m_lateAnswers; }

private:
    struct WaitingMessage
    {
        QByteArray message;
        QList<qint64> ids; // none for a notification
    };

    // Request is a CallRequest or an EncodedRequest.
    template<typename Request>
    qint64 start(
        const Request &request, const CallOptions &options, ResultPromise promise, quint64 ticket);
    template<typename Request>
    void startNotification(const Request &request, const CallOptions &options);

    [[nodiscard]] std::optional<Error> refusal(const CallOptions &options) const;
    [[nodiscard]] std::optional<Error> tooLarge(std::size_t size) const;
    PendingCall &add(const CallOptions &options, ResultPromise promise, quint64 ticket);
    void dispatch(QByteArrayView message, const QList<qint64> &ids);
    void succeed(PendingCall &call, const JsonValue &result);

    const SessionSettings &m_settings;
    Link &m_link;
    EventHook &m_hook;
    PendingCalls m_pending;
    std::deque<WaitingMessage> m_waiting;
    WriterPool m_writers;
    quint64 m_lateAnswers = 0;
};

} // namespace WebSocketRpc
