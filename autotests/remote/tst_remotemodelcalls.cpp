// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rowscene.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

using Change = ModelStep::Change;

Error outdated()
{
    return Error(Error::OutdatedRevision, u"the rows have changed"_s);
}

// A model of ten rows that takes everything.
struct CallScene : RowScene
{
    CallScene() : RowScene(10, 2)
    {
        plants.description.revision = 4;
        plants.description.writable = true;
        plants.description.insertable = true;
        plants.description.removable = true;
        plants.description.sortable = true;
    }
    // The row 3 has children of which there may be more.
    [[nodiscard]] bool opensNode()
    {
        plants.answer = [this](const ScriptedModel::Ranges &ranges, const QStringList &roles) {
            ScriptedModel::Rows blocks = plants.blocks(ranges, roles);
            if (ranges.first() == ModelRange{0, 3, 1})
                blocks[0].parents = {
                    {3, {.node = 5, .rows = 4, .columns = 2, .hasMore = nodeHasMore}}};
            return blocks;
        };
        const bool isOpen = opens() && wants(3);
        plants.asked.clear();
        return isOpen;
    }
    [[nodiscard]] QModelIndex node() const { return replica.index(3, 0); }

    bool nodeHasMore = true;
};

} // namespace

// What a remote model asks its peer to do, and what becomes of that.
class tst_RemoteModelCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void asksForChanges();
    void asksNothingThatCannotBe();
    void outdatedChangeIsTriedSoManyTimes();
    void outdatedChangeIsNotTriedOnAnotherModel();
    void rowsThatWereTornApartAreNotRemoved();
    void sortsWhereThePeerLets();
    void fetchesMoreOnceAtATime();
    void refusedFetchMoreIsAnError();
    void nodeMayHaveMoreLater();
    void refusedModelIsAnError();
    void failureIsLoggedIfNobodyListens();
};

void tst_RemoteModelCalls::asksForChanges()
{
    CallScene scene;
    QVERIFY(scene.opensNode());
    QVERIFY(scene.replica.setData(scene.replica.index(2, 1), u"iris"_s)); // there is no role "edit"
    QVERIFY(scene.replica.setData(scene.replica.index(1, 0, scene.node()), 7, Qt::UserRole));
    QVERIFY(scene.replica.insertRows(2, 3));
    QVERIFY(scene.replica.insertRows(10, 1));
    QVERIFY(scene.replica.insertRows(4, 1, scene.node()));
    QVERIFY(scene.replica.removeRows(9, 1));
    QVERIFY(scene.turns());
    Q_EMIT scene.plants.changed({.revision = 6, .steps = {{Change::InsertRows, 0, 0, 1}}});
    QVERIFY(scene.turns());
    QVERIFY(scene.replica.removeRows(0, 2, scene.replica.index(4, 0)));
    QVERIFY(scene.turns());
    scene.plants.asked.removeIf([](const QString &line) { return line.contains(u':'); });
    const QStringList asked{u"set 4 0 2 1 display iris"_s, u"set 4 5 1 0 weight 7"_s,
        u"insertRows 4 0 2 3"_s, u"insertRows 4 0 10 1"_s, u"insertRows 4 5 4 1"_s,
        u"removeRows 4 0 9 1"_s, u"removeRows 6 5 0 2"_s};
    QCOMPARE(scene.plants.asked, asked);
    QCOMPARE(scene.failed.size(), 0);
}

void tst_RemoteModelCalls::asksNothingThatCannotBe()
{
    CallScene scene;
    QVERIFY(scene.opensNode());
    RemoteModel &replica = scene.replica;
    QVERIFY(!replica.insertRows(0, 0));
    QVERIFY(!replica.insertRows(0, -1));
    QVERIFY(!replica.insertRows(-1, 1));
    QVERIFY(!replica.insertRows(11, 1));
    QVERIFY(!replica.insertRows(0, 1, replica.index(1, 0))); // has no children
    QVERIFY(!replica.insertRows(0, 1, replica.index(3, 1)));
    QVERIFY(!replica.removeRows(0, 0));
    QVERIFY(!replica.removeRows(0, -1));
    QVERIFY(!replica.removeRows(-1, 1));
    QVERIFY(!replica.removeRows(9, 2));
    QVERIFY(!replica.setData(replica.index(0, 0), 1, Qt::DecorationRole));
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked, QStringList());
    QCOMPARE(scene.failed.size(), 0);
}

