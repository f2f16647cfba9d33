// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/channel.h>
#include <websocketrpc/test/export.h>

#include <memory>

namespace WebSocketRpc::Test {

struct ChannelPair
{
    std::unique_ptr<Channel> left;
    std::unique_ptr<Channel> right;
};

struct PairedPeers
{
    PeerInfo left = {};
    PeerInfo right = {};
};

[[nodiscard]] WEBSOCKETRPCTEST_EXPORT ChannelPair channelPair(const PairedPeers &peers = {});

} // namespace WebSocketRpc::Test
