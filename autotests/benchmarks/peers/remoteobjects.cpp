// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "remoteobjects.h"

#include "rep_adder_merged.h"

#include <QRemoteObjectHost>
#include <QRemoteObjectPendingCallWatcher>

namespace Benchmarks {

namespace {

class Adder final : public AdderSimpleSource
{
public:
    int add(int a, int b) override { return a + b; }
};

class RemoteWork final : public Work
{
public:
    explicit RemoteWork(const QUrl &url)
    {
        m_node.connectToNode(url);
        m_replica.reset(m_node.acquire<AdderReplica>());
        waitUntil([this] { return m_replica->isReplicaValid(); });
    }

    void start(std::function<void()> done) override
    {
        auto *watcher = new QRemoteObjectPendingCallWatcher(m_replica->add(1, 2));
        QObject::connect(watcher, &QRemoteObjectPendingCallWatcher::finished, watcher,
            [watcher, done = std::move(done)] {
                if (watcher->returnValue().toInt() != 3)
                    fail(QStringLiteral("wrong answer"));
                watcher->deleteLater();
                done();
            });
    }

private:
    QRemoteObjectNode m_node;
    std::unique_ptr<AdderReplica> m_replica;
};

} // namespace

Service serveRemoteObjects(const ServeOptions &)
{
    auto host = std::make_unique<QRemoteObjectHost>(QUrl(QStringLiteral("tcp://127.0.0.1:0")));
    auto *adder = new Adder;
    adder->setParent(host.get());
    if (!host->enableRemoting(adder))
        fail(QStringLiteral("QtRemoteObjects does not listen"));
    const QUrl url = host->hostUrl();
    return {std::move(host), url};
}

std::unique_ptr<Work> connectRemoteObjects(const LoadOptions &options)
{
    if (options.task != Task::Add)
        fail(QStringLiteral("no such task with QtRemoteObjects"));
    return std::make_unique<RemoteWork>(options.url);
}

} // namespace Benchmarks
