// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "eventhook_p.h"
#include "link_p.h"
#include "lograte_p.h"
#include "message_p.h"
#include "pendingcalls_p.h"
#include "requestwriter_p.h"

#include <websocketrpc/callhandle.h>

#include <vector>

namespace WebSocketRpc {

struct BatchEntry
{
    EncodedRequest request;
    std::optional<ResultPromise> promise; // none for a notification
    quint64 ticket = 0;
};

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
    qint64 call(const CallRequest &request, const CallOptions &options, ResultPromise promise,
        quint64 ticket = 0);
    qint64 call(const EncodedRequest &request, const CallOptions &options, ResultPromise promise,
        quint64 ticket);
    // Although others may have to wait, and through this connection only.
    template<typename Request>
    qint64 callAtOnce(const Request &request, const CallOptions &options, ResultPromise promise,
        quint64 ticket = 0);
    template<typename Request>
    void notifyAtOnce(const Request &request, const CallOptions &options);
    void notify(const CallRequest &request, const CallOptions &options);
    void notify(const EncodedRequest &request, const CallOptions &options);
    void send(std::vector<BatchEntry> batch, const CallOptions &options);

    void receive(const Message &message); // a result or an error
    void receiveInvalid(const Message &message); // meant as one of them
    void receiveUnreadable(const std::vector<MessageId> &ids, const Error &error);
    void cancel(PendingCall *call);
    [[nodiscard]] PendingCalls &pending() { return m_pending; }

    // Why calls wait although the link is open.
    enum class Hold { None, UntilDialectIsKnown, UntilPeerAnswers, UntilOpeningIsDone };
    void hold(Hold hold); // with None, those that wait are sent in the present format

    void linkOpened();
    // What happens to calls that were sent, where the link may come back.
    enum class Afterwards { CallsEnd, IdempotentCallsAreRepeated, SentCallsEnd };
    void linkLost(const Error &error, Afterwards afterwards);

    // Settles what is overdue and drops what was cancelled behind our back.
    void sweep();

    // Whose calls these are, for those that fail.
    void setOrigin(const std::shared_ptr<const CallOrigin> &origin) { m_origin = origin; }
    // Why calls wait, for those that wait in vain.
    void setAbsence(const QString &reason) { m_absence = reason; }
    // Warns, once, of calls that wait for a connection that nobody makes.
    void setUnopened(bool unopened) { m_isUnopened = unopened; }

    [[nodiscard]] quint64 lateAnswers() const { return m_lateAnswers; }

private:
    // The same message in FastApi, or why it cannot be said there; nothing where JSON-RPC 2.0 is
    // no guess.
    using OtherSpelling = std::variant<std::monostate, QByteArray, Error>;

    struct WaitingMessage
    {
        QByteArray message;
        QList<qint64> ids; // none for a notification
        OtherSpelling otherwise;
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
    void fail(const QList<qint64> &ids, const Error &error);
    // As the caller will want to know of, unlike what it has brought about itself.
    void fail(ResultPromise promise, const Error &error) { promise.fail(error, m_origin); }
    void wait(WaitingMessage message);
    [[nodiscard]] QString noConnection() const;
    [[nodiscard]] Error timeout(const PendingCall &call) const;
    [[nodiscard]] bool isReady() const { return m_link.isOpen() && m_hold == Hold::None; }
    template<typename Request>
    [[nodiscard]] OtherSpelling spellOtherwise(const Request &request, qint64 id); // or 0
    [[nodiscard]] OtherSpelling spellBatchOtherwise() const;
    void send(const QList<qint64> &ids, QByteArrayView message);
    void sendNotification(QByteArrayView message);
    void sendWaiting();
    [[nodiscard]] ResultPromise abandon(PendingCall &call);
    void receiveStray(const Message &message); // that has the id of no call
    [[nodiscard]] PendingCall *callMeantBy(const MessageId &id); // in whatever spelling
    [[nodiscard]] QList<qint64> callsOfOnlyMessage();
    void succeed(PendingCall &call, const std::optional<JsonValue> &result);
    enum class LogIt { No, Yes };
    void failInvalid(PendingCall &call, const QString &problem, LogIt logIt,
        const QJsonValue &data = QJsonValue::Undefined);

    const SessionSettings &m_settings;
    Link &m_link;
    EventHook &m_hook;
    PendingCalls m_pending;
    std::vector<WaitingMessage> m_waiting;
    Hold m_hold = Hold::None;
    std::shared_ptr<const CallOrigin> m_origin;
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
