// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "eventually.h"
#include "scriptedmodel.h"
#include "waitfor.h"

#include <websocketrpc/remotemodel.h>

#include <QAbstractItemModelTester>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

using Change = ModelStep::Change;

constexpr int mostRows = 1 << 30;
constexpr int mostColumns = 1 << 16;

// Ten rows of two columns; the fourth row is the node 5 with four rows, and the eighth the node 6 with two.
struct Scene
{
    Scene()
    {
        plants.answer = [this](const ScriptedModel::Ranges &ranges, const QStringList &roles) {
            ScriptedModel::Rows blocks = plants.blocks(ranges, roles);
            for (qsizetype i = 0; i < ranges.size(); ++i) {
                const ModelRange &range = ranges[i];
                for (const auto &[row, node, rows] : {std::tuple{3, 5, 4}, std::tuple{7, 6, 2}}) {
                    if (range.node == 0 && range.first <= row && row < range.first + range.count)
                        blocks[i].parents.append({row, {.node = node, .rows = rows, .columns = 2}});
                }
            }
            if (corrupt)
                corrupt(blocks);
            return blocks;
        };
        plants.exposeOn(pair.right());
    }
    [[nodiscard]] bool opens()
    {
        return eventually([this] { return replica.isSynchronised(); });
    }
    [[nodiscard]] bool knowsTheNodes()
    {
        return opens() && eventually([this] {
            return replica.hasChildren(replica.index(3, 0))
                && replica.hasChildren(replica.index(7, 0));
        });
    }
    [[nodiscard]] bool isGivenUp() // after what has been told until now
    {
        return settles(pair.left().fetchPeerId()) && failed.size() == 1
            && replica.lastError().kind() == Error::Kind::InvalidAnswer
            && !replica.isSynchronised();
    }

    ChannelPair pair{ChannelPair::Kind::InProcess};
    ScriptedModel plants{10, 2};
    std::function<void(ScriptedModel::Rows &blocks)> corrupt;
    RemoteModel replica{&pair.left(), u"plants"_s};
    QAbstractItemModelTester tester{
        &replica, QAbstractItemModelTester::FailureReportingMode::Fatal};
    QSignalSpy failed{&replica, &RemoteModel::failed};
};

// Of the first two rows, as a peer tells it.
ModelBlock twoRows()
{
    return {.first = 0, .count = 2, .columns = 2};
}

} // namespace

// A peer that tells of a model what cannot be.
class tst_HostileModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The model tester of Qt 6.8 tries types of QtGui, which is not there.
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression(u"^(?!Trying to construct an instance of an invalid type)"_s));
    }

    void impossibleModelIsNotOpened_data();
    void impossibleModelIsNotOpened();
    void impossibleStepEndsIt_data();
    void impossibleStepEndsIt();
    void possibleStepIsTaken_data();
    void possibleStepIsTaken();
    void impossibleBlockEndsIt_data();
    void impossibleBlockEndsIt();
    void impossibleAnswerEndsIt_data();
    void impossibleAnswerEndsIt();
    void blockOfTooManyRowsEndsIt();
    void whatIsToldOfOtherRowsIsIgnored();
};

void tst_HostileModels::impossibleModelIsNotOpened_data()
{
    QTest::addColumn<ModelDescription>("description");
    const auto addRow = [](const char *name, const ModelNode &root, int roles, int headers) {
        ModelDescription told{.root = root, .headers = QVariantList(headers, u"a"_s)};
        for (int i = 0; i < roles; ++i)
            told.roles.append({i, QString::number(i)});
        QTest::newRow(name) << told;
    };
    addRow("fewer rows than none", {.rows = -1, .columns = 1}, 1, 0);
    addRow("more rows than there may be", {.rows = mostRows + 1, .columns = 1}, 1, 0);
    addRow("fewer columns than none", {.rows = 1, .columns = -1}, 1, 0);
    addRow("more columns than there may be", {.rows = 1, .columns = mostColumns + 1}, 1, 0);
    addRow("a header without a column", {.rows = 1, .columns = 1}, 1, 2);
    addRow("more roles than there may be", {.rows = 1, .columns = 1}, 65, 0);
}

void tst_HostileModels::impossibleModelIsNotOpened()
{
    QFETCH(const ModelDescription, description);
    Scene scene;
    scene.plants.description = description;
    QVERIFY(eventually([&] { return scene.failed.size() == 1; }));
    QVERIFY(scene.isGivenUp());
    QCOMPARE(scene.replica.rowCount(), 0);
}

