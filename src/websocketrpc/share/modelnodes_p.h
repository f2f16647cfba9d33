// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelmessages_p.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qhash.h>

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace WebSocketRpc {

// The nodes of a model that peers know, by their numbers. No number is used twice.
class ModelNodes
{
public:
    static constexpr ModelNodeId root = 0;
    static constexpr std::size_t mostNodes = 100'000;

    struct Node
    {
        QPersistentModelIndex index = {}; // invalid for the root
        ModelNodeId parent = root;
        std::unordered_set<ModelNodeId> children = {};
        qint64 revision = 0; // of the latest change of its rows
    };

    ModelNodes() { clear(); }

    [[nodiscard]] bool isFull() const { return m_nodes.size() >= mostNodes; }
    [[nodiscard]] Node *find(ModelNodeId id); // null if it is gone
    [[nodiscard]] std::optional<ModelNodeId> idOf(const QModelIndex &index) const;
    [[nodiscard]] std::vector<ModelNodeId> all() const;
    [[nodiscard]] std::vector<ModelNodeId> childrenIn(
        const QAbstractItemModel &model, ModelNodeId parent, int first, int count);

    // Returns the number of an index that is a node already.
    ModelNodeId add(ModelNodeId parent, const QModelIndex &index);
    void setParent(ModelNodeId id, ModelNodeId parent);
    // Forgets a node and all below it, and returns their numbers. Call it while their indexes are valid.
    std::vector<ModelNodeId> forget(ModelNodeId id);
    void clear(); // the root remains

private:
    std::unordered_map<ModelNodeId, Node> m_nodes;
    // A persistent index has the same hash wherever it moves.
    QHash<QPersistentModelIndex, ModelNodeId> m_ids;
    ModelNodeId m_latest = root;
};

// The description of a node that a peer gets.
[[nodiscard]] ModelNode describe(
    const QAbstractItemModel &model, ModelNodeId id, const QModelIndex &index);

} // namespace WebSocketRpc
