// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/faultproxy.h>

#include "relay_p.h"
#include "reset_p.h"

#include <QPointer>
#include <QTcpServer>

namespace WebSocketRpc::Test {

/*!
    \class WebSocketRpc::Test::FaultProxy
    \inheaderfile websocketrpc/test/faultproxy.h
    \inmodule WebSocketRpc
    \brief A network that misbehaves on request.

    A TCP proxy on a free port of the loopback interface, which passes on what comes to the server
    at target(), and back. It handles bytes only, so a connection may as well be encrypted. Until
    told otherwise it does no harm; whatever it is told, it keeps the order of the bytes and neither
    alters nor repeats them.

    \snippet testing.cpp faults

    The proxy runs in the event loop of its thread. Its times are real time.

    \sa Server::faults()
*/

namespace {

constexpr int backlog = 1000; // many clients may come back at once

struct DirectionState
{
    Traffic traffic;
    bool stalled = false;
};

} // namespace

class FaultProxyPrivate
{
public:
    explicit FaultProxyPrivate(FaultProxy *proxy) : q(proxy) { }

    void reservePort();
    void listen();
    void stopListening();
    void acceptPending();
    void refuse(std::unique_ptr<QTcpSocket> client);
    void addRelay(std::unique_ptr<QTcpSocket> client);
    void removeRelay(Relay *relay);
    void countPassed(Direction direction, qint64 count);
    DirectionState &state(Direction direction);
    void apply(Direction direction, Relay &relay);
    template<typename F>
    void change(Directions directions, F &&change);

    FaultProxy *const q;
    QUrl target;
    QTcpSocket reservation;
    QTcpServer listener;
    QTimer restartTimer;
    std::vector<std::unique_ptr<Relay>> relays; // oldest first
    DirectionState toServer;
    DirectionState toClient;
    std::optional<std::pair<qint64, Cut>> nextCut;
    std::optional<Refusal> refusal;
    FaultStatistics statistics;
};

void FaultProxyPrivate::reservePort()
{
    // Bound for good, so that the port remains ours while nobody listens on it.
    if (!reservation.bind(QHostAddress::LocalHost, 0, QAbstractSocket::ReuseAddressHint))
        qFatal("FaultProxy: no port: %s", qPrintable(reservation.errorString()));
}

void FaultProxyPrivate::listen()
{
    restartTimer.stop();
    if (!listener.isListening()
        && !listener.listen(QHostAddress::LocalHost, reservation.localPort()))
        qFatal("FaultProxy: cannot listen: %s", qPrintable(listener.errorString()));
}

void FaultProxyPrivate::stopListening()
{
    restartTimer.stop();
    listener.close();
}

void FaultProxyPrivate::acceptPending()
{
    while (QTcpSocket *const socket = listener.nextPendingConnection()) {
        socket->setParent(nullptr);
        std::unique_ptr<QTcpSocket> client(socket);
        if (refusal)
            refuse(std::move(client));
        else
            addRelay(std::move(client));
    }
}

void FaultProxyPrivate::refuse(std::unique_ptr<QTcpSocket> client)
{
    ++statistics.refusedConnections;
    // A QTcpSocket that is reset before it has seen its connection tries again by itself, without
    // end and without a word.
    QTcpSocket *const socket = client.release();
    socket->setParent(q);
    QObject::connect(socket, &QTcpSocket::readyRead, q, [socket] { resetConnection(socket); });
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
}

void FaultProxyPrivate::addRelay(std::unique_ptr<QTcpSocket> client)
{
    const auto &added = relays.emplace_back(std::make_unique<Relay>(std::move(client), target));
    Relay *const relay = added.get();
    ++statistics.connections;
    QObject::connect(relay, &Relay::passed, q,
        [this](Direction direction, qint64 count) { countPassed(direction, count); });
    QObject::connect(relay, &Relay::finished, q, [this, relay] { removeRelay(relay); });
    apply(Direction::ToServer, *relay);
    apply(Direction::ToClient, *relay);
    if (const auto cut = std::exchange(nextCut, std::nullopt))
        relay->cutAfterBytes(cut->first, cut->second);
    QMetaObject::invokeMethod(q, &FaultProxy::connectionOpened, Qt::QueuedConnection);
}

void FaultProxyPrivate::removeRelay(Relay *relay)
{
    const auto removed = std::find_if(
        relays.begin(), relays.end(), [relay](const auto &each) { return each.get() == relay; });
    removed->release()->deleteLater(); // we are inside its signal
    relays.erase(removed);
    QMetaObject::invokeMethod(q, &FaultProxy::connectionClosed, Qt::QueuedConnection);
}

void FaultProxyPrivate::countPassed(Direction direction, qint64 count)
{
    (direction == Direction::ToServer ? statistics.bytesToServer : statistics.bytesToClient) +=
        count;
}

DirectionState &FaultProxyPrivate::state(Direction direction)
{
    return direction == Direction::ToServer ? toServer : toClient;
}

void FaultProxyPrivate::apply(Direction direction, Relay &relay)
{
    Pipe &pipe = relay.pipe(direction);
    pipe.setTraffic(state(direction).traffic);
    pipe.setStalled(state(direction).stalled);
}

template<typename F>
void FaultProxyPrivate::change(Directions directions, F &&change)
{
    for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
        if (!directions.testFlag(direction))
            continue;
        change(state(direction));
        for (const auto &relay : relays)
            apply(direction, *relay);
    }
}

