// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/test/export.h>

namespace WebSocketRpc::Test {

struct ContextOptions
{
    QVariant identity = {};
    QString method = {};
    QVariant id = 1;
    PeerInfo peer = {};
    Channel *channel = nullptr;
    bool abandoned = false;
};

[[nodiscard]] WEBSOCKETRPCTEST_EXPORT CallContext callContext(const ContextOptions &options = {});

} // namespace WebSocketRpc::Test
