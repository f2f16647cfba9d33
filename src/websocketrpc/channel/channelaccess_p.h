// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/channel.h>

namespace WebSocketRpc {

class Transport;

// What clients, servers and the test library do with a channel that its users do not.
class WEBSOCKETRPC_EXPORT ChannelAccess
{
public:
    [[nodiscard]] static std::unique_ptr<Channel> create(std::unique_ptr<Transport> transport,
        std::shared_ptr<const PeerInfo> peer, QObject *parent = nullptr);

    // Two channels that are connected to each other without sockets, and what each is to the other.
    [[nodiscard]] static std::pair<std::unique_ptr<Channel>, std::unique_ptr<Channel>> createPair(
        const PeerInfo &leftPeer = {}, const PeerInfo &rightPeer = {});

    static void attach(Channel &channel, std::unique_ptr<Transport> transport,
        std::shared_ptr<const PeerInfo> peer);
    [[nodiscard]] static const std::shared_ptr<Session> &session(Channel &channel);
    [[nodiscard]] static ChannelHandle handle(
        const std::shared_ptr<const CallOrigin> &origin, const CallOptions &options);
};

} // namespace WebSocketRpc
