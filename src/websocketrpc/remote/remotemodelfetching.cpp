// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "remotemodelchanges_p.h"

#include <algorithm>

// How a remote model requests rows.
namespace WebSocketRpc {

using namespace Qt::StringLiterals;

CachedRow *RemoteModelPrivate::want(const QModelIndex &index, int role)
{
    RemoteNode &node = nodeAround(index);
    CachedRow *const row = node.cache().find(index.row());
    const quint64 roles = role < 0 ? 0 : quint64(1) << role;
    m_askedRoles |= roles;
    if (row)
        row->used = m_turn;
    if (row && (row->roles & roles) == roles)
        return row;
    m_fetcher.want(&node, RowRanges(index.row(), 1));
    request();
    return nullptr;
}

bool RemoteModelPrivate::isLoaded(const QModelIndex &index) const
{
    const CachedRow *const row = nodeAround(index).cache().find(index.row());
    return row && (m_askedRoles & ~row->roles) == 0;
}

void RemoteModelPrivate::fetchMore(RemoteNode &node)
{
    node.isFetchingMore = true;
    const QPersistentModelIndex index(indexOf(node));
    const auto holds = untilNow();
    const auto end = [this, holds, index, isRoot = !node.parent()](bool hasMore) {
        RemoteNode *const fetched =
            holds() && (isRoot || index.isValid()) ? nodeOf(index) : nullptr;
        if (!fetched)
            return;
        fetched->isFetchingMore = false;
        fetched->hasMore = hasMore;
    };
    call<bool>("fetchMore", node.id())
        .then(q, end)
        .onFailed(q, [this, holds, end](const Error &error) {
            end(false);
            if (holds() && !isEndOfConnection(error))
                fail(error);
        });
}

void RemoteModelPrivate::nextTurn()
{
    ++m_turn;
    m_fetcher.endTurn();
    fetch();
}

void RemoteModelPrivate::fetch()
{
    if (!isCurrent())
        return;
    const quint64 roles = m_askedRoles ? m_askedRoles : quint64(!description->roles.isEmpty());
    while (const auto request = m_fetcher.next(roles, readAhead))
        send(*request);
}

void RemoteModelPrivate::send(RowFetcher::Requests::iterator request)
{
    QList<ModelRange> ranges;
    for (const auto &[node, rows] : request->rows.parts()) {
        for (const RowRanges::Range &range : rows.ranges())
            ranges.append({node->id(), range.first, range.count()});
    }
    QStringList roles;
    for (int place = 0; place < description->roles.size(); ++place) {
        if (request->roles >> place & 1)
            roles.append(description->roles[place].name);
    }
    const auto holds = untilNow();
    call<QList<ModelBlock>>("rows", ranges, roles)
        .then(q,
            [this, holds, request](const QList<ModelBlock> &blocks) {
                if (holds())
                    enqueue([this, request, blocks] { answered(request, blocks); });
            })
        .onFailed(q, [this, holds, request](const Error &error) {
            if (!holds() || isEndOfConnection(error))
                return;
            (void)m_fetcher.end(request);
            fail(error);
            if (holds())
                fetch();
        });
}

void RemoteModelPrivate::answered(
    RowFetcher::Requests::iterator request, const QList<ModelBlock> &blocks)
{
    bool hasRows = false;
    for (const ModelBlock &block : blocks) {
        using Outcome = RemoteModelChanges::Outcome;
        const auto node = m_nodes.find(block.node);
        const Outcome outcome = RemoteModelChanges(this).apply(block, request->roles);
        if (outcome == Outcome::Impossible)
            return breakOff(u"rows"_s);
        if (outcome == Outcome::Overtaken)
            return;
        if (node == m_nodes.end() || block.count == 0)
            continue;
        hasRows = true;
        request->rows.remove(node->second, RowRanges(block.first, block.count));
    }
    const NodeRows left = m_fetcher.end(request);
    if (hasRows)
        m_fetcher.want(left);
    forgetOldRows();
    fetch();
}

// If a view still shows a forgotten row, it is told when the row changes, and requests it again.
void RemoteModelPrivate::forgetOldRows()
{
    if (m_cachedRows <= cacheSize + cacheSize / 4)
        return;
    std::vector<quint32> used;
    for (const auto &[id, node] : m_nodes) {
        for (const CachedRows::Entry &entry : node->cache().entries())
            used.push_back(entry.values->used);
    }
    m_cachedRows = int(used.size());
    if (m_cachedRows <= cacheSize)
        return;
    const auto place = used.begin() + cacheSize;
    std::ranges::nth_element(used, place, std::greater());
    for (const auto &[id, node] : m_nodes)
        m_cachedRows -= node->cache().forgetUnused(*place);
}

} // namespace WebSocketRpc
