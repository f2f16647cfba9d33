// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rowscene.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

// What dataChanged() has told of: rows, and roles if not all.
QString placeOf(const QVariantList &told)
{
    QString text = u"%1-%2"_s.arg(told[0].toModelIndex().row()).arg(told[1].toModelIndex().row());
    for (const int role : told[2].value<QList<int>>())
        text += u' ' + QString::number(role);
    return text;
}

QStringList placesOf(const QSignalSpy &changed)
{
    QStringList places;
    for (const QVariantList &told : changed)
        places.append(placeOf(told));
    return places;
}

} // namespace

// What a remote model tells and keeps of the rows that have come.
class tst_RowAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void changedRowsAreAskedForOnce();
    void ofManyChangedRowsTheLatestAreAskedFor();
    void rowsOfNodesAreAskedForInAnyCase();
    void rowsInUseAreKept();
    void rowsOfOneTurnAreKept();
    void emptyRowIsTold();
    void onlyChangedRowsAreTold();
    void roleThatIsNotKnownIsNotTold();
    void numberThatDoesNotFitItsTypeStays();
    void columnsGoWithTheirFlagsAndValues();
    void headersAreTold();
    void flagsAreTold();
};

void tst_RowAnswers::changedRowsAreAskedForOnce()
{
    RowScene scene;
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(10, 5));
    scene.changed.clear();
    scene.replica.setReadAhead(5);
    Q_EMIT scene.plants.changed({.revision = 1, .changed = {{0, 0, 12}}});
    QVERIFY(scene.turns());
    QVERIFY(scene.turns());
    QVERIFY(scene.wants(15)); // does not ask again for those beside that are known
    const QStringList asked{u"0:10+5 display"_s, u"0:10+2 display"_s, u"0:15+6 display"_s};
    QCOMPARE(scene.plants.asked, asked);
    // A view may show rows that are not known any more; those that are equal to what they were are not told.
    QCOMPARE(placesOf(scene.changed), QStringList({u"0-9"_s, u"15-20"_s}));
}

// Of the others it is told that they have changed; a view that shows them asks.
void tst_RowAnswers::ofManyChangedRowsTheLatestAreAskedFor()
{
    RowScene scene;
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(0, 600));
    QVERIFY(scene.wants(600, 900));
    scene.changed.clear();
    Q_EMIT scene.plants.changed({.revision = 1, .changed = {{0, 0, 1500}}});
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked.size(), 3);
    int asked = 0;
    for (const QString &range : scene.plants.asked.last().split(u' ')) {
        if (range.startsWith(u"0:"))
            asked += range.section(u'+', 1).toInt();
    }
    QCOMPARE(asked, 1000);
    int loaded = 0;
    for (int row = 0; row < 1500; ++row) {
        loaded += scene.isLoaded(row);
        QVERIFY(row < 600 || scene.isLoaded(row));
    }
    QCOMPARE(loaded, 1000);
    QVERIFY(!scene.changed.isEmpty());
}

// Whether they still have children nobody asks, since a view knows that they had.
void tst_RowAnswers::rowsOfNodesAreAskedForInAnyCase()
{
    RowScene scene;
    scene.plants.answer = [&](const ScriptedModel::Ranges &ranges, const QStringList &roles) {
        ScriptedModel::Rows blocks = scene.plants.blocks(ranges, roles);
        if (ranges.first().first == 3)
            blocks[0].parents = {{3, {.node = 5, .rows = 4, .columns = 1}}};
        return blocks;
    };
    scene.replica.setCacheSize(1200);
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(3));
    for (int row = 100; row < 1300; row += 100)
        QVERIFY(scene.wants(row, 100));
    QVERIFY(scene.isLoaded(3));
    Q_EMIT scene.plants.changed({.revision = 1, .changed = {{0, 0, 1300}}}); // too many
    QVERIFY(scene.turns());
    QVERIFY(scene.plants.asked.last().startsWith(u"0:3+1 "_s));
    // Its values are forgotten, its children are not.
    for (int row = 2000; row < 5000; row += 100)
        QVERIFY(scene.wants(row, 100));
    QVERIFY(!scene.isLoaded(3));
    QCOMPARE(scene.replica.rowCount(scene.replica.index(3, 0)), 4);
    scene.plants.asked.clear();
    Q_EMIT scene.plants.changed({.revision = 1, .changed = {{0, 0, 10}}});
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked, QStringList(u"0:3+1 display"_s));
}

