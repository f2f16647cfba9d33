// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelchanges_p.h"
#include "rowranges_p.h"

#include <map>

namespace WebSocketRpc {

// Rows of the nodes of a model. They follow what happens to the rows.
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
    // Calls a function of the rows of a node, if there are any.
    template<typename F>
    void change(ModelNodeId node, F &&function);
    void move(const ModelStep &step);

    Nodes m_nodes;
};

// The rows where those have gone that are told of by the step, which is a change of the layout.
[[nodiscard]] RowRanges rearranged(const RowRanges &rows, const ModelStep &step);

} // namespace WebSocketRpc
