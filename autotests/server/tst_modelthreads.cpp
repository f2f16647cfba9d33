// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelfollower.h"
#include "plantmodel.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>
#include <websocketrpc/test/faultproxy.h>

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

// A model in a thread of its own.
class ModelThread : public QThread
{
public:
    explicit ModelThread(PlantModel::Kind kind) : model(std::make_unique<PlantModel>(kind, 10))
    {
        model->moveToThread(this);
        start();
    }
    ~ModelThread() override
    {
        if (model)
            QMetaObject::invokeMethod(model.get(), [this] { model.reset(); });
        quit();
        wait();
    }
    Q_DISABLE_COPY_MOVE(ModelThread)

    template<typename F>
    void post(F &&function)
    {
        QMetaObject::invokeMethod(model.get(), std::forward<F>(function), Qt::QueuedConnection);
    }
    template<typename F>
    void run(F &&function)
    {
        QMetaObject::invokeMethod(
            model.get(), std::forward<F>(function), Qt::BlockingQueuedConnection);
    }

    std::unique_ptr<PlantModel> model;
};

struct End
{
    explicit End(const QUrl &url) : client(url), follower(client) { client.open(); }

    Client client;
    ModelFollower follower;
};

} // namespace

// A model in one thread, those who follow it in others.
class tst_ModelThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void replicasEndEqual_data();
    void replicasEndEqual();
    void modelMayBeDeletedInItsThread();
    void serverMayGoFirst();
    void slowReaderIsToldWhatHasBecomeOfTheRows();
    void tooMuchBecomesAReset();
};

void tst_ModelThreads::replicasEndEqual_data()
{
    QTest::addColumn<PlantModel::Kind>("kind");
    QTest::addColumn<int>("threads");
    QTest::newRow("list, the server in one thread") << PlantModel::List << 0;
    QTest::newRow("tree, the server in one thread") << PlantModel::Tree << 0;
    QTest::newRow("table, the server in three") << PlantModel::Table << 3;
    QTest::newRow("tree, the server in three") << PlantModel::Tree << 3;
}

// Some follow a model that changes at random, in turns that have one change or many; they go and come.
void tst_ModelThreads::replicasEndEqual()
{
    QFETCH(const PlantModel::Kind, kind);
    QFETCH(const int, threads);
    ModelThread thread(kind);
    Server server;
    server.expose(thread.model.get(), {.name = u"plants"_s});
    server.setThreadCount(threads);
    QVERIFY(server.listen());
    std::vector<std::unique_ptr<End>> ends;
    for (int i = 0; i < 4; ++i)
        ends.push_back(std::make_unique<End>(server.url()));
    for (const auto &end : ends)
        QVERIFY(eventually([&] { return end->follower.subscription.isActive(); }));

    QRandomGenerator random(11);
    qsizetype told = 0;
    for (int i = 0; i < 300; ++i) {
        thread.post([model = thread.model.get(), seed = random.generate(),
                        changes = 1 << random.bounded(6)] {
            QRandomGenerator its(seed);
            for (int change = 0; change < changes; ++change)
                model->changeAtRandom(its);
        });
        const auto &end = ends[std::size_t(random.bounded(4))];
        ModelFollower &follower = end->follower;
        if (follower.mirror.isReset || follower.mirror.nodes.empty()) {
            QVERIFY(follower.settles());
        } else if (const auto unknown = follower.mirror.unknownRows(); !unknown.isEmpty()) {
            follower.rows(unknown.mid(random.bounded(unknown.size()), 5));
        }
        if (i % 5 == 0) {
            const auto before = follower.told.size();
            thread.post([model = thread.model.get()] { model->insertRows(0, 1); });
            QVERIFY(eventually([&] { return follower.told.size() > before; }));
        }
    }
    // What comes after all that is the last.
    thread.run([] {});
    for (const auto &end : ends) {
        QTRY_COMPARE(end->follower.difference(*thread.model), QString());
        told += end->follower.told.size();
    }
    QVERIFY2(told >= 60, QByteArray::number(told));
}

