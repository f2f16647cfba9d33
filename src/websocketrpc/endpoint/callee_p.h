// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "answerplace_p.h"
#include "callstate_p.h"
#include "clock_p.h"
#include "eventhook_p.h"
#include "invocation_p.h"
#include "link_p.h"
#include "lograte_p.h"
#include "outgoingstreams_p.h"
#include "receivedframe_p.h"
#include "remoterun_p.h"
#include "sharerequests_p.h"
#include "streamlist_p.h"

#include <websocketrpc/detail/callhandle.h>

#include <functional>
#include <unordered_map>

namespace WebSocketRpc {

// What the peer asks of this side: finds the method, has it run and writes its answer.
class Callee
{
public:
    // Told, in the end, of a notification that had no effect. It may do anything.
    using FailureReport = std::function<void(const QString &method, const Error &error)>;

    // The handler of `hook` looks, when it wakes up, whether calls still run. `origin` is whose half
    // of the conversation this is.
    Callee(const EndpointSettings &settings, Link &link, EventHook &hook, const Registry &registry,
        std::shared_ptr<const Detail::CallOrigin> origin, const QString &channelId,
        FailureReport report)
        : m_settings(settings)
        , m_link(link)
        , m_hook(hook)
        , m_registry(registry)
        , m_origin(std::move(origin))
        , m_channelId(channelId)
        , m_report(std::move(report))
    {
    }

    // Without them neither arguments nor results can be streams.
    void setStreams(OutgoingStreams *outgoing, StreamFactory *incoming)
    {
        m_outgoing = outgoing;
        m_incoming = incoming;
    }
    void setContextSource(std::shared_ptr<const CallContext::Source> source);

    // Each message is answered in the format that it came in.
    void receive(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
        Transport::Format format);
    // Runs one of these, for a notification that is about something else than what is exposed.
    void run(
        const Message &message, const std::vector<Candidate> &candidates, Transport::Format format);
    void refuse(const Error &error, const std::shared_ptr<BatchAnswers> &batch, const MessageId &id,
        Transport::Format format, std::string_view method = {});
    // Where the answer goes to a request that others answer; nothing if it is refused already.
    [[nodiscard]] std::optional<AnswerPlace> admit(const Message &message,
        const std::shared_ptr<BatchAnswers> &batch, Transport::Format format);
    template<typename A> // an Answer, an EncodedAnswer, a PageAnswer or an Error
    void answer(const AnswerPlace &place, const A &answer);
    // Why a call of that name must not be made, or nothing.
    [[nodiscard]] std::optional<Error> authorize(const QString &name, const MessageId &id) const;
    void count(const Error &refusal) const;
    void release(const std::shared_ptr<BatchAnswers> &batch); // one part of it is answered

    // The answer of a call that was not answered at once.
    void settle(quint64 run, const SettledAnswer &settled);

    // The peer does not want the answer of a call any more, or wants to know how far it is.
    void cancel(const MessageId &id);
    void followProgress(const MessageId &id, const MessageId &token);
    void sendProgress() // what is due since the last turn of the event loop
    {
        if (!m_runsWithProgress.empty()) [[unlikely]]
            sendDueProgress();
    }

    void linkLost(); // nobody waits for the answers any more
    // What others run counts like calls.
    void runBegins() { ++m_runningCalls; }
    void runEnds();
    [[nodiscard]] int runningCalls() const { return m_runningCalls; }

private:
    // What a caller is told of how far its call is, if it wants to know.
    struct ProgressReport
    {
        MessageId token;
        Progress sent = {}; // the latest
        bool isDue = false;
        Clock::time_point next = {}; // not before, while the method blocks the event loop
    };

    // A call whose method returned an unfinished future, runs in another thread, or has a context.
    struct Run
    {
        [[nodiscard]] AnswerPlace place() const { return {id, batch, connection, method, format}; }

        MessageId id;
        std::shared_ptr<BatchAnswers> batch;
        quint64 connection;
        std::string method; // of a notification
        Transport::Format format;
        std::unique_ptr<PendingAnswer> answer = {};
        std::shared_ptr<RemoteCall> remote = {}; // until its answer, or what it waits for, is there
        std::shared_ptr<CallState> state = {}; // of a method with a context
        std::unique_ptr<ProgressReport> report = {};
        std::unique_ptr<StreamList> list = {}; // of a stream for a peer that has none
        bool keepsRunning = false; // when the caller is gone
    };
    enum class Abandoned { ByCancelling, ByLeaving };

