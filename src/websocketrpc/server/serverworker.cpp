// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serverworker_p.h"

#include "channelaccess_p.h"
#include "counters_p.h"
#include "dialectheader_p.h"
#include "logging_p.h"
#include "subprotocol_p.h"
#include "websockettransport_p.h"

#include <QSslSocket>
#include <QWebSocket>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// Connections over the limit get an answer, but not any number of them.
constexpr int mostRefusedAtOnce = 1000;

} // namespace

ServerWorker::ServerWorker(
    QPointer<Server> server, Home *home, std::shared_ptr<ConnectionCount> count)
    : m_server(std::move(server))
    , m_home(home)
    , m_count(std::move(count))
    , m_homeMailbox(Mailbox::of(m_server->thread()))
{
}

ServerWorker::~ServerWorker()
{
    deleteChannels();
}

template<typename F>
void ServerWorker::tellHome(F &&function)
{
    if (m_homeMailbox->isCurrent())
        return function(m_home);
    m_homeMailbox->post([server = m_server, home = m_home, function = std::forward<F>(function)] {
        if (server)
            function(home);
    });
}

void ServerWorker::configure(std::shared_ptr<const ServerConfiguration> configuration)
{
    m_configuration = std::move(configuration);
    updateRegistry(m_configuration->everywhere);
    for (const RouteConfiguration &route : m_configuration->routes)
        updateRegistry(route);
}

// Channels hold the registry of their route, so what is in it changes, not the registry.
void ServerWorker::updateRegistry(const RouteConfiguration &route)
{
    std::shared_ptr<Registry> &registry = m_registries[route.path];
    if (!registry) {
        registry = std::make_shared<Registry>();
        if (!route.path.isEmpty())
            registry->setFallback(m_registries[QString()]);
    }
    registry->assign(route.exposures);
}

void ServerWorker::admit(qintptr descriptor)
{
    auto socket = std::unique_ptr<QTcpSocket>(
        m_configuration->sslConfiguration ? new QSslSocket : new QTcpSocket);
    if (!socket->setSocketDescriptor(descriptor)) {
        qCWarning(lcServer) << "a connection cannot be accepted:" << socket->errorString();
        return;
    }
    std::shared_ptr<ConnectionCount::Place> place =
        m_count->enter(socket->peerAddress().toString());
    if (place->numberOfAll() > m_configuration->session.limits.connections + mostRefusedAtOnce) {
        ++m_configuration->session.counters->refusedHandshakes;
        return;
    }
    if (auto *const sslSocket = qobject_cast<QSslSocket *>(socket.get()))
        sslSocket->setSslConfiguration(*m_configuration->sslConfiguration);
    auto *const gate = new HandshakeGate(socket.release(), rulesFor(place), this);
    QObject::connect(gate, &HandshakeGate::upgraded, this,
        [this, place](QWebSocket *webSocket, const std::shared_ptr<const PeerInfo> &peer) {
            const RouteConfiguration *route = m_configuration->routeFor(peer->path);
            addChannel(webSocket, peer, route ? route->path : QString(), place);
        });
}

GateRules ServerWorker::rulesFor(const std::shared_ptr<ConnectionCount::Place> &place)
{
    QStringList subprotocols;
    if (m_configuration->sharesFrames && m_configuration->dialect != Dialect::FastApi)
        subprotocols.append(QString::fromLatin1(sharedFramesProtocol));
    return {
        .handshakeTime = m_configuration->session.limits.handshakeTime,
        .handshakeSize = m_configuration->session.limits.handshakeSize,
        .subprotocols = subprotocols,
        .healthPath = m_configuration->healthPath,
        .decide = [this, place](const PeerInfo &request) { return decide(request, *place); },
        .counters = m_configuration->session.counters,
    };
}

GateRules::Decision ServerWorker::decide(
    const PeerInfo &request, const ConnectionCount::Place &place) const
{
    // User code that runs here may change it.
    const std::shared_ptr<const ServerConfiguration> configuration = m_configuration;
    if (const auto refusal = refusalOf(place))
        return *refusal;
    const RouteConfiguration *route = configuration->routeFor(request.path);
    if (!route)
        return Admission::refuse(404, u"there is nothing at this path"_s);
    if (!configuration->allowsOrigin(request))
        return Admission::refuse(403, u"this origin is not allowed"_s);
    const Server::Authenticator &authenticator =
        route->authenticator ? route->authenticator : configuration->everywhere.authenticator;
    return authenticator ? authenticator(request) : Admission::accept();
}

std::optional<Admission> ServerWorker::refusalOf(const ConnectionCount::Place &place) const
{
    const Limits &limits = m_configuration->session.limits;
    if (m_configuration->session.draining)
        return Admission::refuse(503, u"the server is shutting down"_s);
    if (place.numberOfAll() > limits.connections)
        return Admission::refuse(
            503, u"there are as many as the limit connections, %1"_s.arg(limits.connections));
    if (limits.connectionsPerAddress && place.numberOfAddress() > *limits.connectionsPerAddress)
        return Admission::refuse(429,
            u"this address has as many as the limit connectionsPerAddress, %1"_s.arg(
                *limits.connectionsPerAddress));
    return {};
}