void tst_RemoteModelCalls::outdatedChangeIsTriedSoManyTimes()
{
    CallScene scene;
    QVERIFY(scene.opens());
    scene.plants.onRequest = [] { throw outdated(); };
    QVERIFY(scene.replica.setData(scene.replica.index(2, 1), u"iris"_s));
    QVERIFY(eventually([&] { return !scene.failed.isEmpty(); }));
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked, QStringList(10, u"set 4 0 2 1 display iris"_s));
    QCOMPARE(scene.failed.size(), 1);
    QCOMPARE(scene.replica.lastError().code(), Error::OutdatedRevision);
}

void tst_RemoteModelCalls::outdatedChangeIsNotTriedOnAnotherModel()
{
    CallScene scene;
    ScriptedModel others(10, 2);
    others.description.writable = true;
    others.exposeOn(scene.pair.right(), u"others"_s);
    QVERIFY(scene.opens());
    scene.plants.onRequest = [&] {
        scene.replica.setName(u"others"_s);
        throw outdated();
    };
    QVERIFY(scene.replica.setData(scene.replica.index(2, 1), u"iris"_s));
    QVERIFY(eventually([&] { return !scene.failed.isEmpty() && scene.replica.isSynchronised(); }));
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked.size(), 1);
    QCOMPARE(others.asked, QStringList(u"open"_s));
    QCOMPARE(scene.failed.size(), 1);
}

void tst_RemoteModelCalls::rowsThatWereTornApartAreNotRemoved()
{
    CallScene scene;
    QVERIFY(scene.opens());
    scene.plants.onRequest = [&, revision = 4]() mutable {
        const int first = ++revision == 5 ? 0 : 4; // before all of them, then between them
        Q_EMIT scene.plants.changed(
            {.revision = revision, .steps = {{Change::InsertRows, 0, first, 1}}});
        throw outdated();
    };
    QVERIFY(scene.replica.removeRows(2, 3));
    QVERIFY(eventually([&] { return !scene.failed.isEmpty(); }));
    QCOMPARE(scene.plants.asked, QStringList({u"removeRows 4 0 2 3"_s, u"removeRows 5 0 3 3"_s}));
    QCOMPARE(scene.replica.lastError().code(), Error::OutdatedRevision);
}

void tst_RemoteModelCalls::sortsWhereThePeerLets()
{
    CallScene scene;
    QVERIFY(scene.opens());
    scene.replica.sort(1);
    scene.replica.sort(0, Qt::DescendingOrder);
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked, QStringList({u"sort 1 ascending"_s, u"sort 0 descending"_s}));
    scene.plants.onRequest = [] { throw Error(7, u"not now"_s); };
    scene.replica.sort(1);
    QVERIFY(scene.turns());
    QCOMPARE(scene.failed.size(), 1);
    QCOMPARE(scene.replica.lastError().code(), 7);
    scene.plants.onRequest = nullptr;
    scene.plants.description.sortable = false;
    Q_EMIT scene.plants.changed({.revision = 5, .reset = true});
    QVERIFY(scene.turns());
    QVERIFY(scene.opens());
    scene.replica.sort(1);
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked, QStringList());
    // Nor without a connection, where a view that can be sorted sorts at once.
    scene.plants.description.sortable = true;
    Q_EMIT scene.plants.changed({.revision = 6, .reset = true});
    QVERIFY(scene.turns());
    QVERIFY(scene.opens());
    scene.pair.dropLink();
    QVERIFY(eventually([&] { return !scene.replica.isSynchronised(); }));
    scene.replica.sort(1);
    QCoreApplication::processEvents();
    QCOMPARE(scene.failed.size(), 1);
}

