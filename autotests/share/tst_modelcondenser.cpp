// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelcondenser_p.h"

#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

using Change = ModelStep::Change;

struct Row
{
    int id = 0; // 0 for one that is not known
    int version = 0;

    friend bool operator==(const Row &, const Row &) = default;
};
using Rows = std::vector<Row>;
using Nodes = std::vector<Rows>;

// New rows are made by `make`.
template<typename F>
void apply(Nodes &nodes, const ModelStep &step, F &&make)
{
    Rows &rows = nodes[std::size_t(step.node)];
    const auto first = rows.begin() + step.first;
    switch (step.change) {
    case Change::InsertRows: {
        Rows added(std::size_t(step.count));
        std::ranges::generate(added, make);
        rows.insert(first, added.begin(), added.end());
        return;
    }
    case Change::RemoveRows:
        rows.erase(first, first + step.count);
        return;
    case Change::MoveRows: {
        const Rows moved(first, first + step.count);
        rows.erase(first, first + step.count);
        Rows &target = nodes[std::size_t(*step.toNode)];
        const bool isBehind = &target == &rows && *step.to > step.first;
        target.insert(
            target.begin() + *step.to - (isBehind ? step.count : 0), moved.begin(), moved.end());
        return;
    }
    case Change::ChangeLayout: {
        const Rows before = std::exchange(rows, Rows(rows.size()));
        for (qsizetype i = 0; i < step.rows->size(); i += 2)
            rows[std::size_t(step.rows->at(i + 1))] = before[std::size_t(step.rows->at(i))];
        return;
    }
    default:
        return;
    }
}

// A peer, which asks for rows that it does not know.
class Replica
{
public:
    explicit Replica(const Nodes &nodes) : m_nodes(nodes) { }

    void apply(const ModelChanges &changes)
    {
        if (changes.reset) {
            m_isReset = true;
            return;
        }
        for (const ModelStep &step : changes.steps)
            ::apply(m_nodes, step, [] { return Row(); });
        for (const ModelBlock &block : changes.values)
            forget(block.node, block.first, block.count);
        for (const ModelRange &range : changes.changed)
            forget(range.node, range.first, range.count);
    }

    // Whether it takes no row for another, nor knows what is not true any more.
    [[nodiscard]] bool fits(const Nodes &source) const
    {
        if (m_isReset)
            return true;
        return std::ranges::equal(m_nodes, source, [](const Rows &left, const Rows &right) {
            return std::ranges::equal(left, right,
                [](const Row &known, const Row &row) { return known.id == 0 || known == row; });
        });
    }

    int refetch(const Nodes &source)
    {
        int known = 0;
        for (const Rows &rows : m_nodes)
            known += int(std::ranges::count_if(rows, [](const Row &row) { return row.id != 0; }));
        m_nodes = source;
        m_isReset = false;
        return known;
    }

private:
    void forget(ModelNodeId node, int first, int count)
    {
        Rows &rows = m_nodes[std::size_t(node)];
        for (int row = first; row < first + count; ++row)
            rows.at(std::size_t(row)) = {};
    }

    Nodes m_nodes;
    bool m_isReset = false;
};

// A model whose nodes are all there from the start.
class Source
{
public:
    Source(std::size_t nodeCount, quint32 seed) : random(seed)
    {
        nodes.resize(nodeCount);
        for (Rows &rows : nodes) {
            rows.resize(5);
            std::ranges::generate(rows, [this] { return newRow(); });
        }
    }

    ModelChanges change(int steps)
    {
        ModelChanges changes{.revision = ++m_revision};
        for (; steps > 0; --steps) {
            std::optional<ModelStep> step = randomStep();
            if (!step)
                continue;
            apply(nodes, *step, [this] { return newRow(); });
            if (step->rows) // it is told where half of them are
                step->rows->resize(step->rows->size() / 4 * 2);
            changes.steps.append(*step);
        }
        for (int i = random.bounded(3); i > 0; --i)
            changeRows(changes);
        return changes;
    }

    QRandomGenerator random;
    Nodes nodes;

private:
    Row newRow() { return {++m_latestId, 0}; }

    void changeRows(ModelChanges &changes)
    {
        const ModelNodeId node = random.bounded(qint64(nodes.size()));
        Rows &rows = nodes[std::size_t(node)];
        if (rows.empty())
            return;
        const int first = random.bounded(int(rows.size()));
        const int count = 1 + random.bounded(int(rows.size()) - first);
        for (int row = first; row < first + count; ++row)
            ++rows[std::size_t(row)].version;
        if (random.bounded(2) == 0)
            changes.values.append({.node = node, .first = first, .count = count});
        else
            changes.changed.append({node, first, count});
    }

