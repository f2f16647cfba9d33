// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cachedrows_p.h"
#include "rowranges_p.h"

namespace WebSocketRpc {

class RemoteNode;

// Rows of several nodes, in the order in which they were added. They follow their rows when the model changes.
class NodeRows
{
public:
    struct Part
    {
        RemoteNode *node;
        RowRanges rows;
    };

    void add(RemoteNode *node, const RowRanges &rows); // to the latest part, if it is of that node
    void addPart(RemoteNode *node, const RowRanges &rows) { m_parts.push_back({node, rows}); }
    void merge(RemoteNode *node, const RowRanges &rows); // with those of that node that are there
    void remove(const RemoteNode *node, const RowRanges &rows);
    [[nodiscard]] bool contains(const RemoteNode *node, int row) const;
    [[nodiscard]] bool isEmpty() const { return m_parts.empty(); }
    [[nodiscard]] std::vector<Part> &parts() { return m_parts; }
    [[nodiscard]] const std::vector<Part> &parts() const { return m_parts; }

    void insertRows(const RemoteNode *node, int first, int count);
    void removeRows(const RemoteNode *node, int first, int count);
    void moveRows(const RemoteNode *node, int first, int count, RemoteNode *target, int to);
    void rearrange(const RemoteNode *node, const NewRows &newRows);
    void forget(const RemoteNode *node);

private:
    template<typename F>
    void change(const RemoteNode *node, F &&function);

    std::vector<Part> m_parts;
};

} // namespace WebSocketRpc
