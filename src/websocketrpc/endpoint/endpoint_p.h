// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "calltarget_p.h"
#include "endpointlistener_p.h"
#include "inbox_p.h"
#include "incomingstreams_p.h"
#include "lograte_p.h"

namespace WebSocketRpc {

// This side of a conversation: what is behind a Channel. It puts together the half that asks, the
// half that answers, what comes before the first call and the way to the peer. It is shared, so that it
// outlives a channel which user code deletes while one of its messages is being handled.
class Endpoint final : public Detail::CallTarget,
                       private EventHook::Handler,
                       private Inbox::Owner,
                       private Caller::Herald,
                       private Opening::Host
{
public:
    // `listener` lives until shutDown().
    static std::shared_ptr<Endpoint> create(EndpointListener *listener, const QString &channelId);

    Endpoint(EndpointListener *listener, std::shared_ptr<const Detail::CallOrigin> origin,
        const QString &channelId);
    ~Endpoint();

    [[nodiscard]] EndpointSettings &settings() { return m_settings; }
    [[nodiscard]] Registry &registry() { return m_registry; }
    [[nodiscard]] const Link &link() const { return m_link; }
    [[nodiscard]] Caller &caller() { return m_caller; }
    [[nodiscard]] quint64 lateAnswers() const { return m_receiver.lateAnswers(); }
    [[nodiscard]] int runningCalls() const { return m_runs.count(); }
    [[nodiscard]] int openStreams() const { return m_outgoingStreams.size(); }
    [[nodiscard]] int readStreams() const { return m_incomingStreams.size(); }
    [[nodiscard]] Opening &opening() { return m_opening; }
    [[nodiscard]] Interests &interests(); // made at the first use
    [[nodiscard]] const std::shared_ptr<const Detail::CallOrigin> &origin() const
    {
        return m_origin;
    }
    [[nodiscard]] std::shared_ptr<const PeerInfo> peer() const;

    // One that reconnects is open from the moment that the listener is told so.
    [[nodiscard]] bool isOpen() const;
    void attach(std::unique_ptr<Transport> transport, std::shared_ptr<ConnectionContext> context);
    // Leaves the present connection for another one, which calls wait for.
    void leaveConnection(const Error &lost);
    // Whether calls wait for the next connection when this one is lost.
    void setReconnects(bool reconnects) { m_reconnects = reconnects; }
    // Ends the connection and fails all calls with `error`, those to come as well.
    void close(const Error &error, const CloseReason &reason);
    // Ends the connection once the calls that run are answered; no others are started.
    void drain();
    void reopen(); // calls wait for a connection again
    void shutDown(); // the listener is being destroyed

    quint64 startCall(const Detail::CallOrigin &origin, const Detail::CallRequest &request,
        const CallOptions &options, Detail::ResultPromise promise) override;
    void startCall(const Detail::CallOrigin &origin, const EncodedRequest &request,
        const CallOptions &options, Detail::ResultPromise promise, quint64 ticket) override;
    void startNotification(const Detail::CallOrigin &origin, const Detail::CallRequest &request,
        const CallOptions &options) override;
    void startNotification(const Detail::CallOrigin &origin, const EncodedRequest &request,
        const CallOptions &options) override;
    void sendBatch(std::vector<BatchEntry> batch) override;
    void cancelCall(quint64 call) override;
    void requestProgress(quint64 call) override;
    void callFailed(const QByteArray &method, const Error &error) override;

private:
    void wakeUp() override;
    void tick() override;
    void handle(Inbox::ConnectionOpened) override;
    void handle(Inbox::OpeningStepDue) override;
    void handle(const CloseReason &reason) override;
    void dialectLearned() override;
    void connectionIsReady() override;
    void requestOpeningStep() override;
    void connectionOpened() override;
    void openingFailed(const Error &error) override;

    [[nodiscard]] PendingCall *pendingCall(quint64 call);
    void notificationFailed(const QString &method, const Error &error);
    void forgetConnection();
    void abandonConnection();
    void failCalls(const Error &error, Caller::Afterwards afterwards);
    [[nodiscard]] Caller::Afterwards afterwards(const CloseReason &reason) const;

    EndpointListener *m_listener; // null after shutDown()
    const std::shared_ptr<const Detail::CallOrigin> m_origin;
    EndpointSettings m_settings;
    Registry m_registry;
    EventHook m_hook{this};
    Link m_link{m_settings, m_hook};
    std::shared_ptr<ConnectionContext> m_context; // of the present connection
    // An answer may have streams in it, and streams are asked for values, which are answers.
    Answers m_answers;
    OutgoingStreams m_outgoingStreams{m_settings, m_link, m_origin, m_answers};
    ProgressReports m_reports{m_settings, m_link, m_hook, m_origin};
    IncomingRuns m_runs{m_settings, m_link, m_hook, m_origin, m_answers, m_reports};
    Caller m_caller{m_settings, m_link, m_hook, m_origin, &m_outgoingStreams, this};
    IncomingStreams m_incomingStreams{m_settings, m_link, m_caller};
    AnswerReceiver m_receiver{
        m_settings, m_link, m_origin, m_caller.pending(), m_caller.unwanted(), m_incomingStreams};
    Callee m_callee;
    Opening m_opening{m_settings, m_link, m_caller, m_origin, *this};
    ReservedMethods m_reserved{m_callee, m_runs, m_answers, m_outgoingStreams, m_receiver};
    std::unique_ptr<Interests> m_interests;
    Inbox m_inbox{{m_settings, m_hook, m_link, m_receiver, m_callee, m_answers, m_reports,
        m_reserved, m_opening, m_interests, *this}};
    bool m_reconnects = false;
    bool m_isAnnounced = false; // the present connection, to the listener
    LogRate m_failureWarnings{lcChannel};
};

} // namespace WebSocketRpc
