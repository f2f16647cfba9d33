// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/channel.h>

#include "session_p.h"

namespace WebSocketRpc {

void Channel::addHandler(QObject *context, Handler handler, const HandlerOptions &options)
{
    d->registry().add(makeExposure(context, std::move(handler), options));
}

void Channel::removeHandlers(const std::optional<QByteArray> &method, const QObject *context)
{
    d->registry().removeHandlers(method, context);
}

} // namespace WebSocketRpc
