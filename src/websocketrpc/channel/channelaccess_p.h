// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/channel.h>

#include <functional>

namespace WebSocketRpc {

class Endpoint;
class Transport;

// Functions of a channel for servers and the test library, but not for users.
class WEBSOCKETRPC_EXPORT ChannelAccess
{
public:
    // Configures the endpoint before the transport is attached.
    [[nodiscard]] static std::unique_ptr<Channel> create(std::unique_ptr<Transport> transport,
        std::shared_ptr<const PeerInfo> peer, const std::function<void(Endpoint &)> &configure = {},
        QObject *parent = nullptr);

    // Two channels connected to each other without sockets. Each has the PeerInfo of the other.
    [[nodiscard]] static std::pair<std::unique_ptr<Channel>, std::unique_ptr<Channel>> createPair(
        const PeerInfo &leftPeer = {}, const PeerInfo &rightPeer = {});

    [[nodiscard]] static const std::shared_ptr<Endpoint> &endpoint(Channel &channel);
    [[nodiscard]] static ChannelHandle handle(
        const std::shared_ptr<const Detail::CallOrigin> &origin, const CallOptions &options);
    // The handler's method is the name of the signal.
    [[nodiscard]] static Subscription subscribe(Endpoint &endpoint, QObject *context,
        Detail::Handler handler, const QByteArrayList &parameterNames);
};

} // namespace WebSocketRpc
