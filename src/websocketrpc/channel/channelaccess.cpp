// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelaccess_p.h"

#include "channelprivate_p.h"
#include "localtransport_p.h"

namespace WebSocketRpc {

std::unique_ptr<Channel> ChannelAccess::create(std::unique_ptr<Transport> transport,
    std::shared_ptr<const PeerInfo> peer, const std::function<void(Endpoint &)> &configure,
    QObject *parent)
{
    std::unique_ptr<Channel> channel(new Channel(parent));
    if (configure)
        configure(*channel->d->endpoint);
    channel->d->attach(std::move(transport), std::move(peer));
    return channel;
}

std::pair<std::unique_ptr<Channel>, std::unique_ptr<Channel>> ChannelAccess::createPair(
    const PeerInfo &leftPeer, const PeerInfo &rightPeer)
{
    auto [left, right] = LocalTransport::createPair();
    return {create(std::move(left), std::make_shared<PeerInfo>(rightPeer)),
        create(std::move(right), std::make_shared<PeerInfo>(leftPeer))};
}

const std::shared_ptr<Endpoint> &ChannelAccess::endpoint(Channel &channel)
{
    return channel.d->endpoint;
}

ChannelHandle ChannelAccess::handle(
    const std::shared_ptr<const Detail::CallOrigin> &origin, const CallOptions &options)
{
    return ChannelHandle(origin, options);
}

} // namespace WebSocketRpc
