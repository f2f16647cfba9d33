// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "commandline.h"
#include "report.h"

#include <websocketrpc/client.h>

#include <functional>

// A client for one connection, as the command line describes it. If the connection fails or is
// lost, the program's event loop ends.
class Connection
{
public:
    explicit Connection(const ConnectionOptions &options);
    Q_DISABLE_COPY_MOVE(Connection)

    [[nodiscard]] WebSocketRpc::Client &client() { return m_client; }
    void open();

    // Calls the function with each notification until there is an error. Calls of the peer are refused.
    void onNotification(
        const std::function<void(const QString &method, const QVariant &params)> &function);

    // Reports the error, and returns the exit status for it. Only the first error counts.
    ExitStatus fail(const WebSocketRpc::Error &error);
    // Reports the error and ends the event loop with the exit status of the error. Only the first
    // error counts.
    void exitWith(const WebSocketRpc::Error &error);

private:
    void connectingFailed(const WebSocketRpc::Error &error);

    const ConnectionOptions m_options;
    WebSocketRpc::Client m_client;
    bool m_wasOpen = false;
    bool m_failed = false;
};
