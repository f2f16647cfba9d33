// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "remoteobjects.h"

#include "payload.h"
#include "rep_adder_merged.h"

#include <QRemoteObjectHost>
#include <QRemoteObjectPendingCallWatcher>

#include <algorithm>

namespace Benchmarks {

namespace {

class Adder final : public AdderSimpleSource
{
public:
    int add(int a, int b) override { return a + b; }
    void tell(QString news) override { Q_EMIT told(news); }
};

class RemoteWork final : public Work
{
public:
    RemoteWork(const QUrl &url, Task task) : m_task(task)
    {
        m_node.connectToNode(url);
        m_replica.reset(m_node.acquire<AdderReplica>());
        waitUntil([this] { return m_replica->isReplicaValid(); });
        QObject::connect(
            m_replica.get(), &AdderReplica::numberChanged, m_replica.get(), [this](int number) {
                if (number == m_latest)
                    finish();
            });
        QObject::connect(
            m_replica.get(), &AdderReplica::told, m_replica.get(), [this](const QString &news) {
                if (news != newsText())
                    fail(QStringLiteral("wrong news"));
                finish();
            });
    }

    void start(std::function<void()> done) override
    {
        switch (m_task) {
        case Task::Add:
            return add(std::move(done));
        case Task::Change:
            m_done = std::move(done);
            return m_replica->setNumber(++m_latest);
        case Task::Emit:
            m_done = std::move(done);
            m_replica->tell(newsText());
            return;
        default:
            m_done = std::move(done);
        }
    }

private:
    void finish()
    {
        if (const auto done = std::exchange(m_done, {}))
            done();
    }

    void add(std::function<void()> done)
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

    const Task m_task;
    int m_latest = 0;
    std::function<void()> m_done;
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
    constexpr Task known[] = {Task::Add, Task::Change, Task::Hear, Task::Emit};
    if (std::ranges::find(known, options.task) == std::end(known))
        fail(QStringLiteral("no such task with QtRemoteObjects"));
    return std::make_unique<RemoteWork>(options.url, options.task);
}

} // namespace Benchmarks
