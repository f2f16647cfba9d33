// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/server.h>

namespace WebSocketRpc::Test {

/*!
    \class WebSocketRpc::Test::Server
    \inheaderfile websocketrpc/test/server.h
    \inmodule WebSocketRpc
    \brief A server that listens from the start, behind a network that misbehaves on request.

    It is a WebSocketRpc::Server in all respects, on a free port of the loopback interface. Clients
    that connect to its url() do so through the FaultProxy faults().

    \snippet testing.cpp server
*/

/*! Makes a server that listens and exposes \a exposed, if that is given. */
Server::Server(QObject *exposed) : m_faults(std::make_unique<FaultProxy>(QUrl()))
{
    if (exposed)
        expose(exposed);
    if (!listen())
        qFatal("Test::Server: cannot listen: %s", qPrintable(errorString()));
    m_faults->setTarget(WebSocketRpc::Server::url());
}

/*! Destroys the server, as WebSocketRpc::Server::~Server() does. */
Server::~Server() = default;

/*!
    Returns the url at which clients reach the server through faults(). That of
    WebSocketRpc::Server::url() goes around them.
*/
QUrl Server::url() const
{
    // It may listen elsewhere by now, or have been told to use TLS.
    m_faults->setTarget(WebSocketRpc::Server::url());
    return m_faults->url();
}

/*! Returns the proxy in front of the server; it does no harm until it is told to. */
FaultProxy &Server::faults() const
{
    return *m_faults;
}

} // namespace WebSocketRpc::Test

#include "websocketrpc/test/moc_server.cpp"
