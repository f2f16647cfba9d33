// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/connectionfailure.h>

#include <QDebug>

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::ConnectionFailure
    \inheaderfile websocketrpc/connectionfailure.h
    \inmodule WebSocketRpc
    \brief Why a connection could not be made, or was lost.

    \c error says it in words. \c wasConnected tells a lost connection, which has a \c closeCode of
    RFC 6455, from a failed attempt, which has a \c socketError, and where the server refused the
    handshake, its \c httpStatus and what it asked for with \c Retry-After, as \c retryAfter, an hour
    at most; the client waits that long at least. The words of the server, its reason phrase and the
    body of its answer or the text of its close frame, are in the error as an excerpt of one line.
    \c openingError is what the step of Client::setOpening() failed with. \c isFinal says that no
    further attempt is made, because the url is not one that a client can connect to.
*/

QDebug operator<<(QDebug debug, const ConnectionFailure &failure)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "WebSocketRpc::ConnectionFailure(" << failure.error;
    if (failure.wasConnected)
        debug << ", was connected";
    if (failure.closeCode)
        debug << ", close code " << *failure.closeCode;
    if (failure.httpStatus)
        debug << ", HTTP status " << *failure.httpStatus;
    if (failure.socketError)
        debug << ", " << *failure.socketError;
    if (failure.retryAfter)
        debug << ", retry after " << failure.retryAfter->count() << " s";
    if (failure.openingError)
        debug << ", opening: " << *failure.openingError;
    if (failure.isFinal)
        debug << ", final";
    return debug << ')';
}

} // namespace WebSocketRpc
