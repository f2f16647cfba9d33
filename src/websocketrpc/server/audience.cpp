// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/audience.h>

#include "logging_p.h"
#include "serverprivate_p.h"

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::AudienceFilter
    \inheaderfile websocketrpc/audience.h
    \inmodule WebSocketRpc
    \brief Which of a server's channels are meant.

    A channel must pass all that is set; without any of it all channels are meant.

    \table
    \header \li member \li meaning
    \row \li \c route \li the connection came to this route, spelled as for Server::route()
    \row \li \c identity \li the authenticator gave the peer this identity
    \row \li \c predicate
         \li returns \c true for the peer; it is called in the channel's thread, and a peer for which
             it throws is passed over with a warning
    \endtable
*/

/*!
    \class WebSocketRpc::Audience
    \inheaderfile websocketrpc/audience.h
    \inmodule WebSocketRpc
    \brief Several channels of a Server that are notified together.

    Server::audience() makes it, for use at once: it must not outlive the server, and is used in the
    server's thread.

    \snippet pushing.cpp audience

    Its \c notify() takes what CallInterface::notify() does, and writes the arguments once. It notifies
    all peers that are connected at this moment and pass the filter. There is no answer. Those who
    connect later are not told, and a peer that does not read loses its connection as
    Limits::outgoingBuffer says.

    Arguments that cannot be written are a warning in the logging category \c websocketrpc.channel, and
    nobody is notified.
*/

/*! \internal */
Audience::Audience(ServerPrivate *server, const AudienceFilter &filter)
    : m_server(server)
    , m_filter(filter)
{
}

void Audience::startNotification(const Detail::CallRequest &request)
{
    auto encoded = encode(request);
    if (const auto *error = std::get_if<Error>(&encoded)) {
        qCWarning(lcChannel) << "a notification is not sent:" << error->message();
        return;
    }
    m_server->notify(m_filter,
        std::make_shared<const EncodedRequest>(std::move(std::get<EncodedRequest>(encoded))));
}

} // namespace WebSocketRpc
