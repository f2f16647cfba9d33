// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/callcontext.h>

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
CallContext::CallContext(
    std::shared_ptr<const Source> source, const QString &method, const QVariant &id)
    : m_source(std::move(source))
    , m_method(method)
    , m_id(id)
{
}

/*!
    \fn bool WebSocketRpc::CallContext::isValid() const
    Returns \c false for a default-constructed context.
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
    Returns whether nobody waits for the answer any more, because the connection is gone. A long
    method may look at it to stop early.
*/
bool CallContext::isAbandoned() const
{
    return !m_source || m_source->isAbandoned();
}

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

} // namespace WebSocketRpc
