// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelnodes_p.h"
#include "modelrows_p.h"

namespace WebSocketRpc {

// Remembers rows before the layout of a model changes: those that a peer has and those that are nodes.
class ModelLayout
{
public:
    // Looks at all nodes, or at those with these indexes.
    ModelLayout(const QAbstractItemModel &model, ModelNodes &nodes, const ModelRows &windows,
        const QList<QPersistentModelIndex> &parents);

    struct Changes
    {
        std::vector<ModelStep> steps = {};
        ModelRows outdated = {}; // those that have children now, or have none any more
    };

    // Where the rows are now. Nothing if more has changed than the order of rows.
    [[nodiscard]] std::optional<Changes> changes(
        const QAbstractItemModel &model, ModelNodes &nodes) const;
    // Nodes that were not remembered, so that nobody knows where they are now.
    [[nodiscard]] const std::vector<ModelNodeId> &lost() const { return m_lost; }

private:
    struct Place
    {
        QPersistentModelIndex index;
        bool hasChildren;
    };
    struct Size
    {
        ModelNodeId node;
        int rows;
        int columns;
    };
    struct Part
    {
        ModelNodeId node;
        std::map<int, Place> places = {}; // by their rows
        std::vector<QPersistentModelIndex> cells = {}; // of the first row, if somebody has any
    };

    [[nodiscard]] bool areSame(const QAbstractItemModel &model, ModelNodes &nodes) const;
    void add(const QAbstractItemModel &model, ModelNodes &nodes, const ModelRows &windows,
        ModelNodeId id);
    [[nodiscard]] bool addPlace(
        Part &part, const QAbstractItemModel &model, const QModelIndex &index);

    // The sizes of all nodes. After a new layout a proxy emits no signals for its rows until it is asked how many
    // there are.
    std::vector<Size> m_sizes;
    std::vector<Part> m_parts;
    std::vector<QPersistentModelIndex> m_others; // that are no nodes
    std::vector<ModelNodeId> m_lost;
    std::size_t m_places = 0;
};

} // namespace WebSocketRpc