void tst_HostileModels::impossibleStepEndsIt_data()
{
    QTest::addColumn<ModelStep>("step");
    const auto addRow = [](const QByteArray &name, const ModelStep &step) {
        QTest::newRow(name) << step;
    };
    const std::tuple<Change, QByteArray, int> inserting[] = {
        {Change::InsertRows, "rows", 10}, {Change::InsertColumns, "columns", 2}};
    for (const auto &[change, what, size] : inserting) {
        addRow(what + " inserted behind the end", {change, 0, size + 1, 1});
        addRow(what + " inserted before the beginning", {change, 0, -1, 1});
        addRow("no " + what + " inserted", {change, 0, 0, 0});
        addRow("fewer " + what + " inserted than none", {change, 0, 0, -1});
    }
    addRow("too many rows inserted", {Change::InsertRows, 0, 0, mostRows - 9});
    addRow("too many columns inserted", {Change::InsertColumns, 0, 0, mostColumns - 1});
    const std::tuple<Change, QByteArray, int> removing[] = {
        {Change::RemoveRows, "rows", 10}, {Change::RemoveColumns, "columns", 2}};
    for (const auto &[change, what, size] : removing) {
        addRow(what + " removed over the end", {change, 0, size - 1, 2});
        addRow(what + " removed behind the end", {change, 0, size, 1});
        addRow(what + " removed before the beginning", {change, 0, -1, 1});
        addRow("no " + what + " removed", {change, 0, 0, 0});
        addRow("fewer " + what + " removed than none", {change, 0, 1, -1});
    }
    const std::tuple<Change, QByteArray, int> moving[] = {
        {Change::MoveRows, "rows", 10}, {Change::MoveColumns, "columns", 2}};
    for (const auto &[change, what, size] : moving) {
        addRow(what + " moved to where they are", {change, 0, 1, 1, 0, 1});
        addRow(what + " moved behind themselves", {change, 0, 0, 1, 0, 1});
        addRow(what + " moved behind the end", {change, 0, 0, 1, 0, size + 1});
        addRow(what + " moved before the beginning", {change, 0, 1, 1, 0, -1});
        addRow(what + " moved from behind the end", {change, 0, size - 1, 2, 0, 0});
        addRow(what + " moved to nowhere", {change, 0, 1, 1, 0});
    }
    addRow("rows moved into themselves", {Change::MoveRows, 0, 0, 3, 0, 2});
    addRow("a row moved into its own node", {Change::MoveRows, 0, 3, 1, 5, 0});
    addRow("rows moved into the node of one of them", {Change::MoveRows, 0, 2, 3, 5, 0});
    addRow("rows moved behind the end of a node", {Change::MoveRows, 0, 0, 1, 5, 5});
    addRow("rows moved before a node", {Change::MoveRows, 0, 0, 1, 5, -1});
    addRow("rows moved from behind the end of a node", {Change::MoveRows, 5, 3, 2, 0, 0});
    addRow("rows moved from behind the end to an unknown node", {Change::MoveRows, 0, 9, 2, 99, 0});
    addRow("unknown rows moved behind the end", {Change::MoveRows, 99, 0, 1, 0, 11});
    addRow("too many unknown rows moved", {Change::MoveRows, 99, 0, mostRows - 9, 0, 0});
    const auto layout = [](int count, const QList<int> &rows) {
        return ModelStep{.change = Change::ChangeLayout, .count = count, .rows = rows};
    };
    addRow("a layout of fewer rows", layout(9, {0, 1, 1, 0}));
    addRow("a layout of more rows", layout(11, {0, 1, 1, 0}));
    addRow("a layout with half a pair", layout(10, {0, 1, 1}));
    addRow("a layout of a row behind the end", layout(10, {10, 1}));
    addRow("a layout of a row before the beginning", layout(10, {-1, 1}));
    addRow("a layout with a place behind the end", layout(10, {1, 10}));
    addRow("a layout with two places of a row", layout(10, {1, 2, 1, 3}));
    addRow("a layout with two rows at a place", layout(10, {1, 2, 3, 2}));
    const auto children = [](int row, const std::optional<ModelNode> &child) {
        return ModelStep{.change = Change::AddChildren, .first = row, .count = 1, .child = child};
    };
    addRow("children of a row behind the end", children(10, ModelNode{9, 1, 1}));
    addRow("children without a node", children(1, {}));
    addRow("children that are the root", children(1, ModelNode{0, 1, 1}));
    addRow("children with a number below that", children(1, ModelNode{-1, 1, 1}));
    addRow("children that are another node", children(1, ModelNode{5, 4, 2}));
    addRow("fewer children than none", children(1, ModelNode{9, -1, 1}));
    addRow("too many children", children(1, ModelNode{9, mostRows + 1, 1}));
    addRow("children with fewer columns than none", children(1, ModelNode{9, 1, -1}));
    addRow("children with too many columns", children(1, ModelNode{9, 1, mostColumns + 1}));
}

