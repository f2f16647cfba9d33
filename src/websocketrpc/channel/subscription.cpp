// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/channel.h>

#include "channelaccess_p.h"
#include "channelprivate_p.h"

namespace WebSocketRpc {

namespace {

// The function in the thread of its context, for as long as that lives.
SignalInterest::Listener inContext(
    QObject *context, const std::function<void(const Error &error)> &function)
{
    return [alive = QPointer<QObject>(context), mailbox = Detail::Mailbox::of(context->thread()),
               function](const Error &error) {
        auto call = [alive, function, error] {
            if (alive)
                function(error);
        };
        if (mailbox->isCurrent())
            call();
        else
            mailbox->post(std::move(call));
    };
}

} // namespace

/*!
    \class WebSocketRpc::Subscription
    \inheaderfile websocketrpc/subscription.h
    \inmodule WebSocketRpc
    \brief A function of yours that is called with a signal of the peer's.

    SubscriptionInterface::subscribe() returns one. The subscription lasts as long as this value or a copy
    of it: keep it, in a member of your class for example. It ends earlier with end(), and when the
    context of the function is destroyed.

    It outlives connections. On each new connection the peer is asked again, before the calls that
    waited for it are sent. Signals that the object has emitted meanwhile are lost; onResumed() tells
    you that there may have been some.

    \snippet sharing.cpp subscribe

    Use it in the thread of its channel. It may outlive the channel.

    \sa RemoteProperty, RemoteObject, {Shared Objects}
*/

/*! \internal */
Subscription::Subscription(const std::shared_ptr<SignalInterest> &interest)
    : m_interest(interest.get(), [interest](SignalInterest *) { interest->end(); })
{
}

/*!
    \fn WebSocketRpc::Subscription::Subscription()
    Creates a Subscription for nothing.
*/

/*!
    \fn bool WebSocketRpc::Subscription::isValid() const
    Returns whether this is a subscription that SubscriptionInterface::subscribe() made and that end()
    has not ended. It may have failed all the same.
*/

/*!
    Returns whether the peer has agreed to send the signal on the present connection.
*/
bool Subscription::isActive() const
{
    return m_interest && m_interest->isActive();
}

/*!
    Ends the subscription, also where copies of it exist. The function is not called any more, and the
    peer is told when no other subscription needs the signal. The functions are destroyed with the last
    copy.
*/
void Subscription::end()
{
    if (m_interest)
        m_interest->end();
    m_interest.reset();
}

/*!
    Calls \a function whenever the peer has agreed to send the signal, on each connection, and at once if
    it has agreed already. It runs in the thread of \a context, for as long as that lives. The caller keeps
    the ownership of \a context.
*/
const Subscription &Subscription::onActive(
    QObject *context, const std::function<void()> &function) const
{
    Q_ASSERT_X(context, "WebSocketRpc", "onActive() needs a context object");
    if (m_interest && context)
        m_interest->addListener(SignalInterest::Moment::Active,
            inContext(context, [function](const Error &) { function(); }));
    return *this;
}

/*!
    Calls \a function when the subscription goes on after a connection was lost, so that signals may have
    been missed. It comes after onActive(). It runs in the thread of \a context, for as long as that lives.
    The caller keeps the ownership of \a context.
*/
const Subscription &Subscription::onResumed(
    QObject *context, const std::function<void()> &function) const
{
    Q_ASSERT_X(context, "WebSocketRpc", "onResumed() needs a context object");
    if (m_interest && context)
        m_interest->addListener(SignalInterest::Moment::Resumed,
            inContext(context, [function](const Error &) { function(); }));
    return *this;
}

/*!
    Calls \a function with the error whenever the peer refuses to send the signal, and at once if it has
    refused already. The code is Error::InvalidParams where it shares no signal of that name, and
    Error::MethodNotFound where it shares nothing. The peer is asked again on the next connection. It
    runs in the thread of \a context, for as long as that lives. The caller keeps the ownership of \a context.

    Without such a function a warning is written in the logging category \c websocketrpc.channel.
*/
const Subscription &Subscription::onFailed(
    QObject *context, const std::function<void(const Error &error)> &function) const
{
    Q_ASSERT_X(context, "WebSocketRpc", "onFailed() needs a context object");
    if (m_interest && context)
        m_interest->addListener(SignalInterest::Moment::Refused, inContext(context, function));
    return *this;
}

Subscription ChannelAccess::subscribe(Endpoint &endpoint, QObject *context, Detail::Handler handler,
    const QByteArrayList &parameterNames)
{
    handler.takesNamesInOrder = true;
    const qsizetype taken =
        handler.parameters.size() - handler.parameters.count(QMetaType::fromType<CallContext>());
    const auto exposure = makeExposure(context, std::move(handler),
        {.parameterNames = parameterNames.first(std::min(taken, parameterNames.size())),
            .ignoreExtraArguments = true});
    if (!exposure)
        return {};
    const auto interest = std::make_shared<SignalInterest>(exposure);
    Subscription subscription(interest);
    endpoint.interests().add(interest);
    return subscription;
}

Subscription Channel::addSubscription(
    QObject *context, Detail::Handler handler, const QByteArrayList &parameterNames)
{
    return ChannelAccess::subscribe(*d->endpoint, context, std::move(handler), parameterNames);
}

} // namespace WebSocketRpc
