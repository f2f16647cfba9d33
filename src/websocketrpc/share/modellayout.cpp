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
    const std::vector<ModelNodeId> all = nodes.all();
    for (const ModelNodeId id : all) {
        if (const ModelNodes::Node *const node = nodes.find(id))
            m_sizes.push_back({id, model.rowCount(node->index), model.columnCount(node->index)});
    }
    if (parents.isEmpty()) {
        for (const ModelNodeId id : all)
            add(model, nodes, windows, id);
        return;
    }
    for (const QPersistentModelIndex &parent : parents) {
        if (const auto id = nodes.idOf(parent))
            add(model, nodes, windows, *id);
        else
            m_others.push_back(parent);
    }
}

// Nodes come first, since without its node everything below it is lost.
void ModelLayout::add(
    const QAbstractItemModel &model, ModelNodes &nodes, const ModelRows &windows, ModelNodeId id)
{
    const ModelNodes::Node *const node = nodes.find(id);
    if (!node)
        return;
    const QModelIndex index = node->index;
    Part part{id};
    for (const ModelNodeId child : node->children) {
        if (!addPlace(part, model, nodes.find(child)->index))
            m_lost.push_back(child);
    }
    if (const RowRanges *const rows = windows.find(id)) {
        for (int column = 0; column < model.columnCount(index); ++column)
            part.cells.emplace_back(model.index(0, column, index));
        for (const RowRanges::Range &range : rows->ranges()) {
            for (int row = range.first;
                 row < range.end && addPlace(part, model, model.index(row, 0, index));)
                ++row;
        }
    }
    m_parts.push_back(std::move(part));
}

bool ModelLayout::addPlace(Part &part, const QAbstractItemModel &model, const QModelIndex &index)
{
    if (m_places == mostPlaces)
        return false;
    const Place place{index, model.hasChildren(index)};
    m_places += part.places.emplace(index.row(), place).second;
    return true;
}

// Whether nothing but the order of rows has changed.
bool ModelLayout::areSame(const QAbstractItemModel &model, ModelNodes &nodes) const
{
    for (const Size &size : m_sizes) {
        const ModelNodes::Node *const node = nodes.find(size.node);
        if (!node || model.rowCount(node->index) != size.rows
            || model.columnCount(node->index) != size.columns)
            return false;
    }
    for (const Part &part : m_parts) {
        for (std::size_t column = 0; column < part.cells.size(); ++column) {
            if (part.cells[column].column() != int(column))
                return false;
        }
    }
    return true;
}

std::optional<ModelLayout::Changes> ModelLayout::changes(
    const QAbstractItemModel &model, ModelNodes &nodes) const
{
    if (!areSame(model, nodes))
        return {};
    Changes changes;
    for (const Part &part : m_parts) {
        const ModelNodes::Node *const node = nodes.find(part.node);
        QList<int> pairs;
        for (const auto &[row, place] : part.places) {
            const QPersistentModelIndex &index = place.index;
            if (!index.isValid() || index.column() != 0 || index.parent() != node->index)
                return {};
            pairs << row << index.row();
            if (model.hasChildren(index) != place.hasChildren)
                changes.outdated.add(part.node, index.row(), 1);
        }
        if (const int rows = model.rowCount(node->index); rows > 0)
            changes.steps.push_back({.change = ModelStep::Change::ChangeLayout,
                .node = part.node,
                .count = rows,
                .rows = pairs});
    }
    for (const QPersistentModelIndex &other : m_others) {
        const auto around = other.isValid() ? nodes.idOf(other.parent()) : std::nullopt;
        if (around)
            changes.outdated.add(*around, other.row(), 1);
    }
    return changes;
}

} // namespace WebSocketRpc
