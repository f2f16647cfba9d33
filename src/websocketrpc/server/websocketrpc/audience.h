// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/callinterface.h>

#include <functional>

namespace WebSocketRpc {

class ServerPrivate;

struct AudienceFilter
{
    std::optional<QString> route = {};
    std::optional<QVariant> identity = {};
    std::function<bool(const PeerInfo &peer)> predicate = {};
};

class WEBSOCKETRPC_EXPORT Audience : private CallInterface<Audience>
{
public:
    using CallInterface<Audience>::notify;

private:
    friend class CallInterface<Audience>;
    friend class Server;

    Audience(ServerPrivate *server, const AudienceFilter &filter);

    void startNotification(const Detail::CallRequest &request);

    ServerPrivate *const m_server;
    const AudienceFilter m_filter;
};

} // namespace WebSocketRpc
