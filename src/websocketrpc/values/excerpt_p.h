// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qstring.h>

namespace WebSocketRpc {

// The first part of what a peer says, to be shown to people and written to logs: one line, without
// control characters or what changes the direction of text, with an ellipsis where it was longer.
[[nodiscard]] WEBSOCKETRPC_EXPORT QString excerptOf(QStringView text, qsizetype maximum = 200);
[[nodiscard]] WEBSOCKETRPC_EXPORT QString excerptOf(QByteArrayView utf8, qsizetype maximum = 200);

} // namespace WebSocketRpc
