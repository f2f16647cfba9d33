// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serverworker_p.h"

#include "admissionrules_p.h"
#include "channelaccess_p.h"
#include "counters_p.h"
#include "dialectheader_p.h"
#include "exceptionerror_p.h"
#include "excerpt_p.h"
#include "logging_p.h"
#include "subprotocol_p.h"

#include <QSslSocket>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// So many connections over the limit get an answer; more are closed without one.
constexpr int mostRefused = 1000;

constexpr int internalErrorCode = 1011; // RFC 6455, 7.4.1

// Returns the object, or why there is none.
std::variant<std::unique_ptr<QObject>, QString> makeObject(
    const Server::ObjectFactory &factory, Channel &channel)
{
    try {
        return factory(channel);
    } catch (const std::exception &exception) {
        return QString::fromLocal8Bit(exception.what());
    } catch (...) {
        return u"an exception of an unknown type"_s;
    }
}

// Many clients number their calls from 1, and some take any message with such an id for the answer. So a
// server numbers its calls from here. The ids fit 32 bits, because some peers read no more.
constexpr qint64 firstIdOfServer = qint64(1) << 30;

} // namespace

ServerWorker::ServerWorker(
    QPointer<Server> server, Home *home, std::shared_ptr<ConnectionCount> count)
    : m_server(std::move(server))
    , m_home(home)
    , m_count(std::move(count))
    , m_homeMailbox(Detail::Mailbox::of(m_server->thread()))
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

// Channels hold the registry of their route, so its contents change, but not the registry itself.
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
        if (m_warnings->allows())
            qCWarning(lcServer) << "a connection cannot be accepted:" << socket->errorString();
        return;
    }
    const QHostAddress address = unmapped(socket->peerAddress());
    std::shared_ptr<ConnectionCount::Place> place = m_count->enter(address.toString());
    if (place->numberOfAll() > m_configuration->mostConnections() + mostRefusedAtOnce()) {
        ++m_configuration->endpoint.counters->refusedHandshakes;
        qCDebug(lcServer) << "a connection of" << address.toString()
                          << "is closed without an answer: there are too many";
        return;
    }
    if (auto *const sslSocket = qobject_cast<QSslSocket *>(socket.get()))
        sslSocket->setSslConfiguration(*m_configuration->sslConfiguration);
    GateRules rules = this->rules();
    rules.refusal = refusalOfHandshake(address, *place, *m_configuration);
    const auto path = std::make_shared<QString>(); // of the route
    rules.decide = [this, place, path](const Handshake &handshake) {
        // The authenticator may change it.
        const std::shared_ptr<const ServerConfiguration> configuration = m_configuration;
        const RouteConfiguration *route = configuration->routeFor(handshake.path);
        *path = route ? route->path : QString();
        return admissionOf(handshake, *place, *configuration, route);
    };
    auto *const gate = new HandshakeGate(socket.release(), std::move(rules), this);
    QObject::connect(gate, &HandshakeGate::upgraded, this,
        [this, place, path](Transport *transport, const std::shared_ptr<const PeerInfo> &peer) {
            addChannel(std::unique_ptr<Transport>(transport), peer, *path, place);
        });
}

int ServerWorker::mostRefusedAtOnce() const
{
    return m_configuration->connectionsOfSystem
        ? qBound(1, *m_configuration->connectionsOfSystem / 16, mostRefused)
        : mostRefused;
}

GateRules ServerWorker::rules() const
{
    return {
        .handshakeTime = m_configuration->endpoint.limits.handshakeTime,
        .handshakeSize = m_configuration->endpoint.limits.handshakeSize,
        .healthPath = m_configuration->healthPath,
        .trustedProxies = m_configuration->trustedProxies,
        .refusal = {},
        .decide = {},
        .subprotocols =
            [this](const Handshake &handshake) {
                const RouteConfiguration *route = m_configuration->routeFor(handshake.path);
                return route ? m_configuration->subprotocolsOf(*route) : QStringList();
            },
        .counters = m_configuration->endpoint.counters,
        .usesQWebSocket = m_configuration->usesQWebSocket,
        .connection = m_configuration->connection(),
        .warnings = m_warnings,
    };
}

