// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

#include <chrono>
#include <optional>

namespace WebSocketRpc {

struct HttpHead;

// A server's words when it refuses a handshake: its reason phrase and an excerpt of the body.
[[nodiscard]] QString refusalText(const HttpHead &head, QByteArrayView body);

// Says what in the head of a response with status 101 violates RFC 6455, section 4.1; empty if nothing
// does.
[[nodiscard]] QString upgradeProblem(const HttpHead &head);

// How long the server asks the client to wait (RFC 9110, section 10.2.3), but an hour at most.
[[nodiscard]] std::optional<std::chrono::seconds> retryAfter(const HttpHead &head);

} // namespace WebSocketRpc
