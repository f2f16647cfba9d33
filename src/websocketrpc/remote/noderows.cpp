// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "noderows_p.h"

#include <algorithm>

namespace WebSocketRpc {

void NodeRows::add(RemoteNode *node, const RowRanges &rows)
{
    if (m_parts.empty() || m_parts.back().node != node)
        m_parts.push_back({node, {}});
    m_parts.back().rows.add(rows);
}

void NodeRows::merge(RemoteNode *node, const RowRanges &rows)
{
    const auto part = std::ranges::find(m_parts, node, &Part::node);
    if (part == m_parts.end())
        addPart(node, rows);
    else
        part->rows.add(rows);
}

template<typename F>
void NodeRows::change(const RemoteNode *node, F &&function)
{
    for (Part &part : m_parts) {
        if (part.node == node)
            function(part.rows);
    }
    std::erase_if(m_parts, [](const Part &part) { return part.rows.isEmpty(); });
}

void NodeRows::remove(const RemoteNode *node, const RowRanges &rows)
{
    change(node, [&](RowRanges &all) { all.remove(rows); });
}

bool NodeRows::contains(const RemoteNode *node, int row) const
{
    return std::ranges::any_of(
        m_parts, [=](const Part &part) { return part.node == node && part.rows.contains(row); });
}

void NodeRows::insertRows(const RemoteNode *node, int first, int count)
{
    change(node, [=](RowRanges &rows) { rows.insertRows(first, count); });
}

void NodeRows::removeRows(const RemoteNode *node, int first, int count)
{
    change(node, [=](RowRanges &rows) { rows.removeRows(first, count); });
}

void NodeRows::moveRows(const RemoteNode *node, int first, int count, RemoteNode *target, int to)
{
    if (target == node)
        return change(node, [=](RowRanges &rows) { rows.moveRows(first, count, to); });
    RowRanges moved;
    change(node, [&](RowRanges &rows) {
        moved.add(rows.within(first, count));
        rows.removeRows(first, count);
    });
    insertRows(target, to, count);
    for (const RowRanges::Range &range : moved.ranges())
        add(target, RowRanges(range.first - first + to, range.count()));
}

void NodeRows::rearrange(const RemoteNode *node, const NewRows &newRows)
{
    change(node, [&](RowRanges &rows) {
        RowRanges moved;
        for (const auto &[before, after] : newRows) {
            if (rows.contains(before))
                moved.add(after, 1);
        }
        rows = std::move(moved);
    });
}

void NodeRows::forget(const RemoteNode *node)
{
    std::erase_if(m_parts, [=](const Part &part) { return part.node == node; });
}

} // namespace WebSocketRpc
