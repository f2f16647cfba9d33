// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QUrl>

#include <functional>
#include <memory>
#include <stdexcept>

// One way to have "add(1, 2)" answered over a WebSocket, to be measured beside the others.
class BenchmarkPeer
{
public:
    virtual ~BenchmarkPeer() = default;

    // Starts one call; `answered` runs when its answer is there.
    virtual void call(std::function<void()> answered) = 0;
};

enum class PeerKind {
    Rpc, // this module, at both ends
    PlainRpc, // the same with one frame per message, as any other peer gets it
    Echo, // a bare QWebSocket that sends back what it gets
    Document // a loop written by hand with QWebSocket and QJsonDocument
};

[[nodiscard]] const char *nameOf(PeerKind kind);

// Connects to a server of the same kind; throws std::runtime_error if that fails.
[[nodiscard]] std::unique_ptr<BenchmarkPeer> connectPeer(PeerKind kind, const QUrl &url);

// Serves until the process ends; returns the url.
[[nodiscard]] QUrl servePeer(PeerKind kind);
