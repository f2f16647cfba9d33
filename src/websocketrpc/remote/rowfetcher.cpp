// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rowfetcher_p.h"

#include "remotenode_p.h"

#include <algorithm>
#include <bit>

namespace WebSocketRpc {

namespace {

// While one answer is on its way, the next request is already at the peer.
constexpr std::size_t mostRequests = 2;
// A peer may answer with fewer rows than were requested.
constexpr int mostCells = 20'000;
// Rows that were wanted so many turns ago have long been scrolled away.
constexpr std::size_t mostParts = 64;
// A larger group is more than a view shows: somebody reads all rows in order.
constexpr int mostRowsOfView = 200;

} // namespace

void RowFetcher::want(RemoteNode *node, const RowRanges &rows)
{
    if (std::exchange(m_isNewTurn, false))
        m_wanted.addPart(node, rows);
    else
        m_wanted.add(node, rows);
    if (m_wanted.parts().size() > mostParts)
        m_wanted.parts().erase(m_wanted.parts().begin());
}

void RowFetcher::want(const NodeRows &rows)
{
    for (const auto &[node, its] : rows.parts())
        want(node, its);
}

bool RowFetcher::isNeeded(RemoteNode &node, int row, quint64 roles) const
{
    const CachedRow *const cached = node.cache().find(row);
    if (cached && !cached->isStale && (roles & ~cached->roles) == 0)
        return false;
    return std::ranges::none_of(
        m_requests, [&](const Request &request) { return request.rows.contains(&node, row); });
}

void RowFetcher::choose(
    RemoteNode &node, RowRanges &rows, quint64 roles, int most, RowRanges &chosen) const
{
    const RowRanges all = rows.within(0, node.rows());
    rows.clear();
    int left = most;
    for (const RowRanges::Range &range : all.ranges()) {
        for (int row = range.first; row < range.end; ++row) {
            if (left == 0) {
                rows.add(row, range.end - row);
                break;
            }
            if (!isNeeded(node, row, roles))
                continue;
            chosen.add(row, 1);
            --left;
        }
    }
}

void RowFetcher::refresh(RemoteNode *node, const RowRanges &rows)
{
    m_outdated.merge(node, rows);
}

void RowFetcher::fill(Request &request, NodeRows &from, int ahead, int &cells) const
{
    std::vector<NodeRows::Part> unknown; // the peer has not said its numbers of these nodes
    while (!from.isEmpty() && cells > 0) {
        NodeRows::Part part = std::move(from.parts().back());
        from.parts().pop_back();
        if (part.node->id() < 0) {
            unknown.push_back(std::move(part));
            continue;
        }
        const int cellsOfRow = std::max(1, part.node->columns() * std::popcount(request.roles));
        const RowRanges wanted = part.rows;
        RowRanges chosen;
        choose(*part.node, part.rows, request.roles, std::max(1, cells / cellsOfRow), chosen);
        const bool isFull = !part.rows.isEmpty();
        if (!isFull && !chosen.isEmpty() && wanted.count() <= mostRowsOfView) {
            RowRanges beside;
            for (const auto &[first, end] : wanted.ranges())
                beside.add(std::max(0, first - ahead), end - first + 2 * ahead);
            beside.remove(chosen);
            choose(*part.node, beside, request.roles, 2 * ahead, chosen);
        }
        cells -= chosen.count() * cellsOfRow;
        if (!chosen.isEmpty())
            request.rows.merge(part.node, chosen);
        if (isFull) {
            from.parts().push_back(std::move(part));
            break;
        }
    }
    from.parts().insert(from.parts().end(), std::make_move_iterator(unknown.rbegin()),
        std::make_move_iterator(unknown.rend()));
}

std::optional<RowFetcher::Requests::iterator> RowFetcher::next(quint64 roles, int ahead)
{
    if (m_requests.size() >= mostRequests)
        return {};
    Request request{{}, roles};
    int cells = mostCells;
    fill(request, m_wanted, ahead, cells);
    fill(request, m_outdated, 0, cells);
    if (request.rows.isEmpty())
        return {};
    return m_requests.insert(m_requests.end(), std::move(request));
}

NodeRows RowFetcher::end(Requests::iterator request)
{
    NodeRows left = std::move(request->rows);
    m_requests.erase(request);
    return left;
}

void RowFetcher::abandonRequests()
{
    const Requests abandoned = std::exchange(m_requests, {});
    for (const Request &request : abandoned) {
        for (const auto &[node, rows] : request.rows.parts())
            refresh(node, rows);
    }
}

void RowFetcher::clear()
{
    m_wanted = {};
    m_outdated = {};
    m_requests.clear();
}

} // namespace WebSocketRpc
