// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "remotenode_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

int rowOf(const RemoteNode::Pointer &node)
{
    return node->row();
}

} // namespace

RemoteNode::RemoteNode(ModelNodeId id, RemoteNode *parent, int row)
    : m_id(id)
    , m_parent(parent)
    , m_row(row)
{
}

bool RemoteNode::isInside(const RemoteNode &other) const
{
    for (const RemoteNode *node = this; node; node = node->m_parent) {
        if (node == &other)
            return true;
    }
    return false;
}

RemoteNode *RemoteNode::child(int row) const
{
    const auto child = std::ranges::lower_bound(m_children, row, {}, rowOf);
    return child != m_children.end() && (*child)->m_row == row ? child->get() : nullptr;
}

RemoteNode &RemoteNode::addChild(ModelNodeId id, int row)
{
    const auto place = std::ranges::lower_bound(m_children, row, {}, rowOf);
    return **m_children.insert(place, std::make_unique<RemoteNode>(id, this, row));
}

RemoteNode::Pointer RemoteNode::takeChild(int row)
{
    const auto place = std::ranges::lower_bound(m_children, row, {}, rowOf);
    Pointer child = std::move(*place);
    m_children.erase(place);
    return child;
}

void RemoteNode::insertRows(int first, int count)
{
    putRows(first, {{}, {}, count});
}

RemoteNode::Nodes RemoteNode::removeRows(int first, int count)
{
    return takeRows(first, count).nodes;
}

void RemoteNode::moveRows(int first, int count, RemoteNode &target, int to)
{
    Rows rows = takeRows(first, count);
    target.putRows(&target == this && to > first ? to - count : to, std::move(rows));
}

RemoteNode::Rows RemoteNode::takeRows(int first, int count)
{
    Rows taken{m_cache.takeRows(first, count), {}, count};
    const auto begin = std::ranges::lower_bound(m_children, first, {}, rowOf);
    const auto end = std::ranges::lower_bound(m_children, first + count, {}, rowOf);
    taken.nodes.assign(std::make_move_iterator(begin), std::make_move_iterator(end));
    for (const Pointer &node : taken.nodes)
        node->m_row -= first;
    for (auto later = m_children.erase(begin, end); later != m_children.end(); ++later)
        (*later)->m_row -= count;
    m_rows -= count;
    return taken;
}

void RemoteNode::putRows(int first, Rows rows)
{
    m_cache.insertRows(first, rows.count);
    m_cache.putRows(first, std::move(rows.cached));
    const auto place = std::ranges::lower_bound(m_children, first, {}, rowOf);
    for (auto later = place; later != m_children.end(); ++later)
        (*later)->m_row += rows.count;
    for (const Pointer &node : rows.nodes) {
        node->m_parent = this;
        node->m_row += first;
    }
    m_children.insert(place, std::make_move_iterator(rows.nodes.begin()),
        std::make_move_iterator(rows.nodes.end()));
    m_rows += rows.count;
}

RemoteNode::Nodes RemoteNode::rearrange(const NewRows &newRows)
{
    m_cache.rearrange(newRows);
    const auto known = std::stable_partition(m_children.begin(), m_children.end(),
        [&](const Pointer &node) { return newRows.contains(node->m_row); });
    Nodes lost(std::make_move_iterator(known), std::make_move_iterator(m_children.end()));
    m_children.erase(known, m_children.end());
    for (const Pointer &node : m_children)
        node->m_row = newRows.at(node->m_row);
    std::ranges::sort(m_children, {}, rowOf);
    return lost;
}

void RemoteNode::remapColumns(const std::vector<int> &former, int roles)
{
    m_columns = int(former.size());
    const bool hasNew = std::ranges::find(former, -1) != former.end();
    for (const CachedRows::Entry &entry : m_cache.entries()) {
        entry.values->remapColumns(former, roles);
        if (hasNew)
            entry.values->isStale = true;
    }
}

} // namespace WebSocketRpc