    std::optional<ModelStep> randomStep()
    {
        const ModelNodeId node = random.bounded(qint64(nodes.size()));
        const int rows = int(nodes[std::size_t(node)].size());
        const int kind = random.bounded(4);
        if (kind == 0)
            return ModelStep{
                Change::InsertRows, node, random.bounded(rows + 1), 1 + random.bounded(3)};
        if (rows == 0)
            return {};
        const int first = random.bounded(rows);
        const int count = 1 + random.bounded(std::min(3, rows - first));
        if (kind == 1)
            return ModelStep{Change::RemoveRows, node, first, count};
        if (kind == 2)
            return randomMove(node, first, count);
        return layout(node, rows);
    }

    std::optional<ModelStep> randomMove(ModelNodeId node, int first, int count)
    {
        const ModelNodeId target =
            random.bounded(2) == 0 ? node : ModelNodeId(random.bounded(qint64(nodes.size())));
        const int to = random.bounded(int(nodes[std::size_t(target)].size()) + 1);
        if (target == node && to >= first && to <= first + count)
            return {};
        return ModelStep{Change::MoveRows, node, first, count, target, to};
    }

    ModelStep layout(ModelNodeId node, int rows)
    {
        std::vector<int> places(std::size_t(rows), 0);
        std::iota(places.begin(), places.end(), 0);
        std::ranges::shuffle(places, random);
        QList<int> pairs;
        for (int row = 0; row < rows; ++row)
            pairs << row << places[std::size_t(row)];
        return {Change::ChangeLayout, node, 0, rows, {}, {}, pairs};
    }

    qint64 m_revision = 0;
    int m_latestId = 0;
};

} // namespace

// Changes that are held for a peer.
class tst_ModelCondenser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void condensedChangesSayNothingWrong_data();
    void condensedChangesSayNothingWrong();
    void fewChangesStayExact();
    void manyChangesAreFew();
    void valuesMoveWithTheirRows();
    void newestValuesRemain();
    void valuesOfOtherColumnsRemain();
    void newestHeadersRemain();
    void changeOfColumnsBecomesAReset();
    void changesOfManyNodesBecomeAReset();
    void resetIsAll();
    void newNodeIsAskedFor();
};

void tst_ModelCondenser::condensedChangesSayNothingWrong_data()
{
    QTest::addColumn<int>("nodes");
    QTest::addColumn<int>("most"); // changes in one
    QTest::newRow("a list") << 1 << 5;
    QTest::newRow("a list, held for long") << 1 << 100;
    QTest::newRow("a tree") << 5 << 10;
    QTest::newRow("a tree, held for long") << 5 << 100;
    QTest::newRow("a large tree") << 80 << 300;
}

void tst_ModelCondenser::condensedChangesSayNothingWrong()
{
    QFETCH(const int, nodes);
    QFETCH(const int, most);
    Source source(std::size_t(nodes), 5);
    Replica replica(source.nodes);
    for (int round = 0; round < 100; ++round) {
        ModelChanges all = source.change(3);
        for (int later = source.random.bounded(most); later > 0; --later)
            append(all, source.change(source.random.bounded(3)));
        replica.apply(all);
        QVERIFY2(replica.fits(source.nodes), qPrintable(QString::number(round)));
        replica.refetch(source.nodes);
    }
}

// As if each had been applied by itself.
void tst_ModelCondenser::fewChangesStayExact()
{
    Source source(3, 9);
    Replica all(source.nodes);
    Replica joined(source.nodes);
    for (int round = 0; round < 300; ++round) {
        ModelChanges changes;
        for (int i = 0; i < 8; ++i) {
            const ModelChanges later = source.change(2);
            all.apply(later);
            append(changes, later);
        }
        QVERIFY(changes.steps.size() <= 16);
        joined.apply(changes);
        QCOMPARE(joined.refetch(source.nodes), all.refetch(source.nodes));
    }
}

void tst_ModelCondenser::manyChangesAreFew()
{
    Source source(4, 2);
    ModelChanges all;
    for (int i = 0; i < 5000; ++i) {
        append(all, source.change(2));
        QVERIFY(!all.reset);
        QVERIFY(all.steps.size() <= 32 + 2);
        QVERIFY(all.values.size() + all.changed.size() <= 64);
    }
}

void tst_ModelCondenser::valuesMoveWithTheirRows()
{
    ModelChanges all{.values = {{.node = 1, .first = 3, .count = 2}}};
    append(all, {.values = {{.node = 1, .first = 4, .count = 1}}});
    QCOMPARE(all.values.size(), 2);
    append(all, {.steps = {{Change::InsertRows, 1, 4, 10}}});
    QVERIFY(all.values.isEmpty());
    const QList<ModelRange> changed = {{1, 3, 1}, {1, 14, 1}};
    QCOMPARE(all.changed, changed);
}

