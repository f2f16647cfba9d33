// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "connectioncount_p.h"
#include "handshakegate_p.h"
#include "lograte_p.h"
#include "serverconfiguration_p.h"

#include <websocketrpc/audience.h>

#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <latch>
#include <unordered_map>

namespace WebSocketRpc {

// The part of a server in one thread: admits connections and owns their channels.
class ServerWorker final : public QObject
{
public:
    // Is notified of channels, in the server's thread, which may be another one.
    class Home
    {
    public:
        virtual void channelOpened(Channel *channel) = 0;
        virtual void channelClosed(Channel *channel, ServerWorker *worker) = 0;
        virtual void channelDestroyed(Channel *channel) = 0;

    protected:
        ~Home() = default;
    };

    ServerWorker(QPointer<Server> server, Home *home, std::shared_ptr<ConnectionCount> count);
    ~ServerWorker() override;

    // Runs a function in the thread of this worker.
    template<typename F>
    void run(F &&function)
    {
        if (m_mailbox->isCurrent())
            function();
        else
            m_mailbox->post(std::forward<F>(function));
    }
    [[nodiscard]] bool isHere() const { return m_mailbox->isCurrent(); }

    void configure(std::shared_ptr<const ServerConfiguration> configuration);
    void admit(qintptr descriptor);
    Channel *addChannel(std::unique_ptr<Transport> transport,
        const std::shared_ptr<const PeerInfo> &peer, const QString &path,
        std::shared_ptr<ConnectionCount::Place> place);
    void notify(const AudienceFilter &filter, const EncodedRequest &request);
    void closeChannels();
    void drainChannels();
    void deleteChannels();
    void release(Channel *channel); // home has finished with it

private:
    [[nodiscard]] GateRules rules() const;
    [[nodiscard]] int mostRefusedAtOnce() const;
    [[nodiscard]] bool passes(const AudienceFilter &filter, Channel &channel) const;
    void channelConnected(Channel *channel, const QString &path);
    // Returns whether the channel may continue.
    bool exposeObjectsOf(const RouteConfiguration &route, Channel *channel);
    void updateRegistry(const RouteConfiguration &route);
    template<typename F>
    void tellHome(F &&function);

    const QPointer<Server> m_server;
    Home *const m_home;
    const std::shared_ptr<ConnectionCount> m_count;
    const std::shared_ptr<Detail::Mailbox> m_mailbox = Detail::Mailbox::ofCurrentThread();
    const std::shared_ptr<Detail::Mailbox> m_homeMailbox;
    std::shared_ptr<const ServerConfiguration> m_configuration;
    std::unordered_map<QString, std::shared_ptr<Registry>> m_registries; // by the route's path
    QList<Channel *> m_channels;
    QHash<const Channel *, QString> m_routes; // of m_channels, by the route's path
    QList<Channel *> m_closedChannels; // that home has not released yet
    const std::shared_ptr<LogRate> m_warnings = std::make_shared<LogRate>(lcServer);
};

// A thread that runs one worker.
class WorkerThread final : public QThread
{
public:
    WorkerThread(
        QPointer<Server> server, ServerWorker::Home *home, std::shared_ptr<ConnectionCount> count);
    ~WorkerThread() override;

    [[nodiscard]] ServerWorker *worker() const { return m_worker; }

protected:
    void run() override;

private:
    const QPointer<Server> m_server;
    ServerWorker::Home *const m_home;
    const std::shared_ptr<ConnectionCount> m_count;
    std::latch m_started{1};
    ServerWorker *m_worker = nullptr;
};

} // namespace WebSocketRpc
