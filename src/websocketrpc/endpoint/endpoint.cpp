// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "endpoint_p.h"

#include "excerpt_p.h"
#include "logging_p.h"
#include "startcall_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

std::shared_ptr<Endpoint> Endpoint::create(EndpointListener *listener, const QString &channelId)
{
    const auto origin = std::make_shared<Detail::CallOrigin>(
        Detail::CallOrigin{Detail::Mailbox::ofCurrentThread(), {}});
    auto endpoint = std::make_shared<Endpoint>(listener, origin, channelId);
    origin->target = endpoint;
    return endpoint;
}

Endpoint::Endpoint(EndpointListener *listener, std::shared_ptr<const Detail::CallOrigin> origin,
    const QString &channelId)
    : m_listener(listener)
    , m_origin(std::move(origin))
    , m_answers(m_settings, m_link, m_outgoingStreams,
          [this](const QString &method, const Error &error) { notificationFailed(method, error); })
    , m_callee({m_settings, m_link, m_registry, m_origin, m_context, m_answers, m_runs,
                   m_incomingStreams},
          channelId)
{
}

Endpoint::~Endpoint() = default;

std::shared_ptr<const PeerInfo> Endpoint::peer() const
{
    return m_context ? m_context->peer() : nullptr;
}

bool Endpoint::isOpen() const
{
    return m_link.isOpen() && !m_opening.isUnderWay() && (m_isAnnounced || !m_reconnects);
}

void Endpoint::attach(
    std::unique_ptr<Transport> transport, std::shared_ptr<ConnectionContext> context)
{
    m_isAnnounced = false;
    m_context = std::move(context);
    m_link.open(std::move(transport), &m_inbox);
    m_opening.linkOpened();
}

Interests &Endpoint::interests()
{
    if (!m_interests)
        m_interests = std::make_unique<Interests>(m_link, m_caller, m_callee, m_origin);
    return *m_interests;
}

void Endpoint::connectionIsReady()
{
    if (m_interests)
        m_interests->connectionIsReady();
}

void Endpoint::requestOpeningStep()
{
    m_inbox.append(Inbox::OpeningStepDue());
}

void Endpoint::connectionOpened()
{
    m_inbox.append(Inbox::ConnectionOpened());
}

void Endpoint::openingFailed(const Error &error)
{
    const auto self = m_origin->target.lock();
    const CloseReason reason{CloseCode::Normal, u"the opening failed"_s};
    forgetConnection();
    m_link.leave(reason.code, reason.text);
    const Error lost(Error::Kind::ConnectionLost, reason.text);
    failCalls(lost, Caller::Afterwards::IdempotentCallsAreRepeated);
    if (m_listener)
        m_listener->neverOpened(reason, error);
}

void Endpoint::leaveConnection(const Error &lost)
{
    if (!m_link.isOpen())
        return;
    const bool wasOpen = isOpen();
    const CloseReason reason{CloseCode::Normal, {}};
    forgetConnection();
    m_link.leave(reason.code, reason.text);
    if (wasOpen)
        m_inbox.append(reason);
    failCalls(lost, Caller::Afterwards::IdempotentCallsAreRepeated);
}

// Runs user code.
void Endpoint::failCalls(const Error &error, Caller::Afterwards afterwards)
{
    if (m_interests)
        m_interests->linkLost();
    m_incomingStreams.linkLost(error);
    m_caller.watch().linkLost(error, afterwards);
}

// What was received but not handled is dropped.
void Endpoint::forgetConnection()
{
    m_isAnnounced = false;
    abandonConnection();
    m_inbox.clear();
}

// Nobody waits for answers any more.
void Endpoint::abandonConnection()
{
    m_opening.linkLost();
    if (m_context)
        m_context->abandon();
    m_callee.linkLost();
    m_runs.linkLost();
    m_outgoingStreams.linkLost();
}

void Endpoint::close(const Error &error, const CloseReason &reason)
{
    if (m_link.state() == Link::State::Closed)
        return;
    const bool wasOpen = isOpen();
    forgetConnection();
    m_link.close(error, reason.code, reason.text);
    if (wasOpen)
        m_inbox.append(reason);
    failCalls(error, Caller::Afterwards::CallsEnd);
}

void Endpoint::drain()
{
    m_settings.draining = true;
    m_hook.requestWakeUp();
}