void tst_RemoteModelCalls::fetchesMoreOnceAtATime()
{
    CallScene scene;
    QVERIFY(scene.opensNode());
    RemoteModel &replica = scene.replica;
    QVERIFY(!replica.canFetchMore({}));
    replica.fetchMore({});
    QVERIFY(replica.canFetchMore(scene.node()));
    scene.plants.hasMore = true;
    replica.fetchMore(scene.node());
    QVERIFY(!replica.canFetchMore(scene.node())); // it is on its way
    replica.fetchMore(scene.node());
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked, QStringList(u"fetchMore 5"_s));
    QVERIFY(replica.canFetchMore(scene.node()));
    scene.plants.hasMore = false;
    replica.fetchMore(scene.node());
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked.size(), 2);
    QVERIFY(!replica.canFetchMore(scene.node()));
    QCOMPARE(scene.failed.size(), 0);
    // Nor without a connection.
    scene.plants.description.root.hasMore = true;
    Q_EMIT scene.plants.changed({.revision = 5, .reset = true});
    QVERIFY(eventually([&] { return replica.canFetchMore({}); }));
    scene.pair.dropLink();
    QVERIFY(eventually([&] { return !replica.isSynchronised(); }));
    QVERIFY(!replica.canFetchMore({}));
    replica.fetchMore({});
}

void tst_RemoteModelCalls::refusedFetchMoreIsAnError()
{
    CallScene scene;
    QVERIFY(scene.opensNode());
    scene.plants.onRequest = [] { throw Error(7, u"no"_s); };
    scene.replica.fetchMore(scene.node());
    QVERIFY(eventually([&] { return !scene.failed.isEmpty(); }));
    QCOMPARE(scene.replica.lastError().code(), 7);
    QVERIFY(!scene.replica.canFetchMore(scene.node())); // a view would ask for ever
}

// Its rows are the same, and so is its place.
void tst_RemoteModelCalls::nodeMayHaveMoreLater()
{
    CallScene scene;
    scene.nodeHasMore = false;
    QVERIFY(scene.opensNode());
    QVERIFY(scene.replica.hasChildren(scene.node()));
    QVERIFY(!scene.replica.canFetchMore(scene.node()));
    QSignalSpy removed(&scene.replica, &QAbstractItemModel::rowsRemoved);
    scene.nodeHasMore = true;
    Q_EMIT scene.plants.changed({.revision = 5, .changed = {{0, 3, 1}}});
    QVERIFY(eventually([&] { return scene.replica.canFetchMore(scene.node()); }));
    QCOMPARE(removed.size(), 0);
    // Without rows it has children all the same, as soon as somebody fetches them.
    Q_EMIT scene.plants.changed({.revision = 6, .steps = {{Change::RemoveRows, 5, 0, 4}}});
    QVERIFY(scene.turns());
    QCOMPARE(scene.replica.rowCount(scene.node()), 0);
    QVERIFY(scene.replica.hasChildren(scene.node()));
}

void tst_RemoteModelCalls::refusedModelIsAnError()
{
    RowScene scene;
    scene.plants.onRequest = [] { throw Error(7, u"not for you"_s); };
    QVERIFY(eventually([&] { return !scene.failed.isEmpty(); }));
    QCOMPARE(scene.replica.lastError().code(), 7);
    QVERIFY(!scene.replica.isSynchronised());
}

void tst_RemoteModelCalls::failureIsLoggedIfNobodyListens()
{
    const ChannelPair pair(ChannelPair::Kind::InProcess);
    ScriptedModel plants(1);
    plants.exposeOn(pair.right());
    QTest::failOnWarning(QRegularExpression(u"^$"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the model 'nothing': there is no"_s));
    const RemoteModel replica(&pair.left(), u"nothing"_s);
    QVERIFY(eventually([&] { return replica.lastError().code() == Error::InvalidParams; }));
}

QTEST_GUILESS_MAIN(tst_RemoteModelCalls)

#include "tst_remotemodelcalls.moc"
