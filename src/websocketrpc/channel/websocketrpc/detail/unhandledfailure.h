// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qstring.h>

namespace WebSocketRpc {
class Channel;
class Error;
} // namespace WebSocketRpc

namespace WebSocketRpc::Detail {

// For languages that keep failures in a form of their own: a call of `method` has failed with `error`,
// and nothing in the program can still handle that. It is as if a Reply had been dropped.
WEBSOCKETRPC_EXPORT void reportUnhandledFailure(
    Channel &channel, const QString &method, const Error &error);

} // namespace WebSocketRpc::Detail
