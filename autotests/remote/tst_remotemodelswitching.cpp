// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rowscene.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

using Change = ModelStep::Change;

} // namespace

// A remote model that is set to another channel or another name, at any time.
class tst_RemoteModelSwitching : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void rename() { m_renamed->setName(u"others"_s); }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void propertiesTellWhenTheyAreOthers();
    void modelIsNotFollowedAnyMore();
    void formerChannelDoesNotMatter();
    void lostChannelIsTold();
    void nameMayChangeBeforeTheModelIsOpen();
    void nameMayChangeWhileRowsAreOnTheirWay();
    void nameMayChangeInItsSignals_data();
    void nameMayChangeInItsSignals();

private:
    RemoteModel *m_renamed = nullptr;
};

void tst_RemoteModelSwitching::propertiesTellWhenTheyAreOthers()
{
    RowScene scene;
    RemoteModel &replica = scene.replica;
    QSignalSpy name(&replica, &RemoteModel::nameChanged);
    QSignalSpy channel(&replica, &RemoteModel::channelChanged);
    QSignalSpy readAhead(&replica, &RemoteModel::readAheadChanged);
    QSignalSpy cacheSize(&replica, &RemoteModel::cacheSizeChanged);
    QSignalSpy reset(&replica, &QAbstractItemModel::modelReset);
    QVERIFY(scene.opens());
    QCOMPARE(reset.size(), 1);
    replica.setName(u"plants"_s);
    replica.setChannel(&scene.pair.left());
    QVERIFY(replica.isSynchronised());
    QCOMPARE(reset.size(), 1);
    for (const auto &[set, is] : {std::pair{7, 7}, {7, 7}, {-1, 0}, {20'000, 10'000}}) {
        replica.setReadAhead(set);
        QCOMPARE(replica.readAhead(), is);
    }
    QCOMPARE(readAhead.size(), 3);
    for (const auto &[set, is] : {std::pair{700, 700}, {700, 700}, {-1, 100}}) {
        replica.setCacheSize(set);
        QCOMPARE(replica.cacheSize(), is);
    }
    QCOMPARE(cacheSize.size(), 2);
    QCOMPARE(name.size() + channel.size(), 0);
    replica.setName(u"others"_s);
    replica.setChannel(nullptr);
    QCOMPARE(name.size(), 1);
    QCOMPARE(channel.size(), 1);
    QVERIFY(!replica.channel());
}

void tst_RemoteModelSwitching::modelIsNotFollowedAnyMore()
{
    RowScene scene;
    QVERIFY(scene.opens());
    QVERIFY(scene.plants.isFollowed());
    QSignalSpy synchronised(&scene.replica, &RemoteModel::synchronisedChanged);
    scene.replica.setName({});
    QCOMPARE(synchronised.size(), 1);
    QVERIFY(!scene.replica.isSynchronised());
    QVERIFY(scene.turns());
    QVERIFY(!scene.plants.isFollowed());
    auto other = std::make_unique<RemoteModel>(&scene.pair.left(), u"plants"_s);
    QVERIFY(eventually([&] { return other->isSynchronised(); }));
    QVERIFY(scene.plants.isFollowed());
    other.reset();
    QVERIFY(scene.turns());
    QVERIFY(!scene.plants.isFollowed());
}

void tst_RemoteModelSwitching::formerChannelDoesNotMatter()
{
    RowScene scene;
    QVERIFY(scene.opens());
    RowScene other(7);
    QVERIFY(other.opens());
    scene.replica.setChannel(&other.pair.left());
    QVERIFY(eventually([&] { return scene.replica.isSynchronised(); }));
    QSignalSpy synchronised(&scene.replica, &RemoteModel::synchronisedChanged);
    scene.pair.dropLink();
    scene.pair.deleteLeft();
    QVERIFY(other.turns());
    QCOMPARE(synchronised.size(), 0);
    QVERIFY(scene.replica.isSynchronised());
    QCOMPARE(scene.replica.rowCount(), 7);
}

void tst_RemoteModelSwitching::lostChannelIsTold()
{
    for (const bool isDeleted : {false, true}) {
        RowScene scene;
        QVERIFY(scene.opens());
        QSignalSpy synchronised(&scene.replica, &RemoteModel::synchronisedChanged);
        if (isDeleted)
            scene.pair.deleteLeft();
        else
            scene.pair.dropLink();
        QVERIFY(eventually([&] { return synchronised.size() == 1; }));
        QVERIFY(!scene.replica.isSynchronised());
        QCOMPARE(scene.failed.size(), 0);
    }
}

