// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/admission.h>

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::Admission
    \inheaderfile websocketrpc/admission.h
    \inmodule WebSocketRpc
    \brief Whether a server lets a connection in, decided before the upgrade to a WebSocket.

    A connection that is let in has an \c identity, which methods find in their CallContext. One
    that is refused is answered with the HTTP \c status, with \c text as the body of the response,
    and where \c retryAfter is set, with the header field \c Retry-After (RFC 9110, 10.2.3).

    \sa Server::setAuthenticator()
*/

/*! Lets the connection in; the peer is known by \a identity from then on. */
Admission Admission::accept(const QVariant &identity)
{
    return {.identity = identity};
}

/*!
    Refuses the connection with the HTTP status \a status, from 300 to 599, the body \a text, and
    the advice to come back after \a retryAfter.
*/
Admission Admission::refuse(
    int status, const QString &text, std::optional<std::chrono::seconds> retryAfter)
{
    Q_ASSERT_X(status >= 300 && status <= 599, "WebSocketRpc",
        "a connection is refused with a status from 300 to 599");
    const bool isRefusal = status >= 300 && status <= 599;
    return {.status = isRefusal ? status : 500, .text = text, .retryAfter = retryAfter};
}

} // namespace WebSocketRpc