Channel *ServerWorker::addChannel(std::unique_ptr<Transport> transport,
    const std::shared_ptr<const PeerInfo> &peer, const QString &path,
    std::shared_ptr<ConnectionCount::Place> place)
{
    const EndpointSettings &settings = m_configuration->endpoint;
    ++settings.counters->acceptedConnections;
    QObject::connect(transport.get(), &Transport::peerFellSilent,
        [counters = settings.counters] { ++counters->silentPeers; });
    const bool sharesFrames = transport->sharesFrames();
    const auto configure = [&](Endpoint &endpoint) {
        endpoint.settings() = settings;
        for (const RouteConfiguration &route : m_configuration->routes) {
            if (route.path == path && route.apiInfo)
                endpoint.settings().apiInfo = *route.apiInfo;
        }
        endpoint.registry().setFallback(m_registries[path]);
        endpoint.caller().pending().startFrom(firstIdOfServer);
        if (sharesFrames)
            endpoint.opening().setDialect(Dialect::JsonRpc2);
        else
            endpoint.opening().setDialect(
                m_configuration->dialect ? m_configuration->dialect : dialectFromHeader(*peer));
    };
    Channel *const channel =
        ChannelAccess::create(std::move(transport), peer, configure, this).release();
    place->endHandshake();
    m_channels.append(channel);
    m_routes.insert(channel, path);
    // The event loop delivers both, so the server hears of the channel before a message that came with
    // the handshake is handled.
    QObject::connect(channel, &Channel::connected, this,
        [this, channel, path] { channelConnected(channel, path); });
    QObject::connect(channel, &Channel::disconnected, this, [this, channel] {
        m_channels.removeOne(channel);
        m_closedChannels.append(channel);
        tellHome([channel, worker = this](Home *home) { home->channelClosed(channel, worker); });
    });
    // The connection counts for as long as its channel exists.
    QObject::connect(channel, &QObject::destroyed, this, [this, channel, place] {
        m_channels.removeOne(channel);
        m_routes.remove(channel);
        m_closedChannels.removeOne(channel);
        tellHome([channel](Home *home) { home->channelDestroyed(channel); });
    });
    return channel;
}

void ServerWorker::channelConnected(Channel *channel, const QString &path)
{
    const QPointer<ServerWorker> self(this);
    const std::shared_ptr<const ServerConfiguration> configuration = m_configuration;
    bool isWelcome = exposeObjectsOf(configuration->everywhere, channel);
    for (const RouteConfiguration &route : configuration->routes) {
        if (isWelcome && route.path == path)
            isWelcome = exposeObjectsOf(route, channel);
    }
    if (self && isWelcome)
        tellHome([channel](Home *home) { home->channelOpened(channel); });
}

bool ServerWorker::exposeObjectsOf(const RouteConfiguration &route, Channel *channel)
{
    const QPointer<Channel> alive(channel);
    for (const auto &[factory, options] : route.eachObjects) {
        auto made = makeObject(factory, *channel);
        if (!alive)
            return false;
        if (const auto *problem = std::get_if<QString>(&made)) {
            if (m_warnings->allows())
                qCWarning(lcServer).noquote()
                    << "a connection is closed, as the factory of an object for it failed:"
                    << excerptOf(*problem);
            ChannelAccess::endpoint(*channel)->close(
                Error(Error::Kind::Closed, u"the object for the connection could not be made"_s),
                {internalErrorCode, u"the connection could not be set up"_s});
            return false;
        }
        auto object = std::get<std::unique_ptr<QObject>>(std::move(made));
        if (!object)
            continue;
        channel->expose(object.get(), options);
        object.release()->setParent(channel);
    }
    return true;
}

void ServerWorker::notify(const AudienceFilter &filter, const EncodedRequest &request)
{
    // The predicate may delete channels, or the server.
    const QPointer<ServerWorker> self(this);
    const std::vector<QPointer<Channel>> channels(m_channels.cbegin(), m_channels.cend());
    for (const QPointer<Channel> &channel : channels) {
        if (!channel || !passes(filter, *channel) || !channel || !self)
            continue;
        const std::shared_ptr<Endpoint> endpoint = ChannelAccess::endpoint(*channel);
        if (endpoint->link().isOpen())
            endpoint->caller().notify(request, endpoint->settings().callOptions);
    }
}

bool ServerWorker::passes(const AudienceFilter &filter, Channel &channel) const
{
    const auto peer = ChannelAccess::endpoint(channel)->peer();
    if (filter.route && m_routes.value(&channel) != *filter.route)
        return false;
    if (filter.identity && peer->identity != *filter.identity)
        return false;
    if (!filter.predicate)
        return true;
    try {
        return filter.predicate(*peer);
    } catch (...) {
        if (m_warnings->allows())
            qCWarning(lcServer).noquote()
                << "The predicate of an audience failed:"
                << excerptOf(errorFrom(std::current_exception()).message());
    }
    return false;
}

void ServerWorker::closeChannels()
{
    const QPointer<ServerWorker> self(this);
    const QList<Channel *> channels = m_channels;
    for (Channel *channel : channels) {
        // Continuations of its pending calls may delete other channels, or the server.
        if (!self || !m_channels.contains(channel))
            continue;
        const std::shared_ptr<Endpoint> endpoint = ChannelAccess::endpoint(*channel);
        endpoint->close(
            Error(Error::Kind::Closed, u"the server was closed"_s), {CloseCode::GoingAway, {}});
    }
}

void ServerWorker::drainChannels()
{
    for (Channel *channel : std::as_const(m_channels))
        ChannelAccess::endpoint(*channel)->drain();
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
    // The worker is destroyed after the event loop has ended, so nothing still waits for it.
    ServerWorker worker(m_server, m_home, m_count);
    m_worker = &worker;
    m_started.count_down();
    exec();
}

} // namespace WebSocketRpc
