// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "eventhook_p.h"
#include "link_p.h"
#include "lograte_p.h"
#include "message_p.h"
#include "pendingcalls_p.h"
#include "requestwriter_p.h"

#include <websocketrpc/detail/callhandle.h>

#include <vector>

namespace WebSocketRpc {

// What this side asks of the peer: writes calls, keeps their promises and settles them.
class Caller
{
public:
    Caller(const EndpointSettings &settings, Link &link, EventHook &hook,
        std::shared_ptr<const Detail::CallOrigin> origin)
        : m_settings(settings)
        , m_link(link)
        , m_hook(hook)
        , m_origin(std::move(origin))
    {
    }

    // Without them neither arguments nor results can be streams.
    void setStreams(OutgoingStreams *outgoing, StreamFactory *incoming)
    {
        m_outgoing = outgoing;
        m_incoming = incoming;
    }

    // Who asks something of the peer before the calls that wait.
    class Herald
    {
    public:
        virtual void connectionIsReady() = 0;

    protected:
        ~Herald() = default;
    };
    void setHerald(Herald *herald) { m_herald = herald; }

    // A call either waits its turn, or goes ahead of those that wait, on this connection only.
    enum class Precedence { InTurn, Ahead };

    // Request is a CallRequest or an EncodedRequest. Returns the call's id; 0 if the call has failed
    // already.
    template<typename Request>
    qint64 call(const Request &request, const CallOptions &options, Detail::ResultPromise promise,
        quint64 ticket = 0, Precedence precedence = Precedence::InTurn);
    // One whose result is read by a codec of its own, and that may take any time.
    void callForPage(const EncodedRequest &request, std::shared_ptr<const Codec> codec,
        Detail::ResultPromise promise);
    template<typename Request>
    void notify(const Request &request, const CallOptions &options,
        Precedence precedence = Precedence::InTurn);
    void sendBatch(std::vector<BatchEntry> batch, const CallOptions &options);

    void receive(const Message &message); // a result or an error
    void receiveInvalid(const Message &message); // meant as one of them
    void receiveUnreadable(const std::vector<MessageId> &ids, const Error &error);
    void receiveProgress(const MessageId &token, const JsonValue &value);
    void cancel(PendingCall *call);
    void requestProgress(PendingCall *call);
    [[nodiscard]] PendingCalls &pending() { return m_pending; }

    // Why calls wait although the link is open.
    enum class Hold { None, UntilDialectIsKnown, UntilPeerAnswers, UntilOpeningIsDone };
    void hold(Hold hold); // with None, those that wait are sent in the present format

    void linkOpened();
    [[nodiscard]] bool isReady(Precedence precedence = Precedence::InTurn) const
    {
        return m_link.isOpen() && (m_hold == Hold::None || precedence == Precedence::Ahead);
    }
    // What happens to calls that were sent, where the link may come back.
    enum class Afterwards { CallsEnd, IdempotentCallsAreRepeated, SentCallsEnd };
    void linkLost(const Error &error, Afterwards afterwards);

    // Settles what is overdue and drops what was cancelled behind our back.
    void sweep();

    // Why calls wait, for those that wait in vain.
    void setAbsence(const QString &reason) { m_absence = reason; }
    // Warns, once, of calls that wait for a connection that nobody makes.
    void setUnopened(bool unopened) { m_isUnopened = unopened; }

    [[nodiscard]] quint64 lateAnswers() const { return m_lateAnswers; }

private:
    // Futures that were cancelled behind our back, or that somebody may watch, are noticed no later
    // than this.
    static constexpr auto sweepInterval = std::chrono::milliseconds(100);

    // A message that is not sent yet. It is spelled when it is sent, in the dialect of that moment.
    struct UnsentMessage
    {
        struct Part
        {
            EncodedRequest request;
            qint64 id = 0; // of a call; 0 for a notification
        };
        [[nodiscard]] QList<qint64> ids() const;

        std::vector<Part> parts;
        bool isBatch = false;
    };

    template<typename Request>
    qint64 callLater(const Request &request, const CallOptions &options,
        Detail::ResultPromise promise, quint64 ticket);
    template<typename Request>
    void notifyLater(const Request &request);

    [[nodiscard]] std::optional<Error> refusal(
        const CallOptions &options, Precedence precedence = Precedence::InTurn) const;
    [[nodiscard]] std::optional<Error> tooLarge(std::size_t size) const;
    PendingCall &add(const CallOptions &options, Detail::ResultPromise promise, quint64 ticket);
    void fail(const QList<qint64> &ids, const Error &error);
    // As the caller will want to know of, unlike what it has brought about itself.
    void fail(Detail::ResultPromise promise, const Error &error) { promise.fail(error, m_origin); }
    void wait(UnsentMessage message);
    [[nodiscard]] QString noConnection() const;
    [[nodiscard]] Error timeout(const PendingCall &call) const;
    [[nodiscard]] std::optional<Error> spell(JsonWriter &writer, const UnsentMessage &message);
    void addProgressToken(JsonWriter &writer, qint64 id) const;
    void failUnsent(const UnsentMessage &message, const Error &error);
    void send(const UnsentMessage &message, QByteArrayView written);
    void sendNotification(QByteArrayView message);
    [[nodiscard]] bool needsProgress(const PendingCall &call) const;
    void sendWaiting();
    void sendWaiting(UnsentMessage message);
    [[nodiscard]] Detail::ResultPromise abandon(PendingCall &call);
    void receiveStray(const Message &message); // that has the id of no call
    [[nodiscard]] PendingCall *callMeantBy(const MessageId &id); // in whatever spelling
    [[nodiscard]] QList<qint64> callsOfOnlyMessage();
    void succeed(PendingCall &call, const Message &message);
    void succeedWithOwnCodec(PendingCall &call, const Message &message);
    void succeed(Detail::ResultPromise &promise, const Message &message, const Codec &codec);
    [[nodiscard]] PendingCall::Extras &extrasOf(PendingCall &call);
    [[nodiscard]] std::optional<Error> sendStreams(PendingCall &call);
    void noteAbandoned(const PendingCall &call);
    void endStreamsOfAbandoned(const Message &message);
    enum class LogIt { No, Yes };
    void failInvalid(PendingCall &call, const QString &problem, LogIt logIt,
        const QJsonValue &data = QJsonValue::Undefined);

    const EndpointSettings &m_settings;
    Link &m_link;
    EventHook &m_hook;
    const std::shared_ptr<const Detail::CallOrigin> m_origin; // whose calls these are
    Herald *m_herald = nullptr;
    OutgoingStreams *m_outgoing = nullptr;
    StreamFactory *m_incoming = nullptr;
    std::vector<WrittenStream> m_written; // in the request that is being written
    // Calls that may be answered with streams all the same, and what they were to return.
    std::vector<std::pair<qint64, QMetaType>> m_abandoned;
    PendingCalls m_pending;
    std::vector<UnsentMessage> m_waiting;
    Hold m_hold = Hold::None;
    QString m_absence;
    bool m_isUnopened = false;
    const std::shared_ptr<WriterPool> m_writers = WriterPool::ofCurrentThread();
    quint64 m_lateAnswers = 0;
    qint64 m_lastBeforeNotification = 0; // the call that was the latest then
    std::pair<qint64, qint64> m_latestBatch; // its first and last call
    bool m_hasWarned = false; // of an answer on this connection
    LogRate m_log{lcChannel};
};

} // namespace WebSocketRpc
