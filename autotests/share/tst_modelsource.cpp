// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelpeer.h"
#include "plantmodel.h"

#include <QSortFilterProxyModel>
#include <QThread>
#include <QtTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

class Plants : public PlantModel
{
public:
    using PlantModel::PlantModel;
    [[nodiscard]] int receiversOfAll() const
    {
        return receivers(SIGNAL(rowsInserted(QModelIndex, int, int)))
            + receivers(SIGNAL(dataChanged(QModelIndex, QModelIndex, QList<int>)))
            + receivers(SIGNAL(modelReset()));
    }
};

// Changes its rows when it is asked for values.
class Restless : public PlantModel
{
public:
    using PlantModel::PlantModel;
    QVariant data(const QModelIndex &index, int role) const override
    {
        const QVariant value = PlantModel::data(index, role);
        if (index.row() == 2 && role == PlantModel::WeightRole && changes > 0) {
            --changes;
            const_cast<Restless *>(this)->insertRows(0, 1);
        }
        return value;
    }
    mutable int changes = 0;
};

} // namespace

// What those who follow a model are told.
class tst_ModelSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void followsAnyChange_data();
    void followsAnyChange();
    void followsAProxy_data();
    void followsAProxy();
    void modelMayChangeWhileItIsRead();
    void modelThatIsNeverTheSameIsRefused();
    void listensWhileSomebodyFollows();
    void changesOfOneTurnAreOne();
    void onlyRowsThatSomebodyHasAreTold();
    void releasedRowsAreNotTold();
    void rowsOfALostPeerAreNotTold();
    void manyRowsAreNotTold();
    void onlyAskedAndChangedRolesAreTold();
    void removedNodesAreForgotten();
    void movedNodesOutliveTheirFormerParent();
    void firstChildIsANewNode();
    void fetchesMore();
    void resetIsAll();
    void newLayoutKeepsNodes();
    void manyStepsOfOneTurnAreFew();
    void modelThatMovesAwayIsLeft();
};

void tst_ModelSource::followsAnyChange_data()
{
    QTest::addColumn<PlantModel::Kind>("kind");
    QTest::newRow("list") << PlantModel::List;
    QTest::newRow("table") << PlantModel::Table;
    QTest::newRow("tree") << PlantModel::Tree;
}