void tst_ModelCondenser::newestValuesRemain()
{
    const auto block = [](int first, int count, const QStringList &roles, int value) {
        QVariantMap values;
        for (const QString &role : roles)
            values.insert(role, QVariantList(count, value));
        return ModelChanges{
            .values = {{.node = 1, .first = first, .count = count, .values = values}}};
    };
    ModelChanges all = block(3, 2, {u"a"_s}, 1);
    append(all, block(5, 1, {u"a"_s}, 2));
    append(all, block(4, 1, {u"a"_s}, 3)); // not of all rows
    append(all, block(5, 1, {u"b"_s}, 4)); // of another role
    QCOMPARE(all.values.size(), 4);
    append(all, block(3, 3, {u"a"_s}, 5));
    QCOMPARE(all.values.size(), 2);
    QCOMPARE(all.values[0], block(5, 1, {u"b"_s}, 4).values[0]);
    QCOMPARE(all.values[1], block(3, 3, {u"a"_s}, 5).values[0]);
}

void tst_ModelCondenser::valuesOfOtherColumnsRemain()
{
    const auto block = [](int firstColumn, int columns) {
        return ModelChanges{.values = {{.node = 1,
                                .first = 3,
                                .count = 1,
                                .firstColumn = firstColumn,
                                .columns = columns,
                                .values = {{u"a"_s, QVariantList(columns, 1)}}}}};
    };
    ModelChanges all = block(1, 2);
    append(all, block(3, 1)); // behind
    append(all, block(0, 2)); // in front, and one of the same
    QCOMPARE(all.values.size(), 3);
    append(all, block(1, 3));
    QCOMPARE(all.values.size(), 2);
    QCOMPARE(all.values[0], block(0, 2).values[0]);
    QCOMPARE(all.values[1], block(1, 3).values[0]);
}

void tst_ModelCondenser::newestHeadersRemain()
{
    ModelChanges all{.headers = QVariantList{1}};
    append(all, {.revision = 4});
    QCOMPARE(all.headers, QVariantList{1});
    QCOMPARE(all.revision, 4);
    append(all, {.headers = QVariantList{2}});
    QCOMPARE(all.headers, QVariantList{2});
}

void tst_ModelCondenser::changeOfColumnsBecomesAReset()
{
    ModelChanges all{.steps = {{Change::InsertColumns, 0, 0, 1}}};
    append(all, {.steps = {{Change::InsertRows, 0, 0, 1}}});
    QVERIFY(!all.reset); // there are few
    for (int i = 0; i < 31; ++i)
        append(all, {.revision = i, .steps = {{Change::InsertRows, 0, 0, 1}}});
    const ModelChanges reset{.revision = 30, .reset = true};
    QCOMPARE(all, reset);
}

void tst_ModelCondenser::changesOfManyNodesBecomeAReset()
{
    ModelChanges all;
    for (int node = 0; node < 64; ++node)
        append(all, {.steps = {{Change::InsertRows, node, 0, 1}}});
    QVERIFY(!all.reset);
    append(all, {.steps = {{Change::InsertRows, 64, 0, 1}}});
    QVERIFY(all.reset);

    all = {};
    for (int node = 0; node < 64; ++node)
        append(all, {.changed = {{node, 0, 1}}});
    QVERIFY(!all.reset);
    append(all, {.changed = {{64, 0, 1}}});
    QVERIFY(all.reset);
}

void tst_ModelCondenser::resetIsAll()
{
    ModelChanges all{.steps = {{Change::InsertRows, 0, 0, 1}}};
    append(all, {.revision = 3, .reset = true});
    append(
        all, {.revision = 4, .steps = {{Change::InsertRows, 0, 0, 1}}, .headers = QVariantList()});
    const ModelChanges reset{.revision = 4, .reset = true};
    QCOMPARE(all, reset);
}

void tst_ModelCondenser::newNodeIsAskedFor()
{
    ModelChanges all{.steps = {{Change::AddChildren, 0, 50, 1, {}, {}, {}, ModelNode{7, 1, 1}}}};
    for (int i = 0; i < 40; ++i)
        append(all, {.steps = {{Change::InsertRows, 0, 2, 1}}});
    QVERIFY(all.steps.size() < 32);
    const QList<ModelRange> changed = {{0, 90, 1}};
    QCOMPARE(all.changed, changed);
}

QTEST_GUILESS_MAIN(tst_ModelCondenser)

#include "tst_modelcondenser.moc"
