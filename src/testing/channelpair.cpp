// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/channelpair.h>

#include "channelaccess_p.h"

namespace WebSocketRpc::Test {

/*!
    \class WebSocketRpc::Test::ChannelPair
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
    \fn WebSocketRpc::Test::ChannelPair WebSocketRpc::Test::channelPair()
    \relates WebSocketRpc::Test::ChannelPair
    \brief Returns two channels that are connected to each other inside the process, without sockets.

    They do all that channels do. Both belong to the calling thread, and what one sends reaches the
    other from the event loop. Deleting one of them, or closing it, ends the connection of the other.

    \snippet testing.cpp channel pair
*/
ChannelPair channelPair()
{
    auto [left, right] = ChannelAccess::createPair();
    return {std::move(left), std::move(right)};
}

} // namespace WebSocketRpc::Test
