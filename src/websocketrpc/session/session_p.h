// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "callee_p.h"
#include "caller_p.h"
#include "fifo_p.h"
#include "lograte_p.h"
#include "opening_p.h"

#include <websocketrpc/closereason.h>

#include <atomic>

namespace WebSocketRpc {

[[nodiscard]] Error connectionLost(const CloseReason &reason);

// What a CallContext knows; one for each connection.
class ConnectionContext : public CallContext::Source
{
public:
    explicit ConnectionContext(std::shared_ptr<const PeerInfo> peer) : m_peer(std::move(peer)) { }

    void abandon() { m_abandoned = true; }
    bool isAbandoned() const override { return m_abandoned; }
    std::shared_ptr<const PeerInfo> peer() const override { return m_peer; }

private:
    const std::shared_ptr<const PeerInfo> m_peer;
    std::atomic_bool m_abandoned = false;
};

// One peer's half of a conversation: what is behind a Channel. It is shared, so that it outlives a
// channel which user code deletes while one of its messages is being handled.
class Session final : public CallCanceller,
                      public Transport::Receiver,
                      public EventHook::Handler,
                      public std::enable_shared_from_this<Session>
{
public:
    static std::shared_ptr<Session> create();

    // What the channel wants to know; called from the event loop, with the state already changed.
    struct Listener
    {
        std::function<void()> opened;
        std::function<void(const CloseReason &)> closed;
        // Instead, if the connection ended before it was ready for calls; with the error of the
        // program's opening step, where that has failed.
        std::function<void(const CloseReason &, const std::optional<Error> &)> neverOpened = {};
        std::function<void()> dialectLearned = {};
        std::function<void(const QString &method, const Error &error)> notificationFailed = {};
        std::function<void()> stepBegins = {};
        std::function<void(const QByteArray &, const Error &)> callFailed = {};
    };

    Session();
    ~Session();

    void setListener(Listener listener) { m_listener = std::move(listener); }
    void setSharedRegistry(std::shared_ptr<const Registry> registry);

    [[nodiscard]] SessionSettings &settings() { return m_settings; }
    [[nodiscard]] Registry &registry() { return m_registry; }
    [[nodiscard]] Link &link() { return m_link; }
    [[nodiscard]] Caller &caller() { return m_caller; }
    [[nodiscard]] Callee &callee() { return m_callee; }
    [[nodiscard]] Opening &opening() { return m_opening; }
    [[nodiscard]] const std::shared_ptr<const CallOrigin> &origin() const { return m_origin; }
    [[nodiscard]] std::shared_ptr<const PeerInfo> peer() const;

    // One that reconnects is open from the moment that the listener is told so.
    [[nodiscard]] bool isOpen() const;
    void attach(std::unique_ptr<Transport> transport, std::shared_ptr<ConnectionContext> context);
    void announceOpen(); // to the listener, soon
    void requestOpeningStep(); // is run soon
    void failOpening(const Error &error); // ends the connection that was being opened
    // Leaves the present connection for another one, which calls wait for.
    void leaveConnection(const Error &lost);
    // Whether calls wait for the next connection when this one is lost.
    void setReconnects(bool reconnects) { m_reconnects = reconnects; }
    // Ends the connection and fails all calls with `error`, those to come as well.
    void close(const Error &error, const CloseReason &reason);
    // Ends the connection once the calls that run are answered; no others are started.
    void drain();
    void reopen(); // calls wait for a connection again
    void shutDown(); // the channel is being destroyed

    void reportFailedNotification(const QString &method, const Error &error);

    void cancelCall(quint64 call) override;
    void callFailed(const QByteArray &method, const Error &error) override;

private:
    struct LinkOpened
    {
    };
    struct StepDue
    {
    };
    using ReaderPool = Pool<std::shared_ptr<ReceivedFrame>>;
    struct ReceivedBytes
    {
        Frame frame;
        Transport::Format format;
    };
    using InboxItem = std::variant<ReceivedBytes, LinkOpened, StepDue, CloseReason>;

    void messageReceived(QByteArrayView utf8, Transport::Format format) override;
    void textReceived(QStringView text) override;
    void transportClosed(int code, const QString &reason) override;
    void answersWait() override;
    void wakeUp() override;
    void tick() override;

    [[nodiscard]] bool hasEntry() const; // left to be handled
    template<typename Item>
    void append(Item &&item);
    void handleInbox();
    void requestRest();
    void handle(ReceivedBytes received);
    void open(std::shared_ptr<ReceivedFrame> &place, JsonText &frame,
        ReceivedFrame::Content content, Transport::Format format);
    void begin(const std::shared_ptr<ReceivedFrame> &frame);
    void learnDialect(const ReceivedFrame &frame);
    void close(std::shared_ptr<ReceivedFrame> &place);
    void handle(LinkOpened);
    void handle(StepDue);
    void forgetConnection();
    void handle(const CloseReason &reason);
    void handleNextEntry();
    void handle(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
        Transport::Format format);
    void refuse(const ReceivedFrame::Refusal &refusal, Transport::Format format);
    void refuseEntry(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
        const Error &error, Transport::Format format);
    [[nodiscard]] Caller::Afterwards afterwards(const CloseReason &reason) const;

    SessionSettings m_settings;
    Registry m_registry;
    std::shared_ptr<const Registry> m_sharedRegistry;
    Listener m_listener;
    EventHook m_hook;
    Link m_link;
    Caller m_caller;
    Callee m_callee;
    Opening m_opening{m_settings, m_link, m_caller};
    std::shared_ptr<ConnectionContext> m_context;
    std::shared_ptr<const CallOrigin> m_origin;
    Fifo<InboxItem> m_inbox;
    const std::shared_ptr<FramePool> m_texts = FramePool::ofCurrentThread();
    const std::shared_ptr<ReaderPool> m_readers = ReaderPool::ofCurrentThread();
    std::shared_ptr<ReceivedFrame> m_frame; // the one being read
    std::shared_ptr<ReceivedFrame> m_batch; // the entry of it being read, where that is a batch
    bool m_reconnects = false;
    bool m_isAnnounced = false; // the present connection, to the listener
    bool m_shutDown = false;
    LogRate m_failureWarnings{lcChannel};
};

// From here on a call is named by a ticket instead of its id: one made in another thread, or in a
// batch.
constexpr quint64 firstTicket = quint64(1) << 62;

// Starts a call from any thread: at once in the session's own, else by letter.
CallHandle startCall(const std::shared_ptr<const CallOrigin> &origin, const CallRequest &request,
    const CallOptions &options, ResultPromise promise);
void startNotification(const std::shared_ptr<const CallOrigin> &origin, const CallRequest &request,
    const CallOptions &options);
void sendBatch(const std::shared_ptr<const CallOrigin> &origin, std::vector<BatchEntry> entries);
[[nodiscard]] quint64 newTicket(); // for a call that has no id yet

} // namespace WebSocketRpc
