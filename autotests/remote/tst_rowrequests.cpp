// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rowscene.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

using Change = ModelStep::Change;

} // namespace

// Which rows a remote model asks its peer for, and when.
class tst_RowRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void rowsOfATurnAreOneRequest();
    void rowsBesideAreAskedFor();
    void rowsOnTheirWayAreNotAskedForAgain();
    void onlyRolesThatAreWantedAreAskedFor();
    void newestAreAskedForFirst();
    void whatWasScrolledAwayLongAgoIsNotAskedFor();
    void oneRequestHasSoManyValues();
    void restOfAnAnswerIsAskedFor();
    void rowsThatDoNotComeAreNotAskedForAgain();
    void refusedRowsAreAnErrorAndOthersComeAllTheSame();
    void wantedRowsGoWithTheirPlaces_data();
    void wantedRowsGoWithTheirPlaces();
    void rowsOnTheirWayGoWithTheirPlaces();
};

void tst_RowRequests::rowsOfATurnAreOneRequest()
{
    RowScene scene;
    QVERIFY(scene.opens());
    for (const int row : {700, 20, 21, 701, 22})
        (void)scene.replica.index(row, 0).data();
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked, QStringList(u"0:20+3 0:700+2 display"_s));
    QCOMPARE(scene.replica.index(701, 0).data(), QVariant(u"display 701"_s));
}

void tst_RowRequests::rowsBesideAreAskedFor()
{
    RowScene scene;
    QVERIFY(scene.opens());
    scene.replica.setReadAhead(5);
    QVERIFY(scene.wants(100, 10));
    QVERIFY(scene.wants(2));
    QVERIFY(scene.wants(999'998));
    QVERIFY(scene.wants(98, 12)); // all here, but for two that are read ahead
    // Who reads so many reads them all.
    QVERIFY(scene.wants(1000, 201));
    const QStringList asked{u"0:95+20 display"_s, u"0:0+11 display"_s, u"0:999993+7 display"_s,
        u"0:1000+201 display"_s};
    QCOMPARE(scene.plants.asked, asked);
}

void tst_RowRequests::rowsOnTheirWayAreNotAskedForAgain()
{
    RowScene scene;
    QVERIFY(scene.opens());
    scene.plants.isHolding = true;
    QVERIFY(scene.wants(5, 2));
    QVERIFY(scene.wants(5, 3));
    QVERIFY(scene.wants(9)); // waits: two requests are on their way
    QVERIFY(scene.wants(5, 5));
    QCOMPARE(scene.plants.asked, QStringList({u"0:5+2 display"_s, u"0:7+1 display"_s}));
    scene.plants.release();
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked.size(), 3);
    QCOMPARE(scene.plants.asked.last(), u"0:8+2 display"_s);
}

void tst_RowRequests::onlyRolesThatAreWantedAreAskedFor()
{
    RowScene scene;
    QVERIFY(scene.opens());
    (void)scene.replica.hasChildren(scene.replica.index(7, 0)); // no role at all
    QVERIFY(scene.turns());
    QVERIFY(scene.wants(8, 1, Qt::UserRole));
    QVERIFY(scene.isLoaded(8));
    QVERIFY(!scene.isLoaded(7)); // the other role is not known
    QVERIFY(scene.wants(8, 1, Qt::DisplayRole));
    const QStringList asked{u"0:7+1 display"_s, u"0:8+1 weight"_s, u"0:8+1 display,weight"_s};
    QCOMPARE(scene.plants.asked, asked);
    QVERIFY(scene.isLoaded(8));
}

// A view that scrolls does not need any more what it has passed.
void tst_RowRequests::newestAreAskedForFirst()
{
    RowScene scene;
    QVERIFY(scene.opens());
    scene.plants.isHolding = true;
    QVERIFY(scene.wants(1));
    QVERIFY(scene.wants(3));
    QVERIFY(scene.wants(10'000, 15'000));
    QVERIFY(scene.wants(50'000, 15'000));
    QCOMPARE(scene.plants.asked.size(), 2);
    scene.plants.release();
    QVERIFY(scene.turns());
    scene.plants.release();
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked.mid(2),
        QStringList({u"0:10000+5000 0:50000+15000 display"_s, u"0:15000+10000 display"_s}));
}

void tst_RowRequests::whatWasScrolledAwayLongAgoIsNotAskedFor()
{
    RowScene scene;
    QVERIFY(scene.opens());
    scene.plants.isHolding = true;
    for (int turn = 0; turn < 70; ++turn)
        QVERIFY(scene.wants(10 * turn));
    scene.plants.release();
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked.size(), 3);
    const QStringList asked = scene.plants.asked.last().split(u' ');
    QCOMPARE(asked.size(), 64 + 1);
    QCOMPARE(asked.first(), u"0:60+1"_s);
}

void tst_RowRequests::oneRequestHasSoManyValues()
{
    RowScene scene(1'000'000, 4);
    QVERIFY(scene.opens());
    scene.plants.isHolding = true;
    QVERIFY(scene.wants(0, 12'000));
    const QStringList asked{u"0:0+5000 display"_s, u"0:5000+5000 display"_s};
    QCOMPARE(scene.plants.asked, asked);
    scene.plants.release();
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked.mid(2), QStringList(u"0:10000+2000 display"_s));
}

void tst_RowRequests::restOfAnAnswerIsAskedFor()
{
    RowScene scene;
    QVERIFY(scene.opens());
    scene.plants.answer = [&](const ScriptedModel::Ranges &ranges, const QStringList &roles) {
        return ScriptedModel::Rows{
            scene.plants.block({0, ranges[0].first, std::min(ranges[0].count, 3)}, roles)};
    };
    QVERIFY(scene.wants(10, 7));
    QVERIFY(eventually([&] { return scene.isLoaded(16); }));
    const QStringList asked{u"0:10+7 display"_s, u"0:13+4 display"_s, u"0:16+1 display"_s};
    QCOMPARE(scene.plants.asked, asked);
}

// Until somebody wants them again.
void tst_RowRequests::rowsThatDoNotComeAreNotAskedForAgain()
{
    RowScene scene;
    QVERIFY(scene.opens());
    scene.plants.answer = [](const auto &, const auto &) { return ScriptedModel::Rows(); };
    QVERIFY(scene.wants(10, 7));
    QVERIFY(scene.turns());
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked.size(), 1);
    QVERIFY(scene.wants(12));
    QCOMPARE(scene.plants.asked.size(), 2);
    QCOMPARE(scene.failed.size(), 0);
}

