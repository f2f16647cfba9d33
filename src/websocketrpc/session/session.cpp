// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "session_p.h"

#include "counters_p.h"
#include "excerpt_p.h"
#include "logging_p.h"

namespace WebSocketRpc {

template<typename Item>
void Session::append(Item &&item)
{
    m_inbox.append(std::forward<Item>(item));
    m_hook.requestWakeUp();
}

std::shared_ptr<Session> Session::create()
{
    auto session = std::make_shared<Session>();
    const std::shared_ptr<Mailbox> mailbox = Mailbox::ofCurrentThread();
    session->m_origin = std::make_shared<CallOrigin>(CallOrigin{mailbox, session});
    session->m_caller.setOrigin(session->m_origin);
    session->m_callee.setSession(session, mailbox);
    session->m_opening.setSession(session);
    return session;
}

Session::Session()
    : m_hook(this)
    , m_link(m_settings, m_hook)
    , m_caller(m_settings, m_link, m_hook)
    , m_callee(m_settings, m_link)
{
    m_callee.setRegistries(&m_registry, nullptr);
}

Session::~Session() = default;

void Session::setSharedRegistry(std::shared_ptr<const Registry> registry)
{
    m_sharedRegistry = std::move(registry);
    m_callee.setRegistries(&m_registry, m_sharedRegistry.get());
}

std::shared_ptr<const PeerInfo> Session::peer() const
{
    return m_context ? m_context->peer() : nullptr;
}

bool Session::isOpen() const
{
    return m_link.isOpen() && !m_opening.isUnderWay() && (m_isAnnounced || !m_reconnects);
}

void Session::attach(
    std::unique_ptr<Transport> transport, std::shared_ptr<ConnectionContext> context)
{
    m_isAnnounced = false;
    m_context = std::move(context);
    m_callee.setContextSource(m_context);
    m_link.open(std::move(transport), this);
    m_opening.linkOpened();
}

void Session::announceOpen()
{
    append(LinkOpened());
}

void Session::requestOpeningStep()
{
    append(StepDue());
}

void Session::failOpening(const Error &error)
{
    const std::shared_ptr<Session> self = shared_from_this();
    const CloseReason reason{CloseCode::Normal, QStringLiteral("the opening failed")};
    forgetConnection();
    m_link.leave(reason.code, reason.text);
    m_caller.linkLost(Error(Error::Kind::ConnectionLost, reason.text),
        Caller::Afterwards::IdempotentCallsAreRepeated);
    if (m_listener.neverOpened)
        m_listener.neverOpened(reason, error);
}

void Session::leaveConnection(const Error &lost)
{
    if (!m_link.isOpen())
        return;
    const bool wasOpen = isOpen();
    const CloseReason reason{CloseCode::Normal, {}};
    forgetConnection();
    m_link.leave(reason.code, reason.text);
    if (wasOpen)
        append(reason);
    m_caller.linkLost(lost, Caller::Afterwards::IdempotentCallsAreRepeated);
}

// What has come in and is not handled is of no use any more, and nobody waits for answers.
void Session::forgetConnection()
{
    m_isAnnounced = false;
    m_opening.linkLost();
    if (m_context)
        m_context->abandon();
    m_callee.linkLost();
    m_inbox.clear();
    m_frame.reset();
    m_batch.reset();
}

void Session::close(const Error &error, const CloseReason &reason)
{
    if (m_link.state() == Link::State::Closed)
        return;
    const bool wasOpen = isOpen();
    forgetConnection();
    m_link.close(error, reason.code, reason.text);
    if (wasOpen)
        append(reason);
    m_caller.linkLost(error, Caller::Afterwards::CallsEnd);
}

void Session::drain()
{
    m_settings.draining = true;
    m_hook.requestWakeUp();
}

void Session::reopen()
{
    if (m_link.state() == Link::State::Closed)
        m_link.wait();
}

void Session::shutDown()
{
    m_listener = {};
    m_shutDown = true;
    close(Error(Error::Kind::Closed, QStringLiteral("the channel was destroyed")),
        {CloseCode::GoingAway, {}});
}

void Session::reportFailedNotification(const QString &method, const Error &error)
{
    requestRest();
    const auto report = m_listener.notificationFailed; // which may destroy the listener
    if (report)
        report(method, error);
}

void Session::cancelCall(quint64 call)
{
    const bool isTicket = call >= firstTicket;
    m_caller.cancel(
        isTicket ? m_caller.pending().findTicket(call) : m_caller.pending().find(qint64(call)));
}

void Session::callFailed(const QByteArray &method, const Error &error)
{
    const std::shared_ptr<Session> self = shared_from_this();
    if (m_failureWarnings.allows())
        qCWarning(lcChannel).noquote().nospace()
            << "nobody handles that a call of '" << excerptOf(method)
            << "' failed: " << excerptOf(error.message());
    if (m_listener.callFailed)
        m_listener.callFailed(method, error);
}

void Session::messageReceived(QByteArrayView utf8, Transport::Format format)
{
    Frame frame = m_texts->take();
    frame->assign(utf8);
    append(ReceivedBytes{std::move(frame), format});
    m_link.noteReceived(format);
}

void Session::textReceived(QStringView text)
{
    Frame frame = m_texts->take();
    frame->assign(text);
    append(ReceivedBytes{std::move(frame), Transport::Format::Text});
    m_link.noteReceived(Transport::Format::Text);
}

void Session::transportClosed(int code, const QString &reason)
{
    append(CloseReason{code, reason});
}

void Session::answersWait()
{
    m_link.checkBuffer();
}

void Session::tick()
{
    const std::shared_ptr<Session> self = shared_from_this();
    m_caller.sweep();
}

bool Session::hasEntry() const
{
    return (m_batch && m_batch->hasMore()) || (m_frame && m_frame->hasMore());
}

void Session::wakeUp()
{
    // User code that runs here may delete the channel.
    const std::shared_ptr<Session> self = shared_from_this();
    handleInbox();
    if (m_settings.draining && m_callee.runningCalls() == 0)
        close(Error(Error::Kind::Closed, QStringLiteral("the server is shutting down")),
            {CloseCode::GoingAway, {}});
}

void Session::handleInbox()
{
    while (!m_shutDown && (hasEntry() || !m_inbox.isEmpty())) {
        if (hasEntry()) {
            handleNextEntry();
            continue;
        }
        const auto take = [this](auto &first) {
            auto item = std::move(first);
            m_inbox.removeFirst(); // and with it what `first` refers to
            handle(std::move(item));
        };
        std::visit(take, m_inbox.first());
    }
    close(m_frame);
    close(m_batch);
    m_link.flush();
    if (m_inbox.isEmpty()) // the flush may have ended the connection
        m_hook.withdrawWakeUp();
}

// Before user code runs, which may wait in an event loop of its own for what is still to be handled.
void Session::requestRest()
{
    if (hasEntry() || !m_inbox.isEmpty())
        m_hook.requestWakeUp();
}

void Session::handle(ReceivedBytes received)
{
    using Content = ReceivedFrame::Content;
    open(m_frame, *received.frame, m_link.sharesFrames() ? Content::Shared : Content::Single,
        received.format);
    m_texts->giveBack(std::move(received.frame));
}

// A frame that a method further up the stack came from is still in use there.
void Session::open(std::shared_ptr<ReceivedFrame> &place, JsonText &frame,
    ReceivedFrame::Content content, Transport::Format format)
{
    if (!place || place.use_count() > 1)
        place = m_readers->take();
    if (const auto refusal = place->open(frame, content, m_settings.limits, *m_settings.format))
        return refuse(*refusal, format);
    place->setTransportFormat(format);
    if (place->batch() || !m_opening.dialect())
        begin(std::shared_ptr(place)); // user code may put another there
}

void Session::close(std::shared_ptr<ReceivedFrame> &place)
{
    if (place.use_count() == 1)
        m_readers->giveBack(std::move(place));
    else
        place.reset();
}

// The first frame of a connection, or one that is a batch.
void Session::begin(const std::shared_ptr<ReceivedFrame> &frame)
{
    if (frame->batch())
        frame->batch()->connection = m_link.connection();
    if (!m_opening.dialect())
        learnDialect(*frame); // user code may handle all of it
    if (!frame->batch())
        return;
    if (const auto error = frame->refuseBatch(*m_settings.format))
        m_callee.refuse(*error, nullptr, MessageId::null(), frame->transportFormat());
    if (frame->batchRefusal())
        m_settings.count(&Counters::oversizedBatches);
}

void Session::learnDialect(const ReceivedFrame &frame)
{
    requestRest();
    if (m_opening.learnDialect(frame.format()) && m_listener.dialectLearned)
        m_listener.dialectLearned();
}

void Session::handle(LinkOpened)
{
    requestRest();
    m_isAnnounced = true;
    if (m_listener.opened)
        m_listener.opened();
}

void Session::handle(StepDue)
{
    requestRest();
    const std::shared_ptr<Session> self = shared_from_this();
    if (m_listener.stepBegins)
        m_listener.stepBegins();
    m_opening.runStep();
}

void Session::handle(const CloseReason &reason)
{
    requestRest();
    const bool wasReady = !m_opening.isUnderWay();
    if (m_link.isOpen()) {
        m_opening.linkLost();
        const Error lost = connectionLost(reason);
        if (m_context)
            m_context->abandon();
        m_callee.linkLost();
        if (m_reconnects)
            m_link.wait();
        else
            m_link.close(lost, reason.code, reason.text);
        m_caller.linkLost(lost, afterwards(reason));
    }
    if (wasReady && m_listener.closed)
        m_listener.closed(reason);
    else if (!wasReady && m_listener.neverOpened)
        m_listener.neverOpened(reason, {});
}

void Session::handleNextEntry()
{
    // A message refers into its frame.
    const std::shared_ptr<ReceivedFrame> frame = m_batch && m_batch->hasMore() ? m_batch : m_frame;
    const ReceivedFrame::Entry entry = frame->next(*m_settings.format);
    const Transport::Format format = frame->transportFormat();
    if (entry.refusal)
        return refuse(*entry.refusal, format);
    if (entry.batch)
        return open(m_batch, *entry.batch, ReceivedFrame::Content::Single, format);
    const std::shared_ptr<BatchAnswers> &batch = frame->batch();
    const bool isLast = !frame->hasMore();
    requestRest();
    if (frame->batchRefusal())
        refuseEntry(entry.message, batch, *frame->batchRefusal(), format);
    else
        handle(entry.message, batch, format);
    if (batch && isLast)
        m_callee.release(batch);
}

// Of a batch that is too long each call is refused by itself, since its caller waits for an answer
// under its id. Answers are welcome however many there are.
void Session::refuseEntry(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
    const Error &error, Transport::Format format)
{
    const bool isAnswer = message.isResponse || message.kind == Message::Kind::Result
        || message.kind == Message::Kind::Error;
    if (isAnswer)
        return handle(message, batch, format);
    if (message.kind == Message::Kind::Invalid && message.id.kind() == MessageId::Kind::Null)
        batch->refusal = error;
    else
        m_callee.refuse(error, batch, message.id, format, message.method);
}

void Session::handle(
    const Message &message, const std::shared_ptr<BatchAnswers> &batch, Transport::Format format)
{
    switch (message.kind) {
    case Message::Kind::Request:
    case Message::Kind::Notification:
        m_callee.receive(message, batch, format);
        return;
    case Message::Kind::Result:
    case Message::Kind::Error:
        m_caller.receive(message);
        return;
    case Message::Kind::Invalid:
        break;
    }
    if (message.isResponse)
        m_caller.receiveInvalid(message);
    else
        m_callee.refuse(Error(Error::InvalidRequest, QString::fromUtf8(message.problem)), batch,
            message.id, format, message.method);
}

// An answer that is not read is no reason to send an error, which the peer could take for the answer
// to a call of its own.
void Session::refuse(const ReceivedFrame::Refusal &refusal, Transport::Format format)
{
    requestRest();
    m_callee.count(refusal.error);
    if (refusal.outline.hasOthers)
        m_callee.refuse(refusal.error, nullptr, MessageId::null(), format);
    if (!refusal.outline.answered.empty())
        m_caller.receiveUnreadable(refusal.outline.answered, refusal.error);
}

// After an answer that was too large to be received, the same call would end the next connection too.
Caller::Afterwards Session::afterwards(const CloseReason &reason) const
{
    using Afterwards = Caller::Afterwards;
    if (!m_reconnects)
        return Afterwards::CallsEnd;
    return reason.code == CloseCode::MessageTooBig ? Afterwards::SentCallsEnd
                                                   : Afterwards::IdempotentCallsAreRepeated;
}

// The peer's words are shown, but neither obeyed nor believed.
Error connectionLost(const CloseReason &reason)
{
    const QString text = excerptOf(reason.text);
    return Error(Error::Kind::ConnectionLost,
        QStringLiteral("the connection was lost (%1%2)")
            .arg(
                QString::number(reason.code), text.isEmpty() ? text : QStringLiteral(", ") + text));
}

quint64 newTicket()
{
    static std::atomic<quint64> latest = firstTicket;
    return ++latest;
}

namespace {

template<typename F>
void inSession(const std::shared_ptr<const CallOrigin> &origin, F &&function)
{
    auto run = [canceller = origin->canceller, function = std::forward<F>(function)]() mutable {
        if (const auto session = std::static_pointer_cast<Session>(canceller.lock()))
            function(*session);
    };
    if (origin->mailbox->isCurrent())
        run();
    else
        origin->mailbox->post(std::move(run));
}

std::shared_ptr<Session> sessionOf(const std::shared_ptr<const CallOrigin> &origin)
{
    return std::static_pointer_cast<Session>(origin->canceller.lock());
}

template<typename Request>
qint64 call(Session &session, const CallOrigin &origin, const Request &request,
    const CallOptions &options, ResultPromise promise, quint64 ticket)
{
    if (origin.opening) [[unlikely]]
        return session.opening().call(origin.opening, request, options, std::move(promise), ticket);
    return session.caller().call(request, options, std::move(promise), ticket);
}

template<typename Request>
void notify(
    Session &session, const CallOrigin &origin, const Request &request, const CallOptions &options)
{
    if (origin.opening) [[unlikely]]
        session.opening().notify(origin.opening, request, options);
    else
        session.caller().notify(request, options);
}

} // namespace

CallHandle startCall(const std::shared_ptr<const CallOrigin> &origin, const CallRequest &request,
    const CallOptions &options, ResultPromise promise)
{
    if (origin->mailbox->isCurrent()) {
        const auto session = sessionOf(origin);
        if (!session)
            return {}; // the promise says so
        return {origin, quint64(call(*session, *origin, request, options, std::move(promise), 0))};
    }
    auto encoded = encode(request);
    if (const auto *error = std::get_if<Error>(&encoded)) {
        promise.fail(*error, origin);
        return {};
    }
    const quint64 ticket = newTicket();
    inSession(origin,
        [origin, request = std::move(std::get<EncodedRequest>(encoded)), options,
            promise = std::move(promise), ticket](Session &session) mutable {
            call(session, *origin, request, options, std::move(promise), ticket);
        });
    return {origin, ticket};
}

void startNotification(const std::shared_ptr<const CallOrigin> &origin, const CallRequest &request,
    const CallOptions &options)
{
    if (origin->mailbox->isCurrent()) {
        if (const auto session = sessionOf(origin))
            notify(*session, *origin, request, options);
        return;
    }
    auto encoded = encode(request);
    if (const auto *error = std::get_if<Error>(&encoded)) {
        qCWarning(lcChannel) << "a notification is not sent:" << error->message();
        return;
    }
    inSession(origin,
        [origin, request = std::move(std::get<EncodedRequest>(encoded)), options](
            Session &session) { notify(session, *origin, request, options); });
}

void sendBatch(const std::shared_ptr<const CallOrigin> &origin, std::vector<BatchEntry> entries)
{
    auto send = [entries = std::move(entries)](Session &session) mutable {
        session.caller().send(std::move(entries), session.settings().callOptions);
    };
    inSession(origin, std::move(send));
}

} // namespace WebSocketRpc
