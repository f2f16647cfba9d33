// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "commandline.h"
#include "report.h"

#include <websocketrpc/client.h>

// A client for one connection as the command line describes it. When the connection fails, or is
// lost, it ends the program's event loop.
class Connection
{
public:
    explicit Connection(const ConnectionOptions &options);
    Q_DISABLE_COPY_MOVE(Connection)

    [[nodiscard]] WebSocketRpc::Client &client() { return m_client; }
    void open();

    // Reports the error and ends the event loop with the status that stands for it. Only the first
    // error counts.
    void exitWith(const WebSocketRpc::Error &error);

private:
    void connectingFailed(const WebSocketRpc::Error &error);

    const ConnectionOptions m_options;
    WebSocketRpc::Client m_client;
    bool m_wasOpen = false;
    bool m_failed = false;
};
