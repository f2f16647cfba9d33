// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

#include <QWebSocket>

QT_FORWARD_DECLARE_CLASS(QWebSocketServer)

#include <deque>

namespace Benchmarks {

// Connected when it is constructed.
class SocketWork : public Work
{
public:
    explicit SocketWork(const QUrl &url);

protected:
    [[nodiscard]] QWebSocket &socket() { return m_socket; }

private:
    QWebSocket m_socket;
};

// The waiting calls; answers come in the order of the requests.
class WaitingLine
{
public:
    void add(std::function<void()> done) { m_waiting.push_back(std::move(done)); }
    void next()
    {
        const auto done = std::move(m_waiting.front());
        m_waiting.pop_front();
        done();
    }

private:
    std::deque<std::function<void()>> m_waiting;
};

// Listens and gives each new socket, which deletes itself, to `accept`.
Service serveSockets(
    const ServeOptions &options, const std::function<void(QWebSocket *socket)> &accept);

} // namespace Benchmarks
