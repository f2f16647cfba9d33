// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "logging_p.h"

namespace WebSocketRpc {

Q_LOGGING_CATEGORY(lcChannel, "websocketrpc.channel", QtInfoMsg)
Q_LOGGING_CATEGORY(lcDispatch, "websocketrpc.dispatch", QtInfoMsg)
Q_LOGGING_CATEGORY(lcTransport, "websocketrpc.transport", QtInfoMsg)
Q_LOGGING_CATEGORY(lcServer, "websocketrpc.server", QtInfoMsg)
Q_LOGGING_CATEGORY(lcClient, "websocketrpc.client", QtInfoMsg)

} // namespace WebSocketRpc
