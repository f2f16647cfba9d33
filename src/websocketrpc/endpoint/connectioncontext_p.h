// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>

#include <atomic>

namespace WebSocketRpc {

// What a CallContext knows; one for each connection.
class ConnectionContext : public CallContext::Source
{
public:
    explicit ConnectionContext(std::shared_ptr<const PeerInfo> peer) : m_peer(std::move(peer)) { }

    void abandon() { m_abandoned = true; }
    bool isAbandoned() const override { return m_abandoned; }
    std::shared_ptr<const PeerInfo> peer() const override { return m_peer; }

private:
    const std::shared_ptr<const PeerInfo> m_peer;
    std::atomic_bool m_abandoned = false;
};

} // namespace WebSocketRpc