void tst_RemoteModelSwitching::nameMayChangeBeforeTheModelIsOpen()
{
    RowScene scene;
    ScriptedModel others(7);
    others.exposeOn(scene.pair.right(), u"others"_s);
    QSignalSpy reset(&scene.replica, &QAbstractItemModel::modelReset);
    scene.plants.onRequest = [&] { scene.replica.setName(u"others"_s); };
    QVERIFY(eventually([&] { return scene.replica.isSynchronised(); }));
    QCOMPARE(scene.replica.rowCount(), 7);
    QCOMPARE(reset.size(), 1);
}

void tst_RemoteModelSwitching::nameMayChangeWhileRowsAreOnTheirWay()
{
    RowScene scene;
    ScriptedModel others(7);
    others.exposeOn(scene.pair.right(), u"others"_s);
    QVERIFY(scene.opens());
    scene.plants.isHolding = true;
    for (const int row : {2, 3, 4})
        QVERIFY(scene.wants(row));
    scene.replica.setName(u"others"_s);
    QVERIFY(eventually([&] { return scene.replica.isSynchronised(); }));
    scene.plants.release();
    scene.plants.release();
    QVERIFY(scene.turns());
    QCOMPARE(others.asked, QStringList(u"open"_s));
    QVERIFY(!scene.isLoaded(2));
    QVERIFY(scene.wants(5));
    QVERIFY(scene.isLoaded(5));
    QCOMPARE(scene.failed.size(), 0);
}

void tst_RemoteModelSwitching::nameMayChangeInItsSignals_data()
{
    QTest::addColumn<QByteArray>("signal");
    for (const char *const signal :
        {"dataChanged(QModelIndex,QModelIndex,QList<int>)", "rowsInserted(QModelIndex,int,int)",
            "rowsRemoved(QModelIndex,int,int)", "columnsInserted(QModelIndex,int,int)",
            "columnsRemoved(QModelIndex,int,int)", "layoutAboutToBeChanged()", "layoutChanged()",
            "headerDataChanged(Qt::Orientation,int,int)"})
        QTest::newRow(signal) << QByteArray(signal);
}

// What else the same message says must not happen to the other model, which is empty yet.
void tst_RemoteModelSwitching::nameMayChangeInItsSignals()
{
    QFETCH(const QByteArray, signal);
    RowScene scene(10);
    ScriptedModel others(7);
    others.exposeOn(scene.pair.right(), u"others"_s);
    scene.plants.answer = [&](const ScriptedModel::Ranges &ranges, const QStringList &roles) {
        ScriptedModel::Rows blocks = scene.plants.blocks(ranges, roles);
        blocks[0].parents = {{ranges[0].first, {.node = 5, .rows = 4, .columns = 1}}};
        return blocks;
    };
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(1));
    m_renamed = &scene.replica;
    const QByteArray code = QByteArray::number(QSIGNAL_CODE) + signal;
    QVERIFY(connect(&scene.replica, code.constData(), this, SLOT(rename())));
    ModelBlock block = scene.plants.block({0, 0, 9}, {u"display"_s});
    block.columns = 1;
    block.headers = QVariantList(9, u"a"_s);
    block.values.insert(u"display"_s, QVariantList(9, u"b"_s));
    const ModelStep layout{.change = Change::ChangeLayout, .count = 10, .rows = QList<int>{1, 1}};
    Q_EMIT scene.plants.changed({.revision = 1,
        .steps = {layout, {Change::InsertRows, 0, 5, 1}, {Change::RemoveRows, 5, 0, 1},
            {Change::InsertColumns, 0, 1, 1}, {Change::RemoveColumns, 0, 1, 1},
            {Change::RemoveRows, 0, 10, 1}},
        .values = {block, block},
        .changed = {{0, 0, 1}, {0, 1, 1}, {0, 5, 2}},
        .headers = QVariantList{u"c"_s}});
    QVERIFY(eventually([&] { return scene.replica.name() == u"others"_s; }));
    QVERIFY(eventually([&] { return scene.replica.isSynchronised(); }));
    QVERIFY(scene.turns());
    QCOMPARE(scene.failed.size(), 0);
    QCOMPARE(scene.replica.rowCount(), 7);
    QCOMPARE(scene.replica.columnCount(), 1);
}

QTEST_GUILESS_MAIN(tst_RemoteModelSwitching)

#include "tst_remotemodelswitching.moc"
