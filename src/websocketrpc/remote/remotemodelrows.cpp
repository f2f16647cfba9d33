// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "remotemodelchanges_p.h"

#include <algorithm>
#include <bit>

// How a remote model stores the values of rows.
namespace WebSocketRpc {

namespace {

// So many changed rows are requested again at once, the others when a view asks for them.
constexpr std::size_t mostRefreshed = 1000;
// So many values has an answer at most; a block without values has no more rows either.
constexpr int mostRowsOfBlock = 20'000;

} // namespace

bool RemoteModelChanges::isPossible(const ModelBlock &block, const RemoteNode &node) const
{
    return block.first >= 0 && block.count >= 0 && block.first <= node.rows()
        && block.count <= std::min(node.rows() - block.first, mostRowsOfBlock)
        && block.firstColumn >= 0 && block.columns >= 0 && block.firstColumn <= node.columns()
        && block.columns <= node.columns() - block.firstColumn;
}

RemoteModelChanges::Outcome RemoteModelChanges::apply(const ModelBlock &block, quint64 roles)
{
    RemoteNode *const node = find(block.node);
    if (!node || block.count == 0) // they may have been removed meanwhile
        return Outcome::Done;
    if (!isPossible(block, *node) || block.columns != node->columns())
        return Outcome::Impossible;
    auto reader = BlockReader::of(block, d->description->roles);
    if (!reader)
        return Outcome::Impossible;
    std::vector<RowChange> changes;
    RowRanges newHeaders;
    for (int row = block.first; row < block.first + block.count; ++row) {
        CachedRow &cached = node->cache().add(row);
        const bool isNew = cached.flags.empty();
        d->m_cachedRows += isNew;
        const quint64 known = reader->roles() & roles;
        RowChange change = reader->store(row, cached);
        if (change.hasNewHeader)
            newHeaders.add(row, 1);
        if (cached.isStale)
            cached.roles = known;
        cached.isStale = false;
        cached.used = d->m_turn;
        if (isNew) { // also one without roles
            change.add(0, allRoles);
            change.add(std::max(0, node->columns() - 1), allRoles);
        }
        if (!change.isEmpty())
            changes.push_back(change);
    }
    if (const Outcome outcome = tell(*node, changes); outcome != Outcome::Done)
        return outcome;
    if (const Outcome outcome = tellHeaders(*node, newHeaders); outcome != Outcome::Done)
        return outcome;
    return find(block.node) == node ? applyChildren(*node, block) : Outcome::Done;
}

// Applies new values of rows, some of which may not be known here. A view may still show such a row.
RemoteModelChanges::Outcome RemoteModelChanges::applyTold(const ModelBlock &block)
{
    RemoteNode *const node = find(block.node);
    if (!node)
        return Outcome::Done;
    if (!isPossible(block, *node))
        return Outcome::Impossible;
    auto reader = BlockReader::of(block, d->description->roles);
    if (!reader)
        return Outcome::Impossible;
    std::vector<RowChange> changes;
    RowRanges newHeaders;
    for (int row = block.first; row < block.first + block.count; ++row) {
        RowChange change{row};
        if (CachedRow *const cached = node->cache().find(row)) {
            change = reader->store(row, *cached);
            if (change.hasNewHeader)
                newHeaders.add(row, 1);
        } else if (block.columns > 0) {
            change.add(block.firstColumn, reader->roles());
            change.add(block.firstColumn + block.columns - 1, reader->roles());
        }
        if (!change.isEmpty())
            changes.push_back(change);
    }
    const Outcome outcome = tell(*node, changes);
    return outcome == Outcome::Done ? tellHeaders(*node, newHeaders) : outcome;
}

// Joins adjacent rows.
RemoteModelChanges::Outcome RemoteModelChanges::tell(
    const RemoteNode &node, const std::vector<RowChange> &changes)
{
    if (node.columns() == 0)
        return Outcome::Done;
    for (std::size_t i = 0; i < changes.size();) {
        RowChange all = changes[i];
        int end = all.row + all.count;
        for (++i; i < changes.size() && changes[i].row == end; ++i) {
            all.add(changes[i].firstColumn, changes[i].roles);
            all.add(changes[i].lastColumn, changes[i].roles);
            end += changes[i].count;
        }
        QList<int> roles;
        for (int place = 0; all.roles != allRoles && place < d->description->roles.size();
             ++place) {
            if (all.roles >> place & 1)
                roles.append(d->description->roles[place].role);
        }
        auto *const around = const_cast<RemoteNode *>(&node);
        Q_EMIT q->dataChanged(q->createIndex(all.row, all.firstColumn, around),
            q->createIndex(end - 1, all.lastColumn, around), roles);
        if (!m_holds())
            return Outcome::Overtaken;
    }
    return Outcome::Done;
}

// Only rows at the top level have headers that a view shows.
RemoteModelChanges::Outcome RemoteModelChanges::tellHeaders(
    const RemoteNode &node, const RowRanges &rows)
{
    if (node.parent())
        return Outcome::Done;
    for (const auto &[first, end] : rows.ranges()) {
        Q_EMIT q->headerDataChanged(Qt::Vertical, first, end - 1);
        if (!m_holds())
            return Outcome::Overtaken;
    }
    return Outcome::Done;
}

RemoteModelChanges::Outcome RemoteModelChanges::applyChildren(
    RemoteNode &node, const ModelBlock &block)
{
    std::vector<int> childless;
    for (const RemoteNode::Pointer &child : node.children()) {
        const int row = child->row();
        const bool isMeant = row >= block.first && row < block.first + block.count;
        if (isMeant
            && std::ranges::find(block.parents, row, &ModelChild::row) == block.parents.end())
            childless.push_back(row);
    }
    for (const int row : childless) {
        if (const Outcome outcome = applyChild(node, row, nullptr); outcome != Outcome::Done)
            return outcome;
    }
    for (const ModelChild &told : block.parents) {
        if (told.row < block.first || told.row >= block.first + block.count
            || !isPossible(told.node, node.child(told.row)))
            return Outcome::Impossible;
        if (const Outcome outcome = applyChild(node, told.row, &told.node);
            outcome != Outcome::Done)
            return outcome;
    }
    return Outcome::Done;
}

RemoteModelChanges::Outcome RemoteModelChanges::refresh(const NodeRows &rows)
{
    struct Known
    {
        RemoteNode *node;
        int row;
        CachedRow *cached; // null if only its children are known
    };
    std::vector<Known> known;
    for (const auto &[node, its] : rows.parts()) {
        for (const CachedRows::Entry &entry : node->cache().entries()) {
            if (its.contains(entry.row))
                known.push_back({node, entry.row, entry.values.get()});
        }
    }
    if (known.size() > mostRefreshed) {
        const auto place = known.begin() + std::ptrdiff_t(mostRefreshed);
        std::ranges::nth_element(
            known, place, std::greater(), [](const Known &entry) { return entry.cached->used; });
    }
    NodeRows told = rows; // of those that are not asked for again at once
    for (std::size_t i = 0; i < known.size(); ++i) {
        const auto &[node, row, cached] = known[i];
        if (i >= mostRefreshed && !node->child(row)) {
            node->cache().erase(row);
            continue;
        }
        cached->isStale = true;
        told.remove(node, RowRanges(row, 1));
        d->m_fetcher.refresh(node, RowRanges(row, 1));
    }
    for (const auto &[node, its] : rows.parts()) {
        for (const RemoteNode::Pointer &child : node->children()) {
            if (its.contains(child->row()) && !node->cache().find(child->row()))
                d->m_fetcher.refresh(node, RowRanges(child->row(), 1));
        }
    }
    d->request();
    for (const auto &[node, its] : told.parts()) {
        std::vector<RowChange> changes;
        for (const RowRanges::Range &range : its.ranges())
            changes.push_back({range.first, range.count(), 0, node->columns() - 1, allRoles});
        if (const Outcome outcome = tell(*node, changes); outcome != Outcome::Done)
            return outcome;
    }
    return Outcome::Done;
}

} // namespace WebSocketRpc
