// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearraylist.h>

namespace WebSocketRpc {

// What values of header fields are made of (RFC 9110, section 5.6).

[[nodiscard]] bool isHttpToken(QByteArrayView text);

// At separators that are not in a quoted string; the parts are trimmed.
[[nodiscard]] QByteArrayList splitUnquoted(QByteArrayView text, char separator);

// What a quoted string says; anything else as it is.
[[nodiscard]] QByteArray unquoted(const QByteArray &text);

} // namespace WebSocketRpc