void tst_HostileModels::impossibleStepEndsIt()
{
    QFETCH(const ModelStep, step);
    Scene scene;
    QVERIFY(scene.knowsTheNodes());
    Q_EMIT scene.plants.changed({.revision = 1, .steps = {step}});
    QVERIFY(scene.isGivenUp());
    QCOMPARE(scene.replica.rowCount(), 10);
    QCOMPARE(scene.replica.columnCount(), 2);
    QCOMPARE(scene.replica.rowCount(scene.replica.index(3, 0)), 4);
    // What is told later comes too late.
    Q_EMIT scene.plants.changed({.revision = 2, .steps = {{Change::RemoveRows, 0, 0, 1}}});
    QVERIFY(scene.isGivenUp());
    QCOMPARE(scene.replica.rowCount(), 10);
}

// As close to the end as it gets.
void tst_HostileModels::possibleStepIsTaken_data()
{
    QTest::addColumn<ModelStep>("step");
    QTest::addColumn<int>("rows");
    QTest::newRow("rows inserted at the end") << ModelStep{Change::InsertRows, 0, 10, 2} << 12;
    QTest::newRow("the last rows removed") << ModelStep{Change::RemoveRows, 0, 8, 2} << 8;
    QTest::newRow("all rows removed") << ModelStep{Change::RemoveRows, 0, 0, 10} << 0;
    QTest::newRow("rows moved to the end") << ModelStep{Change::MoveRows, 0, 0, 2, 0, 10} << 10;
    QTest::newRow("the last rows moved") << ModelStep{Change::MoveRows, 0, 8, 2, 0, 0} << 10;
    QTest::newRow("rows moved to the end of a node")
        << ModelStep{Change::MoveRows, 0, 4, 2, 5, 4} << 8;
    QTest::newRow("a node moved into another") << ModelStep{Change::MoveRows, 0, 3, 1, 6, 2} << 9;
    QTest::newRow("rows moved to an unknown node")
        << ModelStep{Change::MoveRows, 0, 8, 2, 99, 0} << 8;
    QTest::newRow("rows moved from an unknown node")
        << ModelStep{Change::MoveRows, 99, 0, 2, 0, 10} << 12;
    QTest::newRow("rows moved between unknown nodes")
        << ModelStep{Change::MoveRows, 99, 0, 2, 98, 1000} << 10;
    QTest::newRow("rows of an unknown node") << ModelStep{Change::RemoveRows, 99, 50, 2} << 10;
    QTest::newRow("a layout") << ModelStep{.change = Change::ChangeLayout,
        .count = 10,
        .rows = QList<int>{9, 0, 0, 9}}
                              << 10;
}

void tst_HostileModels::possibleStepIsTaken()
{
    QFETCH(const ModelStep, step);
    QFETCH(const int, rows);
    Scene scene;
    QVERIFY(scene.knowsTheNodes());
    scene.plants.answer = [](const auto &, const auto &) { return ScriptedModel::Rows(); };
    Q_EMIT scene.plants.changed({.revision = 1, .steps = {step}});
    QVERIFY(settles(scene.pair.left().fetchPeerId()));
    QCOMPARE(scene.failed.size(), 0);
    QVERIFY(scene.replica.isSynchronised());
    QCOMPARE(scene.replica.rowCount(), rows);
}

void tst_HostileModels::impossibleBlockEndsIt_data()
{
    QTest::addColumn<ModelBlock>("block");
    const auto addRow = [](const char *name, auto &&change) {
        ModelBlock block = twoRows();
        change(block);
        QTest::newRow(name) << block;
    };
    addRow("rows before the beginning", [](ModelBlock &block) { block.first = -1; });
    addRow("fewer rows than none", [](ModelBlock &block) { block.count = -1; });
    addRow("rows over the end", [](ModelBlock &block) { block.first = 9; });
    addRow("rows behind the end", [](ModelBlock &block) { block.first = 11; });
    addRow("columns before the beginning", [](ModelBlock &block) { block.firstColumn = -1; });
    addRow("fewer columns than none", [](ModelBlock &block) { block.columns = -1; });
    addRow("columns over the end", [](ModelBlock &block) { block.firstColumn = 1; });
    addRow("columns behind the end", [](ModelBlock &block) {
        block.firstColumn = 3;
        block.columns = 0;
    });
    addRow("too few values", [](ModelBlock &block) {
        block.values.insert(u"display"_s, QVariantList{1, 2, 3});
    });
    addRow("too many values", [](ModelBlock &block) {
        block.values.insert(u"display"_s, QVariantList{1, 2, 3, 4, 5});
    });
    addRow("too few types", [](ModelBlock &block) {
        block.values.insert(u"display"_s, QVariantList{1, 2, 3, 4});
        block.types.insert(u"display"_s, QVariantList{u"int"_s});
    });
    addRow("too few flags", [](ModelBlock &block) { block.flags = QVariantList{1, 2, 3}; });
    addRow("too few headers", [](ModelBlock &block) { block.headers = {u"a"_s}; });
    addRow("too many headers", [](ModelBlock &block) { block.headers = {u"a"_s, {}, {}}; });
}

