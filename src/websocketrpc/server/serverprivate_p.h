// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "serverworker_p.h"

#include <QtCore/qpromise.h>
#include <QtNetwork/qtcpserver.h>

namespace WebSocketRpc {

// Passes on descriptors, so that each socket is created in the thread that serves it.
class Listener final : public QTcpServer
{
public:
    std::function<void(qintptr)> accept;

protected:
    void incomingConnection(qintptr descriptor) override { accept(descriptor); }
};

class ServerPrivate final : public ServerWorker::Home
{
public:
    explicit ServerPrivate(Server *server);

    void shutDown();
    bool listen(const std::function<bool(QTcpServer &)> &start);
    void publish(); // the configuration to all workers
    QFuture<void> drain(std::chrono::milliseconds deadline);
    void close();
    void notify(const AudienceFilter &filter, const std::shared_ptr<const EncodedRequest> &request);

    // Only change() may modify it.
    [[nodiscard]] const ServerConfiguration &configuration() const { return currentConfiguration; }
    template<typename F>
    void change(F &&function)
    {
        function(currentConfiguration);
        publish();
    }
    void changeRoute(
        const QString &path, const std::function<void(RouteConfiguration &)> &function);

    Server *const q;
    Listener listener;
    QString problem; // why listen() failed before the listener was asked
    const std::shared_ptr<ConnectionCount> count = std::make_shared<ConnectionCount>();
    ServerWorker localWorker;
    QList<Channel *> channels;
    std::vector<std::unique_ptr<Route>> routes;
    int threadCount = 0;

private:
    void channelOpened(Channel *channel) override;
    void channelClosed(Channel *channel, ServerWorker *worker) override;
    void channelDestroyed(Channel *channel) override;

    template<typename F>
    void forEachWorker(F &&function);
    void admit(qintptr descriptor);
    void pauseAccepting();
    void resumeAccepting();
    void readSystemLimit();
    void finishDraining();

    ServerConfiguration currentConfiguration;
    std::vector<std::unique_ptr<WorkerThread>> threads;
    std::size_t nextThread = 0;
    std::optional<QPromise<void>> drainPromise;
    Timer drainTimer{[this] { close(); }};
    Timer resumeTimer{[this] { resumeAccepting(); }};
    std::optional<Clock::time_point> latestPause;
    bool hasAccepted = false; // since accepting was resumed
};

} // namespace WebSocketRpc
