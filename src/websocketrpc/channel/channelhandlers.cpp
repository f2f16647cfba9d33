// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/channel.h>

#include "channelprivate_p.h"

namespace WebSocketRpc {

void Channel::addHandler(QObject *context, Detail::Handler handler, const HandlerOptions &options)
{
    d->endpoint->registry().add(makeExposure(context, std::move(handler), options));
}

void Channel::removeHandlers(const std::optional<QByteArray> &method, const QObject *context)
{
    d->endpoint->registry().removeHandlers(method, context);
}

} // namespace WebSocketRpc
