// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelchanges_p.h"
#include "rowranges_p.h"

#include <map>

namespace WebSocketRpc {

// Sets of rows in the nodes of a model. Each set follows its rows when the model changes.
class ModelRows
{
public:
    using Nodes = std::map<ModelNodeId, RowRanges>;

    void add(ModelNodeId node, const RowRanges &rows);
    void add(ModelNodeId node, int first, int count);
    void remove(ModelNodeId node, int first, int count);
    void replace(ModelNodeId node, RowRanges rows);
    void forget(ModelNodeId node) { m_nodes.erase(node); }
    void clear() { m_nodes.clear(); }

    [[nodiscard]] bool isEmpty() const { return m_nodes.empty(); }
    [[nodiscard]] bool contains(ModelNodeId node, int row) const;
    [[nodiscard]] const RowRanges *find(ModelNodeId node) const;
    [[nodiscard]] RowRanges within(ModelNodeId node, int first, int count) const;
    [[nodiscard]] const Nodes &nodes() const { return m_nodes; } // none without rows

    void apply(const ModelStep &step);
    [[nodiscard]] QList<ModelRange> toList() const;

private:
    // Calls a function with the rows of a node, if there are any.
    template<typename F>
    void change(ModelNodeId node, F &&function);
    void move(const ModelStep &step);

    Nodes m_nodes;
};

// Where a change of the layout has put these rows, as far as the step says it.
[[nodiscard]] RowRanges rearranged(const RowRanges &rows, const ModelStep &step);

} // namespace WebSocketRpc