/*! Makes a proxy in front of the server at \a target; it is a child of \a parent. */
FaultProxy::FaultProxy(const QUrl &target, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<FaultProxyPrivate>(this))
{
    d->target = target;
    d->listener.setListenBacklogSize(backlog);
    d->restartTimer.setSingleShot(true);
    d->restartTimer.setTimerType(Qt::PreciseTimer);
    connect(&d->listener, &QTcpServer::newConnection, this, [this] { d->acceptPending(); });
    connect(&d->restartTimer, &QTimer::timeout, this, [this] { d->listen(); });
    d->reservePort();
    d->listen();
}

/*! Destroys the proxy; its connections are reset. */
FaultProxy::~FaultProxy()
{
    for (const auto &relay : d->relays)
        relay->disconnect(this);
    cut();
}

/*! Returns the url of the server that connections are passed on to. */
QUrl FaultProxy::target() const
{
    return d->target;
}

/*! Passes connections to come on to the server at \a target. */
void FaultProxy::setTarget(const QUrl &target)
{
    d->target = target;
}

/*! Returns target() with the host and the port of the proxy: what a client connects to. */
QUrl FaultProxy::url() const
{
    QUrl url = d->target;
    // A certificate may be made out to that name.
    if (url.host() != QLatin1String("localhost"))
        url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(port());
    return url;
}

/*! Returns the proxy's port. It stays the same, and the proxy's own, also while it is closed. */
quint16 FaultProxy::port() const
{
    return d->reservation.localPort();
}

/*! Returns what the proxy has done so far. */
FaultStatistics FaultProxy::statistics() const
{
    FaultStatistics statistics = d->statistics;
    statistics.openConnections = int(d->relays.size());
    return statistics;
}

/*! Ends all connections at once, as \a ending says. New ones are accepted. */
void FaultProxy::cut(Ending ending)
{
    // Each leaves the list when it has ended.
    std::vector<Relay *> relays;
    for (const auto &relay : d->relays)
        relays.push_back(relay.get());
    for (Relay *const relay : relays)
        relay->cut(ending);
}

/*!
    Ends a connection, as \a cut says, after \a count more bytes have been passed on: the newest of
    those that are open, or else the next one. The receiver gets these bytes and no other. It is
    done once.
*/
void FaultProxy::cutAfterBytes(qint64 count, const Cut &cut)
{
    if (d->relays.empty())
        d->nextCut = {count, cut};
    else
        d->relays.back()->cutAfterBytes(count, cut);
}

/*! Returns whether the connection of the latest cutAfterBytes() has not been cut yet. */
bool FaultProxy::isCutPending() const
{
    return d->nextCut || std::any_of(d->relays.begin(), d->relays.end(), [](const auto &relay) {
        return relay->isCutPending();
    });
}

/*!
    Passes what comes from now on as \a traffic says, in \a directions and on all connections. Bytes
    that are held already are passed on as they would have been.
*/
void FaultProxy::shape(const Traffic &traffic, Directions directions)
{
    d->change(directions, [&](DirectionState &state) { state.traffic = traffic; });
}

/*!
    Passes nothing on in \a directions, on connections that are open and on those to come. They stay
    open, whatever their ends do; who sends finds sooner or later that nothing is taken.

    \sa resume()
*/
void FaultProxy::stall(Directions directions)
{
    d->change(directions, [](DirectionState &state) { state.stalled = true; });
}

/*! Ends stall() in \a directions; nothing was lost meanwhile. */
void FaultProxy::resume(Directions directions)
{
    d->change(directions, [](DirectionState &state) { state.stalled = false; });
}

/*!
    Refuses new connections, in the way of \a refusal; those that are open are left alone.

    \sa accept()
*/
void FaultProxy::refuse(Refusal refusal)
{
    d->refusal = refusal;
    if (refusal == Refusal::NotListening)
        d->stopListening();
    else
        d->listen();
}

/*! Accepts new connections again. */
void FaultProxy::accept()
{
    d->refusal.reset();
    d->listen();
}

/*!
    Does what is seen of a server that is restarted: all connections are reset, and for \a downtime
    nobody listens on the port.
*/
void FaultProxy::restart(std::chrono::milliseconds downtime)
{
    d->stopListening();
    cut();
    if (downtime > std::chrono::milliseconds::zero())
        d->restartTimer.start(downtime);
    else
        d->listen();
}

/*!
    Behaves well again: ends shape(), stall() and refuse(), and gives up a cutAfterBytes() whose
    connection has not come yet.
*/
void FaultProxy::heal()
{
    d->nextCut.reset();
    shape({});
    resume();
    accept();
}

/*!
    \fn void WebSocketRpc::Test::FaultProxy::connectionOpened()
    A connection was accepted. Comes from the event loop.
*/

/*!
    \fn void WebSocketRpc::Test::FaultProxy::connectionClosed()
    A connection has ended at both ends. Comes from the event loop.
*/

} // namespace WebSocketRpc::Test

#include "websocketrpc/test/moc_faultproxy.cpp"
