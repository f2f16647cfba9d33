// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

QT_FORWARD_DECLARE_CLASS(QTcpSocket)

namespace WebSocketRpc::Test {

// Ends a connection with a TCP reset: the peer sees an error instead of an orderly end.
void resetConnection(QTcpSocket *socket);

} // namespace WebSocketRpc::Test
