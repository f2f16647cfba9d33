// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serverprivate_p.h"

#include "counters_p.h"
#include "descriptors_p.h"
#include "logging_p.h"

#include <websocketrpc/route.h>

#include <QPointer>
#include <QSslKey>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// With Qt's default of 50, connections are lost when many clients reconnect at once. The system may allow
// fewer.
constexpr int longestBacklog = 4096;

constexpr auto pauseOfAccepting = std::chrono::milliseconds(250);
constexpr auto quietAfterPause = std::chrono::seconds(10); // the next is the same state

} // namespace

ServerPrivate::ServerPrivate(Server *server) : q(server), localWorker(server, this, count)
{
    listener.setListenBacklogSize(longestBacklog);
    listener.accept = [this](qintptr descriptor) { admit(descriptor); };
    QObject::connect(&listener, &QTcpServer::acceptError, server, [this] { pauseAccepting(); });
    currentConfiguration.endpoint.counters = std::make_shared<Counters>();
    publish();
}

void ServerPrivate::shutDown()
{
    drainTimer.stop();
    resumeTimer.stop();
    listener.close();
    threads.clear(); // waits for them
    localWorker.deleteChannels();
    channels.clear();
    finishDraining();
}

bool ServerPrivate::listen(const std::function<bool(QTcpServer &)> &start)
{
    problem.clear();
    if (listener.isListening()) {
        problem = u"the server listens already, on port %1"_s.arg(listener.serverPort());
        return false;
    }
    const auto &ssl = currentConfiguration.sslConfiguration;
    if (ssl && (ssl->localCertificate().isNull() || ssl->privateKey().isNull())) {
        problem = u"the TLS configuration lacks the server's certificate or its private key"_s;
        return false;
    }
    if (!start(listener))
        return false;
    readSystemLimit();
    change([this](ServerConfiguration &configuration) {
        const QHostAddress address = listener.serverAddress();
        const bool isIPv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
        configuration.endpoint.draining = false;
        configuration.isLoopback = address.isLoopback();
        configuration.ownHost = isIPv6 ? u'[' + address.toString() + u']' : address.toString();
    });
    while (threads.size() < std::size_t(threadCount)) {
        threads.push_back(std::make_unique<WorkerThread>(QPointer(q), this, count));
        publish();
    }
    return true;
}

void ServerPrivate::readSystemLimit()
{
    const std::optional<int> room = connectionsThatFit();
    currentConfiguration.connectionsOfSystem = room;
    const int limit = currentConfiguration.endpoint.limits.connections;
    if (room && limit > *room && limit != Limits().connections)
        qCWarning(lcServer) << "the limit connections is" << limit
                            << "but the system's limit of open files leaves room for" << *room;
}

// Qt has already paused accepting. After the first such error, Qt reports one at the end of each round, so
// there are still no descriptors only if a round accepted nothing.
void ServerPrivate::pauseAccepting()
{
    if (std::exchange(hasAccepted, false))
        return listener.resumeAccepting();
    resumeTimer.start(pauseOfAccepting);
    const Clock::time_point now = currentTime();
    const bool isNew = !latestPause || now - *latestPause > quietAfterPause;
    latestPause = now;
    if (!isNew)
        return;
    ++currentConfiguration.endpoint.counters->acceptPauses;
    qCWarning(lcServer) << "accepting connections pauses, with" << count->all()
                        << "open:" << listener.errorString();
}

void ServerPrivate::resumeAccepting()
{
    hasAccepted = false;
    if (listener.isListening())
        listener.resumeAccepting();
}

template<typename F>
void ServerPrivate::forEachWorker(F &&function)
{
    for (const auto &thread : threads) {
        ServerWorker *const worker = thread->worker();
        worker->run([worker, function] { function(worker); });
    }
    function(&localWorker); // may end the server
}

void ServerPrivate::publish()
{
    const auto configuration = std::make_shared<const ServerConfiguration>(currentConfiguration);
    forEachWorker([configuration](ServerWorker *worker) { worker->configure(configuration); });
}

void ServerPrivate::changeRoute(
    const QString &path, const std::function<void(RouteConfiguration &)> &function)
{
    for (RouteConfiguration &route : currentConfiguration.routes) {
        if (route.path == path)
            function(route);
    }
    publish();
}

void ServerPrivate::admit(qintptr descriptor)
{
    hasAccepted = true;
    if (threads.empty())
        return localWorker.admit(descriptor);
    ServerWorker *const worker = threads[nextThread++ % threads.size()]->worker();
    worker->run([worker, descriptor] { worker->admit(descriptor); });
}

void ServerPrivate::notify(
    const AudienceFilter &filter, const std::shared_ptr<const EncodedRequest> &request)
{
    forEachWorker([filter, request](ServerWorker *worker) { worker->notify(filter, *request); });
}

void ServerPrivate::channelOpened(Channel *channel)
{
    channels.append(channel);
    Q_EMIT q->channelOpened(channel);
}

// A channel in another thread stays there until the server's thread is done with it.
void ServerPrivate::channelClosed(Channel *channel, ServerWorker *worker)
{
    const QPointer<Server> self(q);
    const bool isHere = worker->isHere();
    if (isHere)
        worker->release(channel);
    if (channels.removeOne(channel))
        Q_EMIT q->channelClosed(channel);
    if (!self)
        return;
    if (!isHere)
        worker->run([worker, channel] { worker->release(channel); });
    finishDraining();
}

void ServerPrivate::channelDestroyed(Channel *channel)
{
    channels.removeOne(channel);
    finishDraining();
}

QFuture<void> ServerPrivate::drain(std::chrono::milliseconds deadline)
{
    if (!drainPromise) {
        drainPromise.emplace();
        drainPromise->start();
    }
    const QFuture<void> drained = drainPromise->future();
    listener.close();
    change([](ServerConfiguration &configuration) { configuration.endpoint.draining = true; });
    drainTimer.start(deadline);
    forEachWorker([](ServerWorker *worker) { worker->drainChannels(); });
    finishDraining();
    return drained;
}

void ServerPrivate::finishDraining()
{
    if (!drainPromise || !channels.isEmpty())
        return;
    drainTimer.stop();
    QPromise<void> drained = std::move(*drainPromise);
    drainPromise.reset();
    drained.finish(); // continuations may delete the server
}

void ServerPrivate::close()
{
    const QPointer<Server> self(q);
    listener.close();
    forEachWorker([](ServerWorker *worker) { worker->closeChannels(); });
    if (self)
        finishDraining();
}

} // namespace WebSocketRpc
