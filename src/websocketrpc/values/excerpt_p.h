// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qstring.h>

namespace WebSocketRpc {

// The beginning of a text from the peer, for people and logs: one line, without control characters or
// characters that change the direction of text, and with an ellipsis if the text was longer.
[[nodiscard]] WEBSOCKETRPC_EXPORT QString excerptOf(QStringView text, qsizetype maximum = 200);
[[nodiscard]] WEBSOCKETRPC_EXPORT QString excerptOf(QByteArrayView utf8, qsizetype maximum = 200);

} // namespace WebSocketRpc
