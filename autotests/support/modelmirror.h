// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelchanges_p.h"

#include <QAbstractItemModel>

#include <algorithm>
#include <map>
#include <vector>

// What a peer knows of a model by the messages alone, kept as simply as it can be.
class ModelMirror
{
public:
    struct Row
    {
        bool isKnown = false;
        std::map<QString, QVariantList> values = {}; // by role, of each column
        QVariantList flags = {};
        QVariant header = {};
        WebSocketRpc::ModelNodeId child = 0; // or 0
    };
    struct Node
    {
        int columns = 0;
        bool hasMore = false;
        std::vector<Row> rows = {};
    };

    void open(const WebSocketRpc::ModelDescription &told)
    {
        description = told;
        revision = told.revision;
        isReset = false;
        nodes.clear();
        add(told.root);
    }

    void apply(const WebSocketRpc::ModelChanges &changes)
    {
        revision = changes.revision;
        isReset |= changes.reset;
        if (isReset)
            return;
        for (const WebSocketRpc::ModelStep &step : changes.steps)
            apply(step);
        if (changes.headers)
            description.headers = *changes.headers;
        for (const WebSocketRpc::ModelBlock &block : changes.values)
            apply(block, false);
        for (const WebSocketRpc::ModelRange &range : changes.changed) {
            for (Row *row : rowsOf(range.node, range.first, range.count))
                row->isKnown = false;
        }
    }

    // The answer to a request for all roles, or what is told of some that have changed.
    void apply(const WebSocketRpc::ModelBlock &block, bool isAnswer = true)
    {
        if (isReset)
            return;
        const auto rows = rowsOf(block.node, block.first, block.count);
        if (rows.empty())
            return;
        const int columns = block.columns;
        for (int i = 0; i < int(rows.size()); ++i) {
            Row &row = *rows[std::size_t(i)];
            row.isKnown |= isAnswer;
            if (!row.isKnown)
                continue; // of some columns alone it is not
            for (const auto &[role, values] : block.values.asKeyValueRange())
                replace(
                    row.values[role], block.firstColumn, values.toList().mid(i * columns, columns));
            const bool haveOne = block.flags.metaType().id() != QMetaType::QVariantList;
            replace(row.flags, block.firstColumn,
                haveOne ? QVariantList(columns, block.flags)
                        : block.flags.toList().mid(i * columns, columns));
            row.header = block.headers.value(i);
            const auto child =
                std::ranges::find(block.parents, block.first + i, &WebSocketRpc::ModelChild::row);
            setChild(row, child == block.parents.end() ? WebSocketRpc::ModelNode() : child->node);
        }
    }

    static void replace(QVariantList &all, int first, const QVariantList &some)
    {
        all.resize(std::max(all.size(), first + some.size()));
        std::ranges::copy(some, all.begin() + first);
    }

    // All rows of which it does not know the values, up to a number.
    [[nodiscard]] QList<WebSocketRpc::ModelRange> unknownRows(qsizetype most = 1000) const
    {
        QList<WebSocketRpc::ModelRange> ranges;
        for (const auto &[id, node] : nodes) {
            for (std::size_t row = 0; row < node.rows.size(); ++row) {
                if (!node.rows[row].isKnown && ranges.size() < most)
                    ranges.append({id, int(row), 1});
            }
        }
        return ranges;
    }

    // The first difference from a model of which all rows are known; empty if there is none.
    [[nodiscard]] QString difference(const QAbstractItemModel &model,
        const QModelIndex &parent = {}, WebSocketRpc::ModelNodeId id = 0) const
    {
        const Node &node = nodes.at(id);
        const QString where = QStringLiteral("node %1").arg(id);
        if (int(node.rows.size()) != model.rowCount(parent))
            return QStringLiteral("%1: %2 rows, not %3")
                .arg(where)
                .arg(node.rows.size())
                .arg(model.rowCount(parent));
        if (node.columns != model.columnCount(parent))
            return where + QStringLiteral(": the number of columns");
        for (int column = 0; id == 0 && column < node.columns; ++column) {
            if (!isSame(
                    description.headers.value(column), model.headerData(column, Qt::Horizontal)))
                return QStringLiteral("the header of column %1").arg(column);
        }
        for (int row = 0; row < int(node.rows.size()); ++row) {
            const Row &known = node.rows[std::size_t(row)];
            const QModelIndex index = model.index(row, 0, parent);
            const QString problem = difference(model, known, row, parent);
            if (!problem.isEmpty())
                return QStringLiteral("%1, row %2: %3").arg(where).arg(row).arg(problem);
            if (known.child != 0) {
                const QString below = difference(model, index, known.child);
                if (!below.isEmpty())
                    return below;
            }
        }
        return {};
    }

    WebSocketRpc::ModelDescription description;
    qint64 revision = 0;
    bool isReset = false;
    bool comparesRowHeaders = true;
    std::map<WebSocketRpc::ModelNodeId, Node> nodes;

private:
    using Step = WebSocketRpc::ModelStep;

