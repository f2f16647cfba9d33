// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/faultproxy.h>

#include "relay_p.h"
#include "reset_p.h"

#include <QPointer>
#include <QTcpServer>

namespace WebSocketRpc::Test {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::Test::FaultProxy
    \inheaderfile websocketrpc/test/faultproxy.h
    \inmodule WebSocketRpc
    \brief A network that misbehaves on request.

    A FaultProxy is a TCP proxy on a free port of the loopback interface, in front of the server at
    target(). It handles bytes only, so connections may be encrypted. It does no harm until the test
    asks for a fault. It never changes, repeats or reorders bytes.

    \snippet testing.cpp faults

    The proxy runs in the event loop of its thread and uses real time.

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
    // Bound permanently, so that the port remains ours while nobody listens on it.
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
    // If a QTcpSocket is reset before it has seen its connection, it retries forever and silently.
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

/*! Makes a proxy in front of the server at \a target, as a child of \a parent. */
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

/*! Destroys the proxy and resets its connections. */
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

/*! Passes future connections on to the server at \a target. */
void FaultProxy::setTarget(const QUrl &target)
{
    d->target = target;
}

/*! Returns target() with the host and the port of the proxy. Clients connect to this url. */
QUrl FaultProxy::url() const
{
    QUrl url = d->target;
    // A certificate may be issued for that name.
    if (url.host() != QLatin1String("localhost"))
        url.setHost(u"127.0.0.1"_s);
    url.setPort(port());
    return url;
}

/*! Returns the proxy's port. The proxy keeps it, even while it refuses connections. */
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

/*! Ends all connections at once, as \a ending says. New connections are still accepted. */
void FaultProxy::cut(Ending ending)
{
    // Each relay leaves the list when it has ended.
    std::vector<Relay *> relays;
    for (const auto &relay : d->relays)
        relays.push_back(relay.get());
    for (Relay *const relay : relays)
        relay->cut(ending);
}

/*!
    Ends one connection, as \a cut says, after \a count more bytes have been passed on. This is the
    newest open connection or, if there is none, the next one. The receiver gets exactly these bytes.
*/
void FaultProxy::cutAfterBytes(qint64 count, const Cut &cut)
{
    if (d->relays.empty())
        d->nextCut = {count, cut};
    else
        d->relays.back()->cutAfterBytes(count, cut);
}

/*! Returns whether the latest cutAfterBytes() has not cut its connection yet. */
bool FaultProxy::isCutPending() const
{
    return d->nextCut || std::any_of(d->relays.begin(), d->relays.end(), [](const auto &relay) {
        return relay->isCutPending();
    });
}

/*!
    Passes bytes on as \a traffic says, in \a directions and on all connections. This applies to bytes
    that arrive from now on; bytes that are already held back are not affected.
*/
void FaultProxy::shape(const Traffic &traffic, Directions directions)
{
    d->change(directions, [&](DirectionState &state) { state.traffic = traffic; });
}

/*!
    Stops passing bytes on in \a directions, on open and on future connections. The connections stay
    open, whatever their ends do. Sooner or later the sender notices that nothing is accepted.

    \sa resume()
*/
void FaultProxy::stall(Directions directions)
{
    d->change(directions, [](DirectionState &state) { state.stalled = true; });
}

/*! Ends stall() in \a directions. No bytes are lost. */
void FaultProxy::resume(Directions directions)
{
    d->change(directions, [](DirectionState &state) { state.stalled = false; });
}

/*!
    Refuses new connections, as \a refusal says. Open connections are not affected.

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
    Behaves like a server that is restarted: resets all connections, and does not listen on the port for
    \a downtime.
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
    Ends all faults: shape(), stall(), refuse(), and a cutAfterBytes() that still waits for a
    connection.
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
    This signal is emitted from the event loop after a connection was accepted.
*/

/*!
    \fn void WebSocketRpc::Test::FaultProxy::connectionClosed()
    This signal is emitted from the event loop after a connection has ended at both ends.
*/

} // namespace WebSocketRpc::Test

#include "websocketrpc/test/moc_faultproxy.cpp"