// Peers that have other rows each, and see changes of several turns or of one.
void tst_ModelSource::followsAnyChange()
{
    QFETCH(const PlantModel::Kind, kind);
    for (quint32 seed = 1; seed <= 5; ++seed) {
        QRandomGenerator random(seed);
        PlantModel model(kind, 8);
        ModelSource source(&model, {.name = u"plants"_s});
        Peer all(source);
        Peer some(source);
        for (int i = 0; i < 300; ++i) {
            for (int changes = 1 + random.bounded(4); changes > 0; --changes)
                model.changeAtRandom(random);
            all.settle();
            const QString difference = all.mirror.difference(model);
            QVERIFY2(difference.isEmpty(),
                qPrintable(u"seed %1, turn %2: %3"_s.arg(seed).arg(i).arg(difference)));
            if (some.mirror.isReset)
                some.open();
            const auto unknown = some.mirror.unknownRows();
            if (!unknown.isEmpty())
                (void)some.rows(unknown.mid(random.bounded(unknown.size()), 3));
        }
        some.settle();
        const QString difference = some.mirror.difference(model);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
}

void tst_ModelSource::followsAProxy_data()
{
    QTest::addColumn<PlantModel::Kind>("kind");
    QTest::newRow("table") << PlantModel::Table;
    QTest::newRow("tree") << PlantModel::Tree;
}

// One that sorts and leaves rows out.
void tst_ModelSource::followsAProxy()
{
    QFETCH(const PlantModel::Kind, kind);
    QRandomGenerator random(6);
    PlantModel model(kind, 8);
    QSortFilterProxyModel proxy;
    proxy.setFilterRegularExpression(u"[1-5]"_s);
    proxy.setSourceModel(&model);
    proxy.sort(0);
    ModelSource source(&proxy, {.name = u"plants"_s});
    Peer peer(source);
    peer.mirror.comparesRowHeaders =
        false; // the proxy does not tell when the rows of its source move
    for (int i = 0; i < 400; ++i) {
        for (int changes = 1 + random.bounded(4); changes > 0; --changes)
            model.changeAtRandom(random);
        if (random.bounded(20) == 0)
            proxy.sort(0, Qt::SortOrder(random.bounded(2)));
        peer.settle();
        QCOMPARE(peer.mirror.difference(proxy), QString());
    }
    QVERIFY(peer.told.size() > 200);
}

void tst_ModelSource::modelMayChangeWhileItIsRead()
{
    Restless model(PlantModel::List, 5);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    model.changes = 1;
    peer.rows({{0, 0, 5}});
    QCOMPARE(model.rowCount(), 6);
    peer.settle();
    QCOMPARE(peer.mirror.difference(model), QString());
    model.changes = 1;
    model.setData(model.index(2, 0), 3, PlantModel::WeightRole);
    model.setData(model.index(4, 0), 4, PlantModel::WeightRole);
    peer.settle();
    peer.settle();
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(peer.mirror.difference(model), QString());
}

void tst_ModelSource::modelThatIsNeverTheSameIsRefused()
{
    Restless model(PlantModel::List, 5);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    model.changes = 100;
    const Error error = errorOf([&] { (void)source.rows(peer.context(), {{0, 0, 5}}, {}); });
    QCOMPARE(error.code(), Error::InternalError);
    QVERIFY(model.changes > 90);
}

void tst_ModelSource::listensWhileSomebodyFollows()
{
    Plants model(PlantModel::Tree, 3);
    model.insertRows(0, 1, model.index(1, 0));
    ModelSource source(&model, {.name = u"plants"_s});
    QCOMPARE(source.open().root.rows, 3);
    QCOMPARE(model.receiversOfAll(), 0);
    {
        Peer peer(source);
        QVERIFY(model.receiversOfAll() > 0);
        peer.settle();
        Peer another(source);
        another.leave();
        QVERIFY(model.receiversOfAll() > 0);
        model.removeRows(0, 1);
    }
    QCOMPARE(model.receiversOfAll(), 0);
    publishChanges();

    // A new one is not told of what went before, nor of rows that another one had.
    model.removeRows(0, 2);
    Peer peer(source);
    model.changeAtRandom(*QRandomGenerator::global());
    model.setData(model.index(0, 0), 3, PlantModel::WeightRole);
    peer.told.clear();
    publishChanges();
    QVERIFY(rowsWithValues(peer).isEmpty());
}

void tst_ModelSource::changesOfOneTurnAreOne()
{
    PlantModel model(PlantModel::List, 3);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    peer.settle();
    const qint64 revision = peer.mirror.revision;
    model.insertRows(0, 1);
    model.setData(model.index(1, 0), 7, PlantModel::WeightRole);
    model.removeRows(0, 1);
    QVERIFY(peer.told.isEmpty());
    publishChanges();
    QCOMPARE(peer.told.size(), 1);
    QCOMPARE(peer.told.front().revision, revision + 1);
    QCOMPARE(peer.told.front().steps.size(), 2);
    QCOMPARE(rowsWithValues(peer), QList<int>{0});

    model.setData(model.index(2, 0), 7, PlantModel::WeightRole); // rows stay what they are
    publishChanges();
    QCOMPARE(peer.told.back().revision, revision + 1);
}

void tst_ModelSource::onlyRowsThatSomebodyHasAreTold()
{
    PlantModel model(PlantModel::List, 100);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    Peer other(source);
    peer.rows({{0, 10, 5}});
    other.rows({{0, 12, 5}, {0, 40, 1}});
    Q_EMIT model.dataChanged(model.index(0, 0), model.index(99, 0));
    publishChanges();
    const QList<int> rows{10, 11, 12, 13, 14, 15, 16, 40};
    QCOMPARE(rowsWithValues(peer), rows);
    QVERIFY(changedIn(peer).isEmpty());

    // They are told where they have moved.
    peer.told.clear();
    model.removeRows(0, 10);
    model.setData(model.index(30, 0), 1, PlantModel::WeightRole);
    model.setData(model.index(29, 0), 1, PlantModel::WeightRole);
    publishChanges();
    QCOMPARE(rowsWithValues(peer), QList<int>{30});
}

void tst_ModelSource::releasedRowsAreNotTold()
{
    PlantModel model(PlantModel::List, 100);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    Peer other(source);
    peer.rows({{0, 0, 20}});
    other.rows({{0, 5, 1}});
    peer.release({{0, 2, std::numeric_limits<int>::max()}});
    Q_EMIT model.dataChanged(model.index(0, 0), model.index(99, 0));
    publishChanges();
    const QList<int> rows{0, 1, 5};
    QCOMPARE(rowsWithValues(peer), rows);
}

void tst_ModelSource::rowsOfALostPeerAreNotTold()
{
    PlantModel model(PlantModel::List, 10);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    Peer other(source);
    peer.rows({{0, 0, 2}});
    other.rows({{0, 5, 1}});
    other.connection->isLost = true;
    model.insertRows(10, 1);
    publishChanges(); // it is seen when something is published
    Q_EMIT model.dataChanged(model.index(0, 0), model.index(9, 0));
    publishChanges();
    const QList<int> rows{0, 1};
    QCOMPARE(rowsWithValues(peer), rows);
}

void tst_ModelSource::manyRowsAreNotTold()
{
    PlantModel model(PlantModel::List, 200);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    peer.rows({{0, 0, 100}});
    Q_EMIT model.dataChanged(model.index(0, 0), model.index(63, 0));
    publishChanges();
    QCOMPARE(rowsWithValues(peer).size(), 64);
    QVERIFY(changedIn(peer).isEmpty());
    peer.told.clear();
    Q_EMIT model.dataChanged(model.index(30, 0), model.index(199, 0));
    publishChanges();
    QVERIFY(rowsWithValues(peer).isEmpty());
    const QList<ModelRange> changed{{0, 30, 70}};
    QCOMPARE(changedIn(peer), changed);
}

void tst_ModelSource::onlyAskedAndChangedRolesAreTold()
{
    PlantModel model(PlantModel::List, 10);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    peer.rows({{0, 0, 10}}, {u"display"_s, u"weight"_s});
    Q_EMIT model.dataChanged(model.index(1, 0), model.index(1, 0));
    publishChanges();
    const QStringList both{u"display"_s, u"weight"_s};
    QCOMPARE(peer.told.back().values.front().values.keys(), both);
    Q_EMIT model.dataChanged(
        model.index(1, 0), model.index(1, 0), {PlantModel::DueRole, PlantModel::WeightRole});
    publishChanges();
    QCOMPARE(peer.told.back().values.front().values.keys(), QStringList{u"weight"_s});
    // The flags may have changed with it.
    model.setData(model.index(1, 0), 0, PlantModel::WeightRole);
    Q_EMIT model.dataChanged(model.index(1, 0), model.index(1, 0), {Qt::UserRole + 99});
    publishChanges();
    const int flags = peer.told.back().values.front().flags.toInt();
    QVERIFY(!(flags & Qt::ItemIsSelectable));
}

void tst_ModelSource::removedNodesAreForgotten()
{
    PlantModel model(PlantModel::Tree, 3);
    const QPersistentModelIndex first = model.index(0, 0);
    const QPersistentModelIndex second = model.index(1, 0);
    model.insertRows(0, 2, first);
    model.insertRows(0, 1, model.index(1, 0, first));
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    peer.settle();
    QCOMPARE(peer.mirror.nodes.size(), std::size_t(3));
    model.moveRows({}, 0, 1, {}, 3); // nodes keep their numbers
    publishChanges();
    QCOMPARE(peer.rows({{1, 0, 2}, {2, 0, 1}}).size(), 2);
    model.moveRows({}, 2, 1, second, 0); // to one that has no children yet
    peer.settle();
    QCOMPARE(peer.mirror.difference(model), QString());
    QVERIFY(peer.rows({{1, 0, 2}, {2, 0, 1}}).isEmpty());
    model.removeRows(0, 2);
    peer.settle();
    QCOMPARE(peer.mirror.nodes.size(), std::size_t(1));
    QVERIFY(peer.rows({{3, 0, 1}, {4, 0, 1}, {5, 0, 1}}).isEmpty());
}

void tst_ModelSource::movedNodesOutliveTheirFormerParent()
{
    PlantModel model(PlantModel::Tree, 2);
    const QPersistentModelIndex former = model.index(0, 0);
    const QPersistentModelIndex present = model.index(1, 0);
    model.insertRows(0, 1, former);
    model.insertRows(0, 1, present);
    const QPersistentModelIndex moved = model.index(0, 0, former);
    model.insertRows(0, 2, moved);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    peer.settle();
    QVERIFY(model.moveRows(former, 0, 1, present, 0));
    model.removeRows(0, 1);
    peer.settle();
    model.insertRows(0, 1, moved);
    peer.settle();
    QCOMPARE(peer.mirror.difference(model), QString());
}

void tst_ModelSource::firstChildIsANewNode()
{
    PlantModel model(PlantModel::Tree, 3);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    model.insertRows(0, 2, model.index(1, 0));
    publishChanges();
    const ModelStep step{
        ModelStep::Change::AddChildren, 0, 1, 1, {}, {}, {}, ModelNode{1, 2, 3, false}};
    QCOMPARE(peer.told.back().steps, QList<ModelStep>{step});
    model.removeRows(0, 2, model.index(1, 0));
    publishChanges();
    const QList<ModelRange> changed{{0, 1, 1}}; // it has none any more
    QCOMPARE(peer.told.back().changed, changed);
}

void tst_ModelSource::fetchesMore()
{
    PlantModel model(PlantModel::Tree, 1);
    model.setUnfetched(model.index(0, 0), 3);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    const auto blocks = peer.rows({{0, 0, 1}});
    const QList<ModelChild> children{{0, {1, 0, 3, true}}};
    QCOMPARE(blocks[0].parents, children);
    QVERIFY(source.fetchMore(1));
    QVERIFY(!source.fetchMore(1));
    peer.settle();
    QCOMPARE(peer.mirror.difference(model), QString());
    QVERIFY(!source.fetchMore(0));
    QCOMPARE(errorOf([&] { (void)source.fetchMore(2); }).code(), Error::OutdatedRevision);
}

void tst_ModelSource::resetIsAll()
{
    PlantModel model(PlantModel::List, 5);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    peer.settle();
    const qint64 revision = peer.mirror.revision;
    model.insertRows(0, 1);
    model.setData(model.index(0, 0), 5, PlantModel::WeightRole);
    model.replaceAll(3);
    model.insertRows(0, 1);
    publishChanges();
    const ModelChanges reset{.revision = revision + 1, .reset = true};
    QCOMPARE(peer.told, QList<ModelChanges>{reset});
    peer.open();
    peer.settle();
    QCOMPARE(peer.mirror.difference(model), QString());
}

void tst_ModelSource::newLayoutKeepsNodes()
{
    PlantModel model(PlantModel::Tree, 50);
    for (int row = 0; row < 50; row += 5)
        model.insertRows(0, 2, model.index(row, 0));
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    peer.settle();
    peer.told.clear();
    QRandomGenerator random(1);
    model.shuffle({}, random);
    model.sort(1, Qt::DescendingOrder);
    publishChanges();
    QCOMPARE(peer.mirror.difference(model), QString()); // nothing is asked for again
    QVERIFY(rowsWithValues(peer).isEmpty());
    QVERIFY(changedIn(peer).isEmpty());
    model.regroup();
    publishChanges();
    QVERIFY(peer.mirror.isReset);
}

void tst_ModelSource::manyStepsOfOneTurnAreFew()
{
    PlantModel model(PlantModel::List, 100);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    peer.settle();
    for (int i = 0; i < 5000; ++i)
        model.insertRows(50, 1);
    peer.settle();
    QVERIFY(peer.told.front().steps.size() <= 1001);
    QCOMPARE(peer.mirror.difference(model), QString());
}

void tst_ModelSource::modelThatMovesAwayIsLeft()
{
    QTest::failOnWarning(QRegularExpression(u"^$"_s));
    QThread thread;
    thread.start();
    Plants model(PlantModel::Tree, 5);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    peer.settle();
    peer.told.clear();
    model.insertRows(0, 1);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"it has moved to another thread"_s));
    QThread *const here = QThread::currentThread();
    model.moveToThread(&thread);
    QCOMPARE(model.receiversOfAll(), 0);
    QCOMPARE(errorOf([&] { (void)source.open(); }).code(), Error::InternalError);
    QMetaObject::invokeMethod(
        &model,
        [&] {
            model.insertRows(0, 1);
            model.moveToThread(here);
        },
        Qt::BlockingQueuedConnection);
    publishChanges();
    QVERIFY(peer.told.isEmpty());
    thread.quit();
    QVERIFY(thread.wait());
}

QTEST_GUILESS_MAIN(tst_ModelSource)

#include "tst_modelsource.moc"