void tst_ModelThreads::modelMayBeDeletedInItsThread()
{
    ModelThread thread(PlantModel::Tree);
    Server server;
    server.expose(thread.model.get(), {.name = u"plants"_s});
    QVERIFY(server.listen());
    End end(server.url());
    QVERIFY(eventually([&] { return end.follower.subscription.isActive(); }));
    QVERIFY(end.follower.settles());
    thread.post([&] {
        thread.model->removeRows(0, 1);
        thread.model.reset();
    });
    QTRY_COMPARE(errorOf(end.client.call<QVariant>("plants.open")).code(), Error::MethodNotFound);
    QVERIFY(end.follower.told.isEmpty());
}

void tst_ModelThreads::serverMayGoFirst()
{
    ModelThread thread(PlantModel::Tree);
    for (int round = 0; round < 10; ++round) {
        auto server = std::make_unique<Server>();
        server->expose(thread.model.get(), {.name = u"plants"_s});
        server->setThreadCount(2);
        QVERIFY(server->listen());
        End end(server->url());
        QVERIFY(eventually([&] { return end.follower.subscription.isActive(); }));
        end.follower.open();
        for (int i = 0; i < 50; ++i)
            thread.post([model = thread.model.get()] { model->insertRows(0, 1); });
        server.reset();
    }
    thread.run([] {});
    QCOMPARE(thread.model->rowCount(), 510);
}

// Each value is larger than what the system keeps for a connection, so nearly all of them wait.
void tst_ModelThreads::slowReaderIsToldWhatHasBecomeOfTheRows()
{
    constexpr qsizetype size = 4 * 1024 * 1024;
    PlantModel model(PlantModel::List, 5);
    Server server;
    server.expose(&model, {.name = u"plants"_s});
    Limits limits = server.limits();
    limits.outgoingBuffer = 4 * size;
    server.setLimits(limits);
    QVERIFY(server.listen());
    Test::FaultProxy proxy(server.url());
    End slow(proxy.url());
    End quick(server.url());
    for (End *const end : {&slow, &quick}) {
        QVERIFY(eventually([&] { return end->follower.subscription.isActive(); }));
        QVERIFY(end->follower.settles());
    }
    proxy.stall(Test::Direction::ToClient);
    for (int i = 0; i < 15; ++i) {
        model.setData(model.index(i, 0), QString(size, QChar(u'A' + i)));
        model.insertRows(0, 1);
        QTRY_COMPARE(quick.follower.told.size(), i + 1);
    }
    QCOMPARE(server.statistics().slowConsumers, 0U);
    QCOMPARE(server.channels().size(), 2);
    proxy.resume();
    QTRY_COMPARE(slow.follower.mirror.revision, quick.follower.mirror.revision);
    QVERIFY2(slow.follower.told.size() < 8, QByteArray::number(slow.follower.told.size()));
    QCOMPARE(int(slow.follower.mirror.nodes[0].rows.size()), 20);
    QCOMPARE(server.statistics().slowConsumers, 0U);
}

// Otherwise the peer would take rows for others.
void tst_ModelThreads::tooMuchBecomesAReset()
{
    PlantModel model(PlantModel::List, 5);
    Server server;
    server.expose(&model, {.name = u"plants"_s});
    Limits limits = server.limits();
    limits.outgoingMessageSize = 10'000;
    server.setLimits(limits);
    QVERIFY(server.listen());
    End end(server.url());
    QVERIFY(eventually([&] { return end.follower.subscription.isActive(); }));
    QVERIFY(end.follower.settles());
    model.insertRows(0, 1);
    model.setData(model.index(3, 0), QString(10'000, u'a'));
    QTRY_COMPARE(end.follower.told.size(), 1);
    QVERIFY(end.follower.told.front().reset);
    model.setData(model.index(3, 0), u"a"_s);
    QTRY_COMPARE(end.follower.difference(model), QString());
}

QTEST_GUILESS_MAIN(tst_ModelThreads)

#include "tst_modelthreads.moc"