    // For what is not exposed by that name.
    [[nodiscard]] const std::vector<Candidate> *findOther(const Message &message) const;
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] Error busy() const;
    [[nodiscard]] bool isTooLong(const Message &message) const
    {
        return message.method.size() > std::size_t(m_settings.limits.methodLength)
            || message.id.size() > m_settings.limits.idLength;
    }
    [[nodiscard]] Error tooLong(const Message &message) const;
    [[nodiscard]] bool isTooMuchElsewhere(const Message &message);
    [[nodiscard]] Error tooMuchElsewhere() const;
    void abandon(Run &run, Abandoned how);
    [[nodiscard]] const std::shared_ptr<Counters> &counters();
    [[nodiscard]] bool isShareRequest(const Message &message) const
    {
        return message.method.starts_with("rpc.") && ShareRequests::isMeant(message.method)
            && (m_shares || m_registry.sharesAnything());
    }
    [[nodiscard]] std::shared_ptr<ShareRequests> shares();
    [[nodiscard]] bool settlesLater(quint64 run, const SettledAnswer &settled);
    [[nodiscard]] CallContext contextFor(
        const Message &message, std::shared_ptr<CallState> state = {}) const;
    // One that the run and its method share; nothing for a method without a context.
    [[nodiscard]] std::optional<CallContext> contextFor(
        const Invocation &invocation, const Message &message, quint64 run);
    [[nodiscard]] std::optional<EncodedAnswer> builtInAnswer(std::string_view method) const;
    void run(
        const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place);
    void runHere(
        const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place);
    void runElsewhere(
        const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place);
    void runWithContext(Invocation &invocation, const Message &message, const AnswerPlace &place);
    void runForStreams(Invocation &&invocation, const Message &message, const AnswerPlace &place);
    void settle(quint64 run, Outcome outcome, const std::optional<CallContext> &context);
    void settleWithList(quint64 run, const Answer &answer);
    // A notification cannot have any, since it has no end.
    [[nodiscard]] StreamFactory *streamsFor(const AnswerPlace &place) const
    {
        return place.id.isAbsent() ? nullptr : m_incoming;
    }
    quint64 addRun(const Invocation &invocation, const Message &message, const AnswerPlace &place);
    void await(quint64 run, std::unique_ptr<PendingAnswer> answer, bool isCancelled = false);
    void settle(quint64 run, RemoteOutcome outcome, bool isCancelled);
    void followProgress(quint64 run, const MessageId &token);
    void watchProgress(quint64 number, Run &run);
    void noteProgress(quint64 run);
    void sendDueProgress();
    void sendProgress(Run &run);
    template<typename A> // an Answer, an EncodedAnswer or an Error
    void settleRun(quint64 run, const A &answer);
    void reportFailure(std::string_view method, const Error &error);
    void reportIfRefused(std::string_view method);
    template<typename A>
    void writeAnswer(JsonWriter &writer, const MessageId &id, const A &answer);
    void runEnded(); // which may have been the last
    void sendStreams(JsonWriter &writer, const MessageId &id, std::size_t start, bool needsComma);
    void replaceAnswer(JsonWriter &writer, const MessageId &id, std::size_t start, bool needsComma);

    const EndpointSettings &m_settings;
    Link &m_link;
    EventHook &m_hook;
    const Registry &m_registry;
    const std::shared_ptr<const Detail::CallOrigin> m_origin;
    const QString m_channelId;
    const FailureReport m_report;
    std::shared_ptr<const CallContext::Source> m_contextSource;
    OutgoingStreams *m_outgoing = nullptr;
    StreamFactory *m_incoming = nullptr;
    std::vector<WrittenStream> m_written; // in the answer that is being written
    StreamOwner m_streamOwner; // of these
    std::shared_ptr<ShareRequests> m_shares; // once the peer has asked for some
    std::unordered_map<quint64, Run> m_runs;
    quint64 m_latestRun = 0;
    std::vector<quint64> m_runsWithProgress; // that is due
    int m_runningCalls = 0; // on the present connection
    std::shared_ptr<Counters> m_counters; // where no server counts
    std::shared_ptr<std::atomic<qint64>> m_sizesElsewhere; // of calls that are in other threads
    LogRate m_log{lcChannel};
    const std::shared_ptr<WriterPool> m_writers = WriterPool::ofCurrentThread();
};

} // namespace WebSocketRpc
