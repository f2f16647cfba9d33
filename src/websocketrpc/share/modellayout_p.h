// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelnodes_p.h"
#include "modelrows_p.h"

namespace WebSocketRpc {

// The rows of nodes before the layout of a model changes: those that somebody has, and those that are nodes.
class ModelLayout
{
public:
    // Of all nodes, or of those with these indexes.
    ModelLayout(const QAbstractItemModel &model, ModelNodes &nodes, const ModelRows &windows,
        const QList<QPersistentModelIndex> &parents);

    // What has become of them; nothing if more has changed than the order of rows.
    [[nodiscard]] std::optional<std::vector<ModelStep>> stepsAfter(
        const QAbstractItemModel &model, ModelNodes &nodes) const;
    // The nodes of which it is not told where they are.
    [[nodiscard]] const std::vector<ModelNodeId> &lost() const { return m_lost; }

private:
    struct Part
    {
        ModelNodeId node;
        int rows;
        int columns;
        std::map<int, QPersistentModelIndex> places = {}; // by their rows
    };

    void add(const QAbstractItemModel &model, ModelNodes &nodes, const ModelRows &windows,
        ModelNodeId id);

    std::vector<Part> m_parts;
    std::vector<ModelNodeId> m_lost;
    std::size_t m_places = 0;
};

} // namespace WebSocketRpc