Channel *ServerWorker::addChannel(QWebSocket *socket, const std::shared_ptr<const PeerInfo> &peer,
    const QString &path, std::shared_ptr<ConnectionCount::Place> place)
{
    const SessionSettings &settings = m_configuration->session;
    ++settings.counters->acceptedConnections;
    auto transport = std::make_unique<WebSocketTransport>(
        socket, settings.limits.incomingMessageSize, m_configuration->heartbeat);
    QObject::connect(transport.get(), &WebSocketTransport::peerFellSilent,
        [counters = settings.counters] { ++counters->silentPeers; });
    const bool sharesFrames = transport->sharesFrames();
    Channel *const channel = ChannelAccess::create(std::move(transport), peer, this).release();
    const std::shared_ptr<Session> session = ChannelAccess::session(*channel);
    session->setSharedRegistry(m_registries[path]);
    session->settings() = settings;
    if (sharesFrames)
        session->opening().setDialect(Dialect::JsonRpc2);
    else
        session->opening().setDialect(
            m_configuration->dialect ? m_configuration->dialect : dialectFromHeader(*peer));
    m_channels.append(channel);
    // Both come from the event loop, so a message that came with the handshake is not handled
    // before.
    QObject::connect(channel, &Channel::connected, this,
        [this, channel, path] { channelConnected(channel, path); });
    QObject::connect(channel, &Channel::disconnected, this, [this, channel] {
        m_channels.removeOne(channel);
        m_closedChannels.append(channel);
        tellHome([channel, worker = this](Home *home) { home->channelClosed(channel, worker); });
    });
    // The connection is counted for as long as there is a channel of it.
    QObject::connect(channel, &QObject::destroyed, this, [this, channel, place] {
        m_channels.removeOne(channel);
        m_closedChannels.removeOne(channel);
        tellHome([channel](Home *home) { home->channelDestroyed(channel); });
    });
    return channel;
}

void ServerWorker::channelConnected(Channel *channel, const QString &path)
{
    const QPointer<Channel> alive(channel);
    const QPointer<ServerWorker> self(this);
    const std::shared_ptr<const ServerConfiguration> configuration = m_configuration;
    exposeObjectsOf(configuration->everywhere, channel);
    for (const RouteConfiguration &route : configuration->routes) {
        if (alive && route.path == path)
            exposeObjectsOf(route, channel);
    }
    if (self && alive)
        tellHome([channel](Home *home) { home->channelOpened(channel); });
}

void ServerWorker::exposeObjectsOf(const RouteConfiguration &route, Channel *channel)
{
    const QPointer<Channel> alive(channel);
    for (const auto &[factory, options] : route.eachObjects) {
        std::unique_ptr<QObject> object = alive ? factory(*channel) : nullptr;
        if (!alive || !object)
            continue;
        channel->expose(object.get(), options);
        object.release()->setParent(channel);
    }
}

void ServerWorker::closeChannels()
{
    const QPointer<ServerWorker> self(this);
    const QList<Channel *> channels = m_channels;
    for (Channel *channel : channels) {
        // Continuations of its pending calls may delete other channels, or the server.
        if (!self || !m_channels.contains(channel))
            continue;
        const std::shared_ptr<Session> session = ChannelAccess::session(*channel);
        session->close(
            Error(Error::Kind::Closed, u"the server was closed"_s), {CloseCode::GoingAway, {}});
    }
}

void ServerWorker::drainChannels()
{
    for (Channel *channel : std::as_const(m_channels))
        ChannelAccess::session(*channel)->drain();
}

void ServerWorker::deleteChannels()
{
    // Continuations of a channel's pending calls may delete other channels.
    while (!m_channels.isEmpty())
        delete m_channels.takeFirst();
    while (!m_closedChannels.isEmpty())
        delete m_closedChannels.takeFirst();
}

void ServerWorker::release(Channel *channel)
{
    if (m_closedChannels.contains(channel))
        channel->deleteLater();
}

WorkerThread::WorkerThread(
    QPointer<Server> server, ServerWorker::Home *home, std::shared_ptr<ConnectionCount> count)
    : m_server(std::move(server))
    , m_home(home)
    , m_count(std::move(count))
{
    setObjectName(u"WebSocketRpc"_s);
    start();
    m_started.wait();
}

WorkerThread::~WorkerThread()
{
    quit();
    wait();
}

void WorkerThread::run()
{
    // The worker goes when the event loop is over, so nothing is left waiting for it.
    ServerWorker worker(m_server, m_home, m_count);
    m_worker = &worker;
    m_started.count_down();
    exec();
}

} // namespace WebSocketRpc