void tst_HostileModels::impossibleBlockEndsIt()
{
    QFETCH(const ModelBlock, block);
    Scene scene;
    QVERIFY(scene.knowsTheNodes());
    Q_EMIT scene.plants.changed({.revision = 1, .values = {block}});
    QVERIFY(scene.isGivenUp());
}

void tst_HostileModels::impossibleAnswerEndsIt_data()
{
    impossibleBlockEndsIt_data();
    const auto addRow = [](const char *name, auto &&change) {
        ModelBlock block = twoRows();
        change(block);
        QTest::newRow(name) << block;
    };
    addRow("not all columns", [](ModelBlock &block) { block.columns = 1; });
    addRow("children of another row", [](ModelBlock &block) {
        block.parents = {{2, ModelNode{9, 1, 1}}};
    });
    addRow("children of a row before the beginning", [](ModelBlock &block) {
        block.parents = {{-1, ModelNode{9, 1, 1}}};
    });
    addRow("children that are the root", [](ModelBlock &block) {
        block.parents = {{0, ModelNode{0, 1, 1}}};
    });
    addRow("two rows with the same children", [](ModelBlock &block) {
        block.parents = {{0, ModelNode{9, 1, 1}}, {1, ModelNode{9, 1, 1}}};
    });
}

void tst_HostileModels::impossibleAnswerEndsIt()
{
    QFETCH(const ModelBlock, block);
    Scene scene;
    scene.corrupt = [block](ScriptedModel::Rows &blocks) { blocks.append(block); };
    QVERIFY(scene.opens());
    (void)scene.replica.index(0, 0).data();
    QVERIFY(eventually([&] { return scene.failed.size() == 1; }));
    QVERIFY(scene.isGivenUp());
}

// It would fill the memory without a value in it.
void tst_HostileModels::blockOfTooManyRowsEndsIt()
{
    constexpr int mostRowsOfBlock = 20'000;
    for (const int rows : {mostRowsOfBlock, mostRowsOfBlock + 1}) {
        const ChannelPair pair(ChannelPair::Kind::InProcess);
        ScriptedModel plants(mostRows);
        plants.exposeOn(pair.right());
        RemoteModel replica(&pair.left(), u"plants"_s);
        QSignalSpy failed(&replica, &RemoteModel::failed);
        QVERIFY(eventually([&] { return replica.isSynchronised(); }));
        QSignalSpy changed(&replica, &QAbstractItemModel::dataChanged);
        Q_EMIT plants.changed({.revision = 1,
            .values = {{.first = 5, .count = rows, .columns = 1}},
            .changed = {{0, 0, mostRows}}}); // which needs no memory
        QVERIFY(settles(pair.left().fetchPeerId()));
        QCOMPARE(replica.isSynchronised(), rows == mostRowsOfBlock);
        QCOMPARE(failed.size(), rows == mostRowsOfBlock ? 0 : 1);
        if (rows == mostRowsOfBlock)
            QCOMPARE(changed.last().at(1).toModelIndex().row(), mostRows - 1);
    }
}

void tst_HostileModels::whatIsToldOfOtherRowsIsIgnored()
{
    Scene scene;
    QVERIFY(scene.knowsTheNodes());
    // All rows have come.
    QVERIFY(eventually([&] { return scene.pair.left().statistics().pendingCalls == 0; }));
    QSignalSpy changed(&scene.replica, &QAbstractItemModel::dataChanged);
    Q_EMIT scene.plants.changed({.revision = 1,
        .values = {{.node = 99, .first = 0, .count = 2, .columns = 2}},
        .changed = {{99, 0, 1}, {0, 9, 2}, {0, -1, 1}, {0, 0, -1}, {5, 4, 1}}});
    QVERIFY(settles(scene.pair.left().fetchPeerId()));
    QCOMPARE(scene.failed.size(), 0);
    QVERIFY(scene.replica.isSynchronised());
    QCOMPARE(changed.size(), 0);
}

QTEST_GUILESS_MAIN(tst_HostileModels)

#include "tst_hostilemodels.moc"
