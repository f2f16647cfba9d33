// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "commandline.h"

#include <websocketrpc/client.h>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

// Makes the same call over and over: on some connections, with some calls on their way on each.
class Load : public QObject
{
    Q_OBJECT

public:
    using Clock = std::chrono::steady_clock;

    explicit Load(const CommandLine &line);
    ~Load() override;

    void start(); // connects first; only the calls are timed

    [[nodiscard]] qint64 settled() const { return m_settled; }
    [[nodiscard]] qint64 failed() const { return m_failed; }
    [[nodiscard]] const WebSocketRpc::Error &firstError() const { return m_firstError; }
    [[nodiscard]] std::chrono::nanoseconds duration() const { return m_end - m_begin; }
    // How long each call took that succeeded; not sorted.
    [[nodiscard]] const std::vector<std::chrono::nanoseconds> &times() const { return m_times; }

Q_SIGNALS:
    void finished();
    void connectionFailed(const WebSocketRpc::Error &error);

private:
    void connected();
    void callAgain(WebSocketRpc::Client *client);
    void settle(WebSocketRpc::Client *client, Clock::time_point begin,
        const std::optional<WebSocketRpc::Error> &error);

    const CommandLine m_line;
    std::vector<std::unique_ptr<WebSocketRpc::Client>> m_clients;
    std::size_t m_connected = 0;
    qint64 m_started = 0;
    qint64 m_settled = 0;
    qint64 m_failed = 0;
    WebSocketRpc::Error m_firstError;
    Clock::time_point m_begin;
    Clock::time_point m_end;
    std::vector<std::chrono::nanoseconds> m_times;
};
