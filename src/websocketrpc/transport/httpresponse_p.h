// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/admission.h>

namespace WebSocketRpc {

// The response to a request that does not become a WebSocket; the connection ends with it. `fields`
// are lines of its head. The answer to a HEAD request has only the head.
[[nodiscard]] QByteArray httpResponse(
    const Admission &response, QByteArrayView fields = {}, bool onlyHead = false);

} // namespace WebSocketRpc
