// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/route.h>

#include "serverprivate_p.h"

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::Route
    \inheaderfile websocketrpc/route.h
    \inmodule WebSocketRpc
    \brief What a Server offers at one path.

    Server::route() makes it, and the server owns it. The objects that are exposed on a route can be
    called through connections to its path, beside those that are exposed on the server itself.
    Everything here is used in the server's thread.
*/

/*! \internal */
Route::Route(ServerPrivate *server, const QString &path) : m_server(server), m_path(path) { }

/*! \internal */
Route::~Route() = default;

/*!
    \fn QString WebSocketRpc::Route::path() const
    Returns the path, as it was given to Server::route().
*/

/*! Lets the peers that connect to this path call the methods of \a object, as \a options say. */
void Route::expose(QObject *object, const ExposeOptions &options)
{
    m_server->changeRoute(m_path,
        [&](RouteConfiguration &route) { addTo(route.exposures, makeExposure(object, options)); });
}

/*!
    \overload
    Lets the peers that connect to this path see \a model, as \a options say.
    \sa Channel::expose()
*/
void Route::expose(QAbstractItemModel *model, const ModelOptions &options)
{
    m_server->changeRoute(m_path,
        [&](RouteConfiguration &route) { addTo(route.exposures, makeExposure(model, options)); });
}

/*! Takes back expose() of \a object, which may be a model. Calls of it that are running are still answered. */
void Route::unexpose(QObject *object)
{
    m_server->changeRoute(
        m_path, [&](RouteConfiguration &route) { removeObjectFrom(route.exposures, object); });
}

/*!
    Exposes an object of its own for each connection to this path, made by \a factory, as \a options
    say.
    \sa Server::exposeEach()
*/
void Route::exposeEach(const Server::ObjectFactory &factory, const ExposeOptions &options)
{
    m_server->changeRoute(m_path, [&](RouteConfiguration &route) {
        route.eachObjects.push_back({factory, options});
    });
}

/*!
    Has \a authenticator decide on connections to this path, instead of the server's.
    \sa Server::setAuthenticator()
*/
void Route::setAuthenticator(const Server::Authenticator &authenticator)
{
    m_server->changeRoute(
        m_path, [&](RouteConfiguration &route) { route.authenticator = authenticator; });
}

/*!
    Accepts \a subprotocols on connections to this path, instead of the server's.
    \sa Server::setSubprotocols()
*/
void Route::setSubprotocols(const QStringList &subprotocols)
{
    m_server->changeRoute(
        m_path, [&](RouteConfiguration &route) { route.subprotocols = subprotocols; });
}

/*!
    Lets the peers that connect to this path ask what is exposed, and tells them \a info with it, instead of the server's.
    \sa Server::setDiscoverable()
*/
void Route::setDiscoverable(const ApiInfo &info)
{
    m_server->changeRoute(m_path,
        [&](RouteConfiguration &route) { route.apiInfo = std::make_shared<const ApiInfo>(info); });
}

/*!
    Does not let the peers that connect to this path ask what is exposed, whatever the server's setting is; \a none is
    \c std::nullopt.
*/
void Route::setDiscoverable([[maybe_unused]] std::nullopt_t none)
{
    m_server->changeRoute(m_path,
        [&](RouteConfiguration &route) { route.apiInfo = std::shared_ptr<const ApiInfo>(); });
}

} // namespace WebSocketRpc
