// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelrows_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

// A limit for the memory: with more ranges than that, the rows between them are included and one range is left.
constexpr std::size_t mostRangesOfNode = 256;

void limit(RowRanges &rows)
{
    const auto &ranges = rows.ranges();
    if (ranges.size() > mostRangesOfNode)
        rows = RowRanges(ranges.front().first, ranges.back().end - ranges.front().first);
}

} // namespace

RowRanges rearranged(const RowRanges &rows, const ModelStep &step)
{
    std::vector<int> moved;
    const QList<int> pairs = step.rows.value_or(QList<int>());
    for (qsizetype i = 0; i + 1 < pairs.size(); i += 2) {
        if (rows.contains(pairs[i]))
            moved.push_back(pairs[i + 1]);
    }
    std::ranges::sort(moved);
    RowRanges after;
    for (const int row : moved)
        after.add(row, 1);
    return after;
}

void ModelRows::add(ModelNodeId node, const RowRanges &rows)
{
    if (rows.isEmpty())
        return;
    RowRanges &all = m_nodes[node];
    all.add(rows);
    limit(all);
}

void ModelRows::add(ModelNodeId node, int first, int count)
{
    add(node, RowRanges(first, count));
}

void ModelRows::remove(ModelNodeId node, int first, int count)
{
    change(node, [&](RowRanges &rows) { rows.remove(first, count); });
}

void ModelRows::replace(ModelNodeId node, RowRanges rows)
{
    limit(rows);
    if (rows.isEmpty())
        forget(node);
    else
        m_nodes[node] = std::move(rows);
}

bool ModelRows::contains(ModelNodeId node, int row) const
{
    const RowRanges *const rows = find(node);
    return rows && rows->contains(row);
}

const RowRanges *ModelRows::find(ModelNodeId node) const
{
    const auto entry = m_nodes.find(node);
    return entry == m_nodes.end() ? nullptr : &entry->second;
}

RowRanges ModelRows::within(ModelNodeId node, int first, int count) const
{
    const RowRanges *const rows = find(node);
    return rows ? rows->within(first, count) : RowRanges();
}

template<typename F>
void ModelRows::change(ModelNodeId node, F &&function)
{
    const auto entry = m_nodes.find(node);
    if (entry == m_nodes.end())
        return;
    function(entry->second);
    limit(entry->second);
    if (entry->second.isEmpty())
        m_nodes.erase(entry);
}

void ModelRows::apply(const ModelStep &step)
{
    switch (step.change) {
    case ModelStep::Change::InsertRows:
        return change(step.node, [&](RowRanges &rows) { rows.insertRows(step.first, step.count); });
    case ModelStep::Change::RemoveRows:
        return change(step.node, [&](RowRanges &rows) { rows.removeRows(step.first, step.count); });
    case ModelStep::Change::MoveRows:
        return move(step);
    case ModelStep::Change::ChangeLayout:
        return change(step.node, [&](RowRanges &rows) { rows = rearranged(rows, step); });
    case ModelStep::Change::InsertColumns:
    case ModelStep::Change::RemoveColumns:
    case ModelStep::Change::MoveColumns:
    case ModelStep::Change::AddChildren:
        return;
    }
}

void ModelRows::move(const ModelStep &step)
{
    const ModelNodeId target = step.toNode.value_or(step.node);
    const int to = step.to.value_or(0);
    if (target == step.node)
        return change(
            step.node, [&](RowRanges &rows) { rows.moveRows(step.first, step.count, to); });
    const RowRanges moved = within(step.node, step.first, step.count);
    change(step.node, [&](RowRanges &rows) { rows.removeRows(step.first, step.count); });
    change(target, [&](RowRanges &rows) { rows.insertRows(to, step.count); });
    for (const RowRanges::Range &range : moved.ranges())
        add(target, range.first - step.first + to, range.count());
}

QList<ModelRange> ModelRows::toList() const
{
    QList<ModelRange> list;
    for (const auto &[node, rows] : m_nodes) {
        for (const RowRanges::Range &range : rows.ranges())
            list.append({node, range.first, range.count()});
    }
    return list;
}

} // namespace WebSocketRpc
