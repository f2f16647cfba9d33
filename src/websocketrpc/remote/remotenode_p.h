// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cachedrows_p.h"
#include "modelmessages_p.h"

namespace WebSocketRpc {

// More than that is an attack.
constexpr int mostRows = 1 << 30;
constexpr int mostColumns = 1 << 16;

[[nodiscard]] inline bool hasPossibleSize(const ModelNode &node)
{
    return node.rows >= 0 && node.rows <= mostRows && node.columns >= 0
        && node.columns <= mostColumns;
}

// The root of a remote model, or one of its rows that has children. Callers make sure that the rows they name exist.
class RemoteNode
{
public:
    using Pointer = std::unique_ptr<RemoteNode>;
    using Nodes = std::vector<Pointer>; // in the order of their rows

    RemoteNode() = default;
    RemoteNode(ModelNodeId id, RemoteNode *parent, int row);
    Q_DISABLE_COPY_MOVE(RemoteNode)

    [[nodiscard]] ModelNodeId id() const { return m_id; }
    void setId(ModelNodeId id) { m_id = id; }
    [[nodiscard]] RemoteNode *parent() const { return m_parent; } // null for the root
    [[nodiscard]] int row() const { return m_row; } // in its parent
    [[nodiscard]] bool isInside(const RemoteNode &other) const; // or the same

    [[nodiscard]] int rows() const { return m_rows; }
    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] const Nodes &children() const { return m_children; }
    [[nodiscard]] RemoteNode *child(int row) const; // null for a row without children
    RemoteNode &addChild(ModelNodeId id, int row);
    [[nodiscard]] Pointer takeChild(int row);
    [[nodiscard]] CachedRows &cache() { return m_cache; }

    void insertRows(int first, int count);
    Nodes removeRows(int first, int count); // returns the nodes among them
    void moveRows(int first, int count, RemoteNode &target, int to); // as in QAbstractItemModel
    Nodes rearrange(
        const NewRows &newRows); // returns those of which it is not known where they went
    void setColumns(int columns) { m_columns = columns; }
    // `former` has for each column its former number, or -1 if it is new.
    void remapColumns(const std::vector<int> &former, int roles);

    bool hasMore = false; // rows that the peer fetches when it is asked to
    bool isFetchingMore = false;

private:
    struct Rows // some that are on their way
    {
        CachedRows::Entries cached;
        Nodes nodes; // whose rows are counted from the first
        int count;
    };
    Rows takeRows(int first, int count);
    void putRows(int first, Rows rows);

    ModelNodeId m_id = 0;
    RemoteNode *m_parent = nullptr;
    int m_row = -1;
    int m_rows = 0;
    int m_columns = 0;
    Nodes m_children;
    CachedRows m_cache;
};

} // namespace WebSocketRpc