void tst_RowAnswers::rowsInUseAreKept()
{
    RowScene scene;
    scene.replica.setCacheSize(500);
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(0, 100));
    for (int row = 1000; row < 3000; row += 100) {
        QVERIFY(scene.wants(0, 100)); // in sight all the time
        QVERIFY(scene.wants(row, 100));
        QVERIFY(row < 1300 || scene.isLoaded(row - 300));
    }
    int loaded = 0;
    for (int row = 0; row < 3000; ++row)
        loaded += scene.isLoaded(row);
    QVERIFY2(loaded >= 500 && loaded <= 625, qPrintable(QString::number(loaded)));
    for (int row = 0; row < 100; ++row)
        QVERIFY(scene.isLoaded(row));
    for (int row = 2700; row < 3000; ++row)
        QVERIFY(scene.isLoaded(row));
    QCOMPARE(scene.plants.asked.size(), 21);
}

// A view that shows more than there is room for would ask for them again and again.
void tst_RowAnswers::rowsOfOneTurnAreKept()
{
    RowScene scene;
    scene.replica.setCacheSize(100);
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(0, 300));
    for (int row = 0; row < 300; ++row)
        QVERIFY(scene.isLoaded(row));
}

// It has come, though it looks as before.
void tst_RowAnswers::emptyRowIsTold()
{
    RowScene scene;
    QVERIFY(scene.opens());
    scene.plants.answer = [&](const ScriptedModel::Ranges &ranges, const QStringList &roles) {
        ModelBlock block{.first = ranges[0].first, .count = 1, .columns = 1};
        for (const QString &role : roles)
            block.values.insert(role, QVariantList{QVariant::fromValue(nullptr)});
        return ScriptedModel::Rows{block};
    };
    QVERIFY(scene.wants(4));
    QCOMPARE(placesOf(scene.changed), QStringList(u"4-4"_s));
    QVERIFY(scene.isLoaded(4));
    QVERIFY(!scene.replica.index(4, 0).data().isValid());
    QVERIFY(scene.wants(4, 1, Qt::UserRole));
    QCOMPARE(placesOf(scene.changed), QStringList({u"4-4"_s, u"4-4"_s}));
}

void tst_RowAnswers::onlyChangedRowsAreTold()
{
    RowScene scene;
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(0, 6));
    QVERIFY(scene.wants(0, 6, Qt::UserRole));
    scene.changed.clear();
    ModelBlock block = scene.plants.block({0, 0, 6}, {u"display"_s, u"weight"_s});
    QVariantList values = block.values[u"weight"_s].toList();
    for (const int row : {1, 2, 5})
        values[row] = 5;
    block.values.insert(u"weight"_s, values);
    Q_EMIT scene.plants.changed({.revision = 1, .values = {block}});
    QVERIFY(scene.turns());
    const QString weight = u' ' + QString::number(Qt::UserRole);
    QCOMPARE(placesOf(scene.changed), QStringList({u"1-2"_s + weight, u"5-5"_s + weight}));
    // The same number of another type is another value.
    scene.changed.clear();
    block.types.insert(u"weight"_s, u"double"_s);
    block.values.remove(u"display"_s);
    block.first = 2;
    block.count = 1;
    block.values.insert(u"weight"_s, QVariantList{5});
    Q_EMIT scene.plants.changed({.revision = 1, .values = {block}});
    QVERIFY(scene.turns());
    QCOMPARE(placesOf(scene.changed), QStringList(u"2-2"_s + weight));
    QCOMPARE(scene.replica.index(2, 0).data(Qt::UserRole), QVariant(5.0));
}

// The values of some columns are not all that a view needs of a role.
void tst_RowAnswers::roleThatIsNotKnownIsNotTold()
{
    RowScene scene(10, 2);
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(0, 3));
    scene.changed.clear();
    Q_EMIT scene.plants.changed({.revision = 1,
        .values = {{.first = 1,
            .count = 1,
            .firstColumn = 1,
            .columns = 1,
            .values = {{u"weight"_s, QVariantList{5}}}}}});
    QVERIFY(scene.turns());
    QCOMPARE(placesOf(scene.changed), QStringList());
    QVERIFY(!scene.replica.index(1, 1).data(Qt::UserRole).isValid());
}

