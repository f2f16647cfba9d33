// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qbytearrayview.h>

namespace WebSocketRpc {

[[nodiscard]] WEBSOCKETRPC_EXPORT bool equalInConstantTime(
    QByteArrayView left, QByteArrayView right) noexcept;

} // namespace WebSocketRpc
