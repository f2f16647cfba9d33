// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/channelpair.h>

#include "channelaccess_p.h"

namespace WebSocketRpc::Test {

/*!
    \class WebSocketRpc::Test::ChannelPair
    \inheaderfile websocketrpc/test/channelpair.h
    \inmodule WebSocketRpc
    \brief The two ends of a connection; see channelPair().
*/

/*!
    \variable WebSocketRpc::Test::ChannelPair::left
    \brief One end.
*/

/*!
    \variable WebSocketRpc::Test::ChannelPair::right
    \brief The other end.
*/

/*!
    \class WebSocketRpc::Test::PairedPeers
    \inheaderfile websocketrpc/test/channelpair.h
    \inmodule WebSocketRpc
    \brief Who the two ends of a channelPair() are to each other.
*/

/*!
    \variable WebSocketRpc::Test::PairedPeers::left
    \brief What the right end knows of the left one: its Channel::peer().
*/

/*!
    \variable WebSocketRpc::Test::PairedPeers::right
    \brief What the left end knows of the right one.
*/

/*!
    \fn WebSocketRpc::Test::ChannelPair WebSocketRpc::Test::channelPair(const WebSocketRpc::Test::PairedPeers &peers)
    \relates WebSocketRpc::Test::ChannelPair
    \brief Returns two channels that are connected to each other inside the process, without sockets.

    They do all that channels do. Both belong to the calling thread, and what one sends reaches the
    other from the event loop. Deleting one of them, or closing it, ends the connection of the other.

    \snippet testing.cpp channel pair

    As there is no handshake, \a peers say what the two ends know of each other: an identity, a
    path, headers. By default they know nothing.

    \snippet testing.cpp paired peers
*/
ChannelPair channelPair(const PairedPeers &peers)
{
    auto [left, right] = ChannelAccess::createPair(peers.left, peers.right);
    return {std::move(left), std::move(right)};
}

} // namespace WebSocketRpc::Test
