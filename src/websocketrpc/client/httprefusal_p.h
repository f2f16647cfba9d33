// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

#include <chrono>
#include <optional>

namespace WebSocketRpc {

struct HttpHead;

// What a server that refuses a handshake has to say: its reason phrase and an excerpt of its body.
[[nodiscard]] QString refusalText(const HttpHead &head, QByteArrayView body);

// What is wrong with a response of status 101, by RFC 6455, section 4.1, as far as the head tells;
// empty where nothing is.
[[nodiscard]] QString upgradeProblem(const HttpHead &head);

// How long a client is asked to wait (RFC 9110, section 10.2.3), an hour at most: nobody comes back
// after a year.
[[nodiscard]] std::optional<std::chrono::seconds> retryAfter(const HttpHead &head);

} // namespace WebSocketRpc
