// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/server.h>

namespace WebSocketRpc::Test {

/*!
    \class WebSocketRpc::Test::Server
    \inheaderfile websocketrpc/test/server.h
    \inmodule WebSocketRpc
    \brief A server that listens from the start, behind a network that misbehaves on request.

    Apart from that it is a WebSocketRpc::Server, on a free port of the loopback interface. Clients that
    connect to its url() reach it through the FaultProxy faults().

    \snippet testing.cpp server
*/

/*! Makes a server that listens, and exposes \a exposed unless that is \nullptr. */
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
    Returns the url at which clients reach the server through faults(). WebSocketRpc::Server::url() is
    the url without them.
*/
QUrl Server::url() const
{
    // The server may listen elsewhere by now, or use TLS.
    m_faults->setTarget(WebSocketRpc::Server::url());
    return m_faults->url();
}

/*! Returns the proxy in front of the server. It does no harm until the test asks for a fault. */
FaultProxy &Server::faults() const
{
    return *m_faults;
}

} // namespace WebSocketRpc::Test

#include "websocketrpc/test/moc_server.cpp"
