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
    \brief What the two ends of a channelPair() know of each other.
*/

/*!
    \variable WebSocketRpc::Test::PairedPeers::left
    \brief What the right end knows of the left one, as its Channel::peer().
*/

/*!
    \variable WebSocketRpc::Test::PairedPeers::right
    \brief What the left end knows of the right one.
*/

/*!
    \fn WebSocketRpc::Test::ChannelPair WebSocketRpc::Test::channelPair(const WebSocketRpc::Test::PairedPeers &peers)
    \relates WebSocketRpc::Test::ChannelPair
    \brief Returns two channels that are connected to each other inside the process, without sockets.

    Both behave like any other channel and belong to the calling thread. Messages are delivered by the
    event loop. Closing or deleting one channel ends the connection of the other.

    \snippet testing.cpp channel pair

    There is no handshake, so \a peers says what the two ends know of each other: an identity, a path,
    headers. By default they know nothing.

    \snippet testing.cpp paired peers
*/
ChannelPair channelPair(const PairedPeers &peers)
{
    auto [left, right] = ChannelAccess::createPair(peers.left, peers.right);
    return {std::move(left), std::move(right)};
}

} // namespace WebSocketRpc::Test
