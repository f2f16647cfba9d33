// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qurl.h>

namespace WebSocketRpc {

// Why no client can ever connect to a url; empty if one can.
[[nodiscard]] QString problemOf(const QUrl &url);

// A url in the form of a handshake request, RFC 6455, section 3: with a path, without a user or fragment.
[[nodiscard]] QUrl requestUrl(const QUrl &url);

// The Authorization field for the user in a url (RFC 7617); empty without a user.
[[nodiscard]] QByteArray basicCredentials(const QUrl &url);

// A url without the parts that may be secret.
[[nodiscard]] QString displayed(const QUrl &url);

} // namespace WebSocketRpc