void Endpoint::reopen()
{
    if (m_link.state() == Link::State::Closed)
        m_link.wait();
}

void Endpoint::shutDown()
{
    m_listener = nullptr;
    m_inbox.close();
    close(Error(Error::Kind::Closed, u"the channel was destroyed"_s), {CloseCode::GoingAway, {}});
}

quint64 Endpoint::startCall(const Detail::CallOrigin &origin, const Detail::CallRequest &request,
    const CallOptions &options, Detail::ResultPromise promise)
{
    if (origin.opening) [[unlikely]]
        return quint64(m_opening.call(origin.opening, request, options, std::move(promise), 0));
    return quint64(m_caller.call(request, options, std::move(promise)));
}

void Endpoint::startCall(const Detail::CallOrigin &origin, const EncodedRequest &request,
    const CallOptions &options, Detail::ResultPromise promise, quint64 ticket)
{
    if (origin.opening)
        m_opening.call(origin.opening, request, options, std::move(promise), ticket);
    else
        m_caller.call(request, options, std::move(promise), ticket);
}

void Endpoint::startNotification(const Detail::CallOrigin &origin,
    const Detail::CallRequest &request, const CallOptions &options)
{
    if (origin.opening) [[unlikely]]
        m_opening.notify(origin.opening, request, options);
    else
        m_caller.notify(request, options);
}

void Endpoint::startNotification(
    const Detail::CallOrigin &origin, const EncodedRequest &request, const CallOptions &options)
{
    if (origin.opening)
        m_opening.notify(origin.opening, request, options);
    else
        m_caller.notify(request, options);
}

void Endpoint::sendBatch(std::vector<BatchEntry> batch)
{
    m_caller.sendBatch(std::move(batch), m_settings.callOptions);
}

PendingCall *Endpoint::pendingCall(quint64 call)
{
    PendingCalls &pending = m_caller.pending();
    return isTicket(call) ? pending.findTicket(call) : pending.find(qint64(call));
}

void Endpoint::cancelCall(quint64 call)
{
    m_caller.watch().cancel(pendingCall(call));
}

void Endpoint::requestProgress(quint64 call)
{
    m_caller.watch().requestProgress(pendingCall(call));
}

void Endpoint::callFailed(const QByteArray &method, const Error &error)
{
    if (m_failureWarnings.allows())
        qCWarning(lcChannel).noquote().nospace()
            << "nobody handles that a call of '" << excerptOf(method)
            << "' failed: " << excerptOf(error.message());
    if (m_listener)
        m_listener->callFailed(method, error);
}

void Endpoint::notificationFailed(const QString &method, const Error &error)
{
    if (m_listener)
        m_listener->notificationFailed(method, error);
}

void Endpoint::tick()
{
    const auto self = m_origin->target.lock();
    m_caller.watch().sweep();
}

void Endpoint::wakeUp()
{
    // User code that runs here may delete the channel.
    const auto self = m_origin->target.lock();
    m_inbox.handleAll();
    if (m_settings.draining && m_runs.count() == 0)
        close(Error(Error::Kind::Closed, u"the server is shutting down"_s),
            {CloseCode::GoingAway, {}});
}

void Endpoint::handle(Inbox::ConnectionOpened)
{
    m_isAnnounced = true;
    if (m_listener)
        m_listener->opened();
}

void Endpoint::handle(Inbox::OpeningStepDue)
{
    if (m_listener)
        m_listener->openingStepBegins();
    m_opening.runStep();
}

void Endpoint::handle(const CloseReason &reason)
{
    const bool wasReady = !m_opening.isUnderWay();
    if (m_link.isOpen()) {
        const Error lost = connectionLost(reason);
        abandonConnection();
        if (m_reconnects)
            m_link.wait();
        else
            m_link.close(lost, reason.code, reason.text);
        failCalls(lost, afterwards(reason));
    }
    if (!m_listener)
        return;
    if (wasReady)
        m_listener->closed(reason);
    else
        m_listener->neverOpened(reason, {});
}

void Endpoint::dialectLearned()
{
    if (m_listener)
        m_listener->dialectLearned();
}

// If an answer was too large to be received, the same call would end the next connection, too.
Caller::Afterwards Endpoint::afterwards(const CloseReason &reason) const
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
        u"the connection was lost (%1%2)"_s.arg(
            QString::number(reason.code), text.isEmpty() ? text : u", "_s + text));
}

} // namespace WebSocketRpc
