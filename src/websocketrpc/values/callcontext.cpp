// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/callcontext.h>

#include "callstate_p.h"

#include <websocketrpc/detail/mailbox.h>

#include <QPointer>

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::PeerInfo
    \inheaderfile websocketrpc/callcontext.h
    \inmodule WebSocketRpc
    \brief What is known of the peer behind a channel.

    Each side knows the other's \c address and \c port. A server also knows what the handshake
    request said: its \c path, percent-decoded, its \c query, as it was encoded, and its \c headers,
    with their names as they were written; and of a client that showed a certificate, the
    \c certificate in DER, and as \c certificateProblems what the TLS library found wrong with it.
    \c identity is what the server's authenticator gave it.
*/

/*!
    Returns the value of the header field \a name, whose case does not matter; the values of one
    that comes several times joined by commas, and nothing where there is none.
*/
QByteArray PeerInfo::header(QByteArrayView name) const
{
    QByteArrayList values;
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            values.append(value);
    }
    return values.join(", ");
}

/*!
    \class WebSocketRpc::CallContext
    \inheaderfile websocketrpc/callcontext.h
    \inmodule WebSocketRpc
    \brief Who calls a method, and through which channel.

    A Q_INVOKABLE method that has a parameter \c{const WebSocketRpc::CallContext &}, or one by
    value, in any position, gets it filled in; the parameter is not on the wire. A CallContext may be
    kept and used after the method has returned, also in another thread.
*/

/*! \internal */
CallContext::CallContext(std::shared_ptr<const Source> source, const QString &method,
    const QVariant &id, std::shared_ptr<CallState> state)
    : m_source(std::move(source))
    , m_method(method)
    , m_id(id)
    , m_state(std::move(state))
{
}

/*!
    \fn bool WebSocketRpc::CallContext::isValid() const
    Returns \c false for a default-constructed context.
*/

/*!
    \fn const std::shared_ptr<const Source> &WebSocketRpc::CallContext::source() const
    \internal
    One for each connection.
*/

/*!
    Returns the channel that the call came through, to call the peer back; \nullptr when it no
    longer exists. It must be used in the channel's own thread, but for call() and notify().
*/
Channel *CallContext::channel() const
{
    return m_source ? m_source->channel() : nullptr;
}

/*!
    \fn QString WebSocketRpc::CallContext::method() const
    Returns the method's name as the peer wrote it.
*/

/*!
    \fn QVariant WebSocketRpc::CallContext::id() const
    Returns the request's id: a number, a string, \nullptr for a null id, or an invalid QVariant for
    a notification.
*/

/*!
    \fn bool WebSocketRpc::CallContext::isNotification() const
    Returns whether the peer wants no answer.
*/

/*!
    Returns the peer's address and port, and on a server the path and headers of its handshake
    request and the identity that it was given.
*/
PeerInfo CallContext::peer() const
{
    const std::shared_ptr<const PeerInfo> peer = m_source ? m_source->peer() : nullptr;
    return peer ? *peer : PeerInfo();
}

/*!
    \fn QVariant WebSocketRpc::CallContext::identity() const
    Returns who the peer is, as the server's authenticator said; invalid where there was none.
*/

/*!
    Returns whether the result is not wanted any more: the caller has cancelled the call, or is gone
    and the method is not one of ExposeOptions::keepRunning. A long method looks at it now and then,
    in whatever thread it runs, and stops. What it returns or throws then is dropped: the caller has
    been answered with Error::RequestCancelled.

    A method that blocks the thread of its channel never sees it change, since the message that
    cancels the call waits for that thread. Let it return a QFuture, or put its object in a thread of
    its own.
*/
bool CallContext::isCancelled() const
{
    return m_state && m_state->isCancelled();
}

/*!
    Returns whether nobody waits for the answer any more, because the call was cancelled or the
    connection is gone. In a method of ExposeOptions::keepRunning that outlives its caller this is
    true while isCancelled() is not.
*/
bool CallContext::isAbandoned() const
{
    return !m_source || isCancelled() || m_source->isAbandoned();
}

/*!
    Calls \a function once in the thread of \a context when isCancelled() becomes true; soon, if it
    is true already, and never, if \a context is destroyed before. The method may have returned by
    then, but not its QFuture.
*/
void CallContext::onCancelled(QObject *context, std::function<void()> function) const
{
    Q_ASSERT_X(context, "WebSocketRpc", "onCancelled() needs a context object");
    if (!m_state || !context)
        return;
    m_state->whenCancelled([mailbox = Detail::Mailbox::of(context->thread()),
                               alive = QPointer<QObject>(context), function = std::move(function)] {
        mailbox->post([alive, function] {
            if (alive)
                function();
        });
    });
}

/*!
    \overload
    Calls \a function in the thread that cancels the call, which is that of the channel, or here and
    now if isCancelled() is true already. Whatever it does must be safe there.
*/
void CallContext::onCancelled(std::function<void()> function) const
{
    if (m_state)
        m_state->whenCancelled(std::move(function));
}

/*!
    Returns whether the caller has asked for progress. Without that the functions that set it do
    little, so a method need not look at this unless progress is expensive to tell.
*/
bool CallContext::wantsProgress() const
{
    return m_state && m_state->hasProgressSink();
}

/*!
    Tells the caller that setProgressValue() will go from \a minimum to \a maximum. As with
    QPromise::setProgressRange(), the value starts from \a minimum.

    The functions that set the progress may be called in any thread until the method, or the QFuture
    that it returned, is finished. The caller gets the latest, at most once in a turn of the channel's
    event loop, and before the answer. Of a method that returns a QFuture the caller gets what its
    QPromise says; use one way or the other.
*/
void CallContext::setProgressRange(int minimum, int maximum) const
{
    if (!m_state)
        return;
    m_state->changeProgress([&](Progress &progress) {
        progress.minimum = minimum;
        progress.maximum = std::max(minimum, maximum);
        progress.value = minimum;
        return true;
    });
}

/*! Tells the caller that the method has come to \a value. Values outside the range are ignored. */
void CallContext::setProgressValue(int value) const
{
    setProgressValueAndText(value, {});
}

/*! Tells the caller that the method has come to \a value, and with \a text what it does there. */
void CallContext::setProgressValueAndText(int value, const QString &text) const
{
    if (!m_state)
        return;
    m_state->changeProgress([&](Progress &progress) {
        const bool hasRange = progress.minimum != 0 || progress.maximum != 0;
        if (hasRange && (value < progress.minimum || value > progress.maximum))
            return false;
        progress.value = value;
        progress.text = text;
        return true;
    });
}

} // namespace WebSocketRpc
