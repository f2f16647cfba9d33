// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QSignalSpy>
#include <QTest>

// Two connected channels: inside the process without sockets, or over a WebSocket on the loopback
// interface, with shared frames or one message per frame, or over a QWebSocket.
class ChannelPair
{
public:
    enum class Kind { InProcess, WebSocket, WebSocketWithPlainFrames, QWebSocket };

    explicit ChannelPair(Kind kind, const WebSocketRpc::Limits &limits = {});
    ~ChannelPair();

    // The rows of a test that runs over all kinds, and the kind of the present row.
    static void addRows();
    static Kind fetchKind();

    [[nodiscard]] WebSocketRpc::Channel &left() const { return *m_left; }
    [[nodiscard]] WebSocketRpc::Channel &right() const { return *m_right; }

    [[nodiscard]] bool hasLeft() const { return m_left != nullptr; }
    [[nodiscard]] bool hasRight() const { return m_right != nullptr; }
    void deleteLeft() { m_left.reset(); }
    void deleteRight(); // may be gone already
    void dropLink(); // where it is not dropped yet

private:
    std::unique_ptr<WebSocketRpc::Server> m_server;
    std::unique_ptr<WebSocketRpc::Channel> m_left; // the client
    QPointer<WebSocketRpc::Channel> m_right; // the server's
};

Q_DECLARE_METATYPE(ChannelPair::Kind)
