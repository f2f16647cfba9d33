// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qurl.h>

namespace WebSocketRpc {

// Why no client can ever connect to a url; empty where it can.
[[nodiscard]] QString problemOf(const QUrl &url);

// A url as a handshake request has it, RFC 6455, section 3: with a path, without a user or a fragment.
[[nodiscard]] QUrl requestUrl(const QUrl &url);

// The Authorization field for the user that a url names (RFC 7617); empty where it names none.
[[nodiscard]] QByteArray basicCredentials(const QUrl &url);

// A url without what may be secret in it.
[[nodiscard]] QString displayed(const QUrl &url);

} // namespace WebSocketRpc