    [[nodiscard]] QString difference(const QAbstractItemModel &model, const Row &row, int number,
        const QModelIndex &parent) const
    {
        if (!row.isKnown)
            return QStringLiteral("it is not known");
        for (const WebSocketRpc::ModelRole &role : description.roles) {
            const auto values = row.values.find(role.name);
            if (values == row.values.end())
                continue;
            for (int column = 0; column < model.columnCount(parent); ++column) {
                const QVariant value = model.index(number, column, parent).data(role.role);
                if (!isSame(values->second.value(column), value))
                    return QStringLiteral("%1, column %2: %3, not %4")
                        .arg(role.name)
                        .arg(column)
                        .arg(values->second.value(column).toString(), value.toString());
            }
        }
        if (row.values.empty())
            return QStringLiteral("it has no values");
        constexpr auto mask = ~(Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled);
        for (int column = 0; column < model.columnCount(parent); ++column) {
            auto flags = model.flags(model.index(number, column, parent)) & mask;
            if (!description.writable)
                flags &= ~(Qt::ItemIsEditable | Qt::ItemIsUserCheckable);
            if (row.flags.value(column).toInt() != int(flags))
                return QStringLiteral("the flags of column %1").arg(column);
        }
        const QModelIndex first = model.index(number, 0, parent);
        if ((row.child != 0) != model.hasChildren(first))
            return QStringLiteral("whether it has children");
        const QVariant header = row.header.isNull() ? QVariant(number + 1) : row.header;
        if (comparesRowHeaders && !parent.isValid()
            && !isSame(header, model.headerData(number, Qt::Vertical)))
            return QStringLiteral("header %1").arg(header.toString());
        return {};
    }

    // A message may tell a value as another type, which a peer converts.
    static bool isSame(const QVariant &left, const QVariant &right)
    {
        return left == right || (!left.isNull() && left.toString() == right.toString());
    }

    void add(const WebSocketRpc::ModelNode &told)
    {
        nodes[told.node] = {told.columns, told.hasMore, std::vector<Row>(std::size_t(told.rows))};
    }

    void setChild(Row &row, const WebSocketRpc::ModelNode &told)
    {
        if (row.child == told.node)
            return;
        forgetChild(row);
        row.child = told.node;
        if (told.node != 0)
            add(told);
    }

    void forgetChild(const Row &row)
    {
        if (row.child == 0)
            return;
        const auto below = nodes.extract(row.child);
        if (below.empty())
            return;
        for (const Row &inner : below.mapped().rows)
            forgetChild(inner);
    }

    [[nodiscard]] std::vector<Row *> rowsOf(WebSocketRpc::ModelNodeId id, int first, int count)
    {
        std::vector<Row *> rows;
        const auto node = nodes.find(id);
        if (node == nodes.end())
            return rows;
        for (int row = first; row < first + count; ++row)
            rows.push_back(&node->second.rows.at(std::size_t(row)));
        return rows;
    }

    void apply(const Step &step)
    {
        const auto entry = nodes.find(step.node);
        if (step.change == Step::Change::MoveRows)
            return move(step);
        if (entry == nodes.end())
            return;
        std::vector<Row> &rows = entry->second.rows;
        const auto first = std::next(rows.begin(), isOfColumns(step) ? 0 : step.first);
        switch (step.change) {
        case Step::Change::InsertRows:
            rows.insert(first, std::size_t(step.count), Row());
            return;
        case Step::Change::RemoveRows:
            std::for_each(first, first + step.count, [&](const Row &row) { forgetChild(row); });
            rows.erase(first, first + step.count);
            return;
        case Step::Change::ChangeLayout:
            return changeLayout(rows, *step.rows);
        case Step::Change::AddChildren:
            return setChild(*first, *step.child);
        default:
            return changeColumns(entry->second, step);
        }
    }

    static bool isOfColumns(const Step &step)
    {
        return step.change == Step::Change::InsertColumns
            || step.change == Step::Change::RemoveColumns
            || step.change == Step::Change::MoveColumns;
    }

    void move(const Step &step)
    {
        const auto from = nodes.find(step.node);
        const auto target = nodes.find(*step.toNode);
        std::vector<Row> moved(std::size_t(step.count));
        if (from != nodes.end()) {
            const auto first = from->second.rows.begin() + step.first;
            std::move(first, first + step.count, moved.begin());
            from->second.rows.erase(first, first + step.count);
        }
        if (target == nodes.end()) {
            for (const Row &row : moved)
                forgetChild(row);
            return;
        }
        const bool isBehind = from == target && *step.to > step.first;
        std::vector<Row> &rows = target->second.rows;
        rows.insert(rows.begin() + *step.to - (isBehind ? step.count : 0),
            std::move_iterator(moved.begin()), std::move_iterator(moved.end()));
    }

    void changeLayout(std::vector<Row> &rows, const QList<int> &pairs)
    {
        std::vector<Row> before(rows.size());
        std::swap(before, rows);
        for (qsizetype i = 0; i < pairs.size(); i += 2)
            rows[std::size_t(pairs[i + 1])] = std::exchange(before[std::size_t(pairs[i])], Row());
        for (const Row &row : before)
            forgetChild(row);
    }

    // The values of new columns are to be asked for.
    void changeColumns(Node &node, const Step &step)
    {
        const auto change = [&](QVariantList &list) {
            if (step.change == Step::Change::InsertColumns)
                list.insert(step.first, step.count, QVariant());
            else if (step.change == Step::Change::RemoveColumns)
                list.remove(step.first, step.count);
            else if (*step.to > step.first)
                std::rotate(list.begin() + step.first, list.begin() + step.first + step.count,
                    list.begin() + *step.to);
            else
                std::rotate(list.begin() + *step.to, list.begin() + step.first,
                    list.begin() + step.first + step.count);
        };
        for (Row &row : node.rows) {
            if (!row.values.empty())
                change(row.flags);
            for (auto &[role, values] : row.values)
                change(values);
            row.isKnown &= step.change != Step::Change::InsertColumns;
        }
        if (step.change == Step::Change::InsertColumns)
            node.columns += step.count;
        else if (step.change == Step::Change::RemoveColumns)
            node.columns -= step.count;
    }
};
