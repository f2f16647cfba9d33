// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/route.h>

#include "serverprivate_p.h"

namespace WebSocketRpc {

void Server::addHandler(QObject *context, Detail::Handler handler, const HandlerOptions &options)
{
    d->change([&](ServerConfiguration &configuration) {
        addTo(
            configuration.everywhere.exposures, makeExposure(context, std::move(handler), options));
    });
}

void Server::removeHandlers(const std::optional<QByteArray> &method, const QObject *context)
{
    d->change([&](ServerConfiguration &configuration) {
        removeHandlersFrom(configuration.everywhere.exposures, method, context);
    });
}

void Route::addHandler(QObject *context, Detail::Handler handler, const HandlerOptions &options)
{
    m_server->changeRoute(m_path, [&](RouteConfiguration &route) {
        addTo(route.exposures, makeExposure(context, std::move(handler), options));
    });
}

void Route::removeHandlers(const std::optional<QByteArray> &method, const QObject *context)
{
    m_server->changeRoute(m_path,
        [&](RouteConfiguration &route) { removeHandlersFrom(route.exposures, method, context); });
}

} // namespace WebSocketRpc
