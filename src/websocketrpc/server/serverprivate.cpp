// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serverprivate_p.h"

#include "counters_p.h"

#include <websocketrpc/route.h>

#include <QSslKey>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// Qt's own, 50, loses connections when many clients come back at once; the system may allow less.
constexpr int longestBacklog = 4096;

} // namespace

ServerPrivate::ServerPrivate(Server *server) : q(server), localWorker(server, this, count)
{
    listener.setListenBacklogSize(longestBacklog);
    listener.accept = [this](qintptr descriptor) { admit(descriptor); };
    m_configuration.session.counters = std::make_shared<Counters>();
    publish();
}

void ServerPrivate::shutDown()
{
    m_drainTimer.stop();
    listener.close();
    m_threads.clear(); // waits for them
    localWorker.deleteChannels();
    channels.clear();
    finishDraining();
}

bool ServerPrivate::listen(const QHostAddress &address, quint16 port)
{
    problem.clear();
    const auto &ssl = m_configuration.sslConfiguration;
    if (ssl && (ssl->localCertificate().isNull() || ssl->privateKey().isNull())) {
        problem = u"the TLS configuration lacks the server's certificate or its private key"_s;
        return false;
    }
    change([](ServerConfiguration &configuration) { configuration.session.draining = false; });
    if (!listener.listen(address, port))
        return false;
    while (m_threads.size() < std::size_t(threadCount)) {
        m_threads.push_back(std::make_unique<WorkerThread>(QPointer(q), this, count));
        publish();
    }
    return true;
}

template<typename F>
void ServerPrivate::forEachWorker(F &&function)
{
    for (const auto &thread : m_threads) {
        ServerWorker *const worker = thread->worker();
        worker->run([worker, function] { function(worker); });
    }
    function(&localWorker); // may end the server
}

void ServerPrivate::publish()
{
    const auto configuration = std::make_shared<const ServerConfiguration>(m_configuration);
    forEachWorker([configuration](ServerWorker *worker) { worker->configure(configuration); });
}

void ServerPrivate::changeRoute(
    const QString &path, const std::function<void(RouteConfiguration &)> &function)
{
    for (RouteConfiguration &route : m_configuration.routes) {
        if (route.path == path)
            function(route);
    }
    publish();
}

void ServerPrivate::admit(qintptr descriptor)
{
    if (m_threads.empty())
        return localWorker.admit(descriptor);
    ServerWorker *const worker = m_threads[m_nextThread++ % m_threads.size()]->worker();
    worker->run([worker, descriptor] { worker->admit(descriptor); });
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
    if (!m_drained) {
        m_drained.emplace();
        m_drained->start();
    }
    const QFuture<void> drained = m_drained->future();
    listener.close();
    change([](ServerConfiguration &configuration) { configuration.session.draining = true; });
    m_drainTimer.start(deadline);
    forEachWorker([](ServerWorker *worker) { worker->drainChannels(); });
    finishDraining();
    return drained;
}

void ServerPrivate::finishDraining()
{
    if (!m_drained || !channels.isEmpty())
        return;
    m_drainTimer.stop();
    QPromise<void> drained = std::move(*m_drained);
    m_drained.reset();
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
