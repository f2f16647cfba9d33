// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "connectioncount_p.h"
#include "serverconfiguration_p.h"

namespace WebSocketRpc {

// Before the request has been read. The handshakes of a trusted proxy are those of many clients; once
// the head of a request has been read, each counts under the address that it names.
[[nodiscard]] std::optional<NotedRefusal> refusalOfHandshake(const QHostAddress &address,
    const ConnectionCount::Place &place, const ServerConfiguration &configuration);

// Moves the place to the address that the request names, and may run the authenticator, which may end the
// server. `route` is null if none matches the path.
[[nodiscard]] GateRules::Decision admissionOf(const Handshake &handshake,
    ConnectionCount::Place &place, const ServerConfiguration &configuration,
    const RouteConfiguration *route);

} // namespace WebSocketRpc