void tst_RowAnswers::numberThatDoesNotFitItsTypeStays()
{
    RowScene scene;
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(0));
    for (const auto &[told, type, is] : {std::tuple{QVariant(5), u"int"_s, QVariant(5)},
             {QVariant(5'000'000'000LL), u"int"_s, QVariant(5'000'000'000LL)},
             {QVariant(-5'000'000'000LL), u"int"_s, QVariant(-5'000'000'000LL)},
             {QVariant(5), u"NoSuchType"_s, QVariant(5LL)}}) {
        Q_EMIT scene.plants.changed({.revision = 1,
            .values = {{.count = 1,
                .columns = 1,
                .values = {{u"display"_s, QVariantList{told}}},
                .types = {{u"display"_s, type}}}}});
        QVERIFY(scene.turns());
        const QVariant value = scene.replica.index(0, 0).data();
        QCOMPARE(value, is);
        QCOMPARE(value.metaType(), is.metaType());
    }
}

// What is known of the others goes on being so.
void tst_RowAnswers::columnsGoWithTheirFlagsAndValues()
{
    RowScene scene(3, 3);
    scene.plants.answer = [&](const ScriptedModel::Ranges &ranges, const QStringList &) {
        return ScriptedModel::Rows{{.first = ranges[0].first,
            .count = 1,
            .columns = 3,
            .values = {{u"display"_s, QVariantList{u"a"_s, u"b"_s, u"c"_s}}},
            .flags = QVariantList{1, 2, 4}}};
    };
    QVERIFY(scene.opens());
    QVERIFY(scene.wants(0));
    Q_EMIT scene.plants.changed({.revision = 1,
        .steps = {{ModelStep::Change::RemoveColumns, 0, 1, 1},
            {ModelStep::Change::MoveColumns, 0, 0, 1, 0, 2}}});
    QVERIFY(scene.turns());
    QCOMPARE(scene.plants.asked.size(), 1);
    QCOMPARE(scene.replica.index(0, 0).data(), QVariant(u"c"_s));
    QCOMPARE(scene.replica.index(0, 1).data(), QVariant(u"a"_s));
    QCOMPARE(scene.replica.index(0, 0).flags(), Qt::ItemFlags(4));
    QCOMPARE(scene.replica.index(0, 1).flags(), Qt::ItemFlags(1));
}

// Of the top level alone, and of all columns.
void tst_RowAnswers::headersAreTold()
{
    RowScene scene(10, 2);
    scene.plants.description.headers = {QVariant::fromValue(nullptr), u"place"_s};
    scene.plants.answer = [&](const ScriptedModel::Ranges &ranges, const QStringList &roles) {
        ScriptedModel::Rows blocks = scene.plants.blocks(ranges, roles);
        blocks[0].headers = QVariantList(ranges[0].count, u"row"_s);
        if (ranges[0].node == 0)
            blocks[0].parents = {{ranges[0].first, {.node = 5, .rows = 4, .columns = 2}}};
        return blocks;
    };
    QVERIFY(scene.opens());
    QCOMPARE(scene.replica.headerData(0, Qt::Horizontal), QVariant(1));
    QCOMPARE(scene.replica.headerData(1, Qt::Horizontal), QVariant(u"place"_s));
    QVERIFY(!scene.replica.headerData(2, Qt::Horizontal).isValid());
    QSignalSpy headers(&scene.replica, &QAbstractItemModel::headerDataChanged);
    QVERIFY(scene.wants(6));
    QCOMPARE(headers.size(), 1);
    (void)scene.replica.index(2, 0, scene.replica.index(6, 0)).data();
    QVERIFY(scene.turns());
    QVERIFY(scene.replica.index(2, 0, scene.replica.index(6, 0)).data().isValid());
    QCOMPARE(headers.size(), 1);
}

void tst_RowAnswers::flagsAreTold()
{
    RowScene scene;
    QVERIFY(scene.opens());
    QCOMPARE(scene.replica.index(1, 0).flags(), Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    QVERIFY(scene.wants(0, 3));
    QCOMPARE(scene.replica.index(1, 0).flags(), Qt::ItemIsEnabled);
    scene.changed.clear();
    ModelBlock block = scene.plants.block({0, 1, 1}, {u"display"_s});
    block.flags = int(Qt::ItemIsSelectable);
    Q_EMIT scene.plants.changed({.revision = 1, .values = {block}});
    QVERIFY(scene.turns());
    QCOMPARE(placesOf(scene.changed), QStringList(u"1-1"_s));
    QCOMPARE(scene.replica.index(1, 0).flags(), Qt::ItemIsSelectable);
}

QTEST_GUILESS_MAIN(tst_RowAnswers)

#include "tst_rowanswers.moc"
