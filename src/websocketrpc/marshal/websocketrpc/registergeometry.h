// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

namespace WebSocketRpc {

WEBSOCKETRPC_EXPORT void registerGeometryTypes();

} // namespace WebSocketRpc
