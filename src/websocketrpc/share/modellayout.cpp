// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modellayout_p.h"

namespace WebSocketRpc {

namespace {

constexpr std::size_t mostPlaces = 20'000;

} // namespace

ModelLayout::ModelLayout(const QAbstractItemModel &model, ModelNodes &nodes,
    const ModelRows &windows, const QList<QPersistentModelIndex> &parents)
{
    if (parents.isEmpty()) {
        for (const ModelNodeId id : nodes.all())
            add(model, nodes, windows, id);
        return;
    }
    for (const QPersistentModelIndex &parent : parents) {
        if (const auto id = nodes.idOf(parent))
            add(model, nodes, windows, *id);
    }
}

// Nodes first, since all below them is lost without them.
void ModelLayout::add(
    const QAbstractItemModel &model, ModelNodes &nodes, const ModelRows &windows, ModelNodeId id)
{
    const ModelNodes::Node *const node = nodes.find(id);
    if (!node)
        return;
    const QModelIndex index = node->index;
    Part part{id, model.rowCount(index), model.columnCount(index)};
    for (const ModelNodeId child : node->children) {
        const QPersistentModelIndex &place = nodes.find(child)->index;
        if (m_places == mostPlaces)
            m_lost.push_back(child);
        else if (part.places.emplace(place.row(), place).second)
            ++m_places;
    }
    if (const RowRanges *const rows = windows.find(id)) {
        for (const RowRanges::Range &range : rows->ranges()) {
            for (int row = range.first; row < range.end && m_places < mostPlaces; ++row) {
                if (part.places.emplace(row, model.index(row, 0, index)).second)
                    ++m_places;
            }
        }
    }
    m_parts.push_back(std::move(part));
}

std::optional<std::vector<ModelStep>> ModelLayout::stepsAfter(
    const QAbstractItemModel &model, ModelNodes &nodes) const
{
    std::vector<ModelStep> steps;
    for (const Part &part : m_parts) {
        const ModelNodes::Node *const node = nodes.find(part.node);
        if (!node || model.rowCount(node->index) != part.rows
            || model.columnCount(node->index) != part.columns)
            return {};
        QList<int> pairs;
        for (const auto &[row, place] : part.places) {
            if (!place.isValid() || place.column() != 0 || place.parent() != node->index)
                return {};
            pairs << row << place.row();
        }
        if (part.rows > 0)
            steps.push_back({.change = ModelStep::Change::ChangeLayout,
                .node = part.node,
                .count = part.rows,
                .rows = pairs});
    }
    return steps;
}

} // namespace WebSocketRpc
