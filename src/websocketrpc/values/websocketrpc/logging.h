// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qlogging.h>

#include <optional>

namespace WebSocketRpc {

enum class LoggingForm { AsApplication, Off, Plain, Timestamps };

WEBSOCKETRPC_EXPORT void setLogging(LoggingForm form, std::optional<QtMsgType> level = {});

} // namespace WebSocketRpc
