// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

namespace WebSocketRpc {

enum class Dialect { JsonRpc2, FastApi };

enum class FrameType { Text, Binary };

} // namespace WebSocketRpc