void tst_RowRequests::refusedRowsAreAnErrorAndOthersComeAllTheSame()
{
    RowScene scene;
    QVERIFY(scene.opens());
    scene.plants.isHolding = true;
    for (const int row : {5, 50, 90})
        QVERIFY(scene.wants(row));
    scene.plants.answer = [&](const ScriptedModel::Ranges &ranges, const QStringList &roles) {
        if (ranges[0].first == 5)
            throw Error(7, u"not those"_s);
        return scene.plants.blocks(ranges, roles);
    };
    scene.plants.release();
    QVERIFY(eventually([&] { return scene.plants.asked.size() == 3; }));
    QCOMPARE(scene.plants.asked.last(), u"0:90+1 display"_s);
    QCOMPARE(scene.failed.size(), 1);
    QCOMPARE(scene.replica.lastError().code(), 7);
    scene.plants.release();
    scene.plants.release();
    QVERIFY(eventually([&] { return scene.isLoaded(90); }));
    scene.plants.isHolding = false;
    QVERIFY(scene.wants(5));
    QCOMPARE(scene.plants.asked.size(), 4);
}

void tst_RowRequests::wantedRowsGoWithTheirPlaces_data()
{
    QTest::addColumn<ModelStep>("step");
    QTest::addColumn<QString>("asked");
    const auto addRow = [](const char *name, const ModelStep &step, const QString &asked) {
        QTest::newRow(name) << step << asked;
    };
    addRow("rows inserted before them", {Change::InsertRows, 0, 0, 10}, u"0:710+2"_s);
    addRow("rows inserted between them", {Change::InsertRows, 0, 701, 10}, u"0:700+1 0:711+1"_s);
    addRow("rows removed before them", {Change::RemoveRows, 0, 0, 10}, u"0:690+2"_s);
    addRow("one of them removed", {Change::RemoveRows, 0, 700, 1}, u"0:700+1"_s);
    addRow("one of them moved", {Change::MoveRows, 0, 701, 1, 0, 20}, u"0:20+1 0:701+1"_s);
    addRow(
        "one of them moved into a node", {Change::MoveRows, 0, 701, 1, 5, 2}, u"5:2+1 0:700+1"_s);
    addRow("others moved into a node", {Change::MoveRows, 0, 600, 2, 5, 2}, u"0:698+2"_s);
    addRow("rows moved out of a node", {Change::MoveRows, 5, 0, 2, 0, 100}, u"0:702+2"_s);
    addRow("another layout",
        {.change = Change::ChangeLayout, .count = 1000, .rows = QList<int>{3, 3, 701, 0}},
        u"0:0+1"_s);
}

void tst_RowRequests::wantedRowsGoWithTheirPlaces()
{
    QFETCH(const ModelStep, step);
    QFETCH(const QString, asked);
    RowScene scene(1000);
    scene.plants.answer = [&](const ScriptedModel::Ranges &ranges, const QStringList &roles) {
        ScriptedModel::Rows blocks = scene.plants.blocks(ranges, roles);
        if (ranges.first() == ModelRange{0, 3, 1})
            blocks[0].parents = {{3, {.node = 5, .rows = 4, .columns = 1}}};
        return blocks;
    };
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(3));
    QVERIFY(scene.replica.hasChildren(scene.replica.index(3, 0)));
    scene.plants.isHolding = true;
    QVERIFY(scene.wants(500));
    QVERIFY(scene.wants(502));
    QVERIFY(scene.wants(700, 2));
    scene.plants.answer = [](const auto &, const auto &) { return ScriptedModel::Rows(); };
    Q_EMIT scene.plants.changed({.revision = 1, .steps = {step}});
    scene.plants.release();
    QVERIFY(eventually([&] { return scene.plants.asked.size() == 4; }));
    QCOMPARE(scene.plants.asked.last(), asked + u" display"_s);
    QCOMPARE(scene.failed.size(), 0);
}

void tst_RowRequests::rowsOnTheirWayGoWithTheirPlaces()
{
    RowScene scene;
    QVERIFY(scene.opens());
    scene.plants.isHolding = true;
    QVERIFY(scene.wants(500, 2));
    Q_EMIT scene.plants.changed({.revision = 1, .steps = {{Change::InsertRows, 0, 501, 10}}});
    QVERIFY(scene.wants(500)); // is on its way
    QVERIFY(scene.wants(511));
    QCOMPARE(scene.plants.asked.size(), 1);
    // The answer comes after the change, and has the rows where they are then.
    scene.plants.answer = [&](const auto &, const QStringList &roles) {
        return ScriptedModel::Rows{scene.plants.block({0, 500, 1}, roles)};
    };
    scene.plants.release();
    QVERIFY(eventually([&] { return scene.plants.asked.size() == 2; }));
    QCOMPARE(scene.plants.asked.last(), u"0:511+1 display"_s); // that had not come
}

QTEST_GUILESS_MAIN(tst_RowRequests)

#include "tst_rowrequests.moc"
