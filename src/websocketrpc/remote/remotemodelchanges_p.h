// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "blockreader_p.h"
#include "remotemodelprivate_p.h"

namespace WebSocketRpc {

// Applies what the peer says about its model to a remote model. The peer is not trusted: a change that does not fit
// the present rows is refused.
class RemoteModelChanges
{
public:
    enum class Outcome { Done, Impossible, Overtaken }; // the model is gone, or follows another one

    explicit RemoteModelChanges(RemoteModelPrivate *model);

    [[nodiscard]] Outcome apply(const ModelChanges &changes);
    [[nodiscard]] Outcome apply(const ModelBlock &block, quint64 roles);
    // The values of rows have changed. Rows that were used lately are requested again.
    [[nodiscard]] Outcome refresh(const NodeRows &rows);
    [[nodiscard]] Outcome replaceHeaders(const QVariantList &headers);

private:
    [[nodiscard]] RemoteNode *find(ModelNodeId node) const;
    [[nodiscard]] bool isPossible(const ModelStep &step) const;
    [[nodiscard]] bool isMovePossible(const RemoteNode &node, const ModelStep &step) const;
    void apply(const ModelStep &step);
    void insertRows(RemoteNode &node, int first, int count);
    void removeRows(RemoteNode &node, int first, int count);
    void moveRows(RemoteNode *node, const ModelStep &step);
    void changeColumns(RemoteNode &node, const ModelStep &step);
    void changeLayout(RemoteNode &node, const ModelStep &step);

    [[nodiscard]] Outcome applyTold(const ModelBlock &block);
    [[nodiscard]] bool isPossible(const ModelBlock &block, const RemoteNode &node) const;
    [[nodiscard]] Outcome tell(const RemoteNode &node, const std::vector<RowChange> &changes);
    [[nodiscard]] Outcome tellHeaders(const RemoteNode &node, const RowRanges &rows);
    [[nodiscard]] Outcome applyChildren(RemoteNode &node, const ModelBlock &block);
    [[nodiscard]] Outcome applyChild(RemoteNode &node, int row, const ModelNode *told);
    [[nodiscard]] Outcome addNode(RemoteNode &parent, int row, const ModelNode &told);
    [[nodiscard]] bool isPossible(const ModelNode &node, const RemoteNode *known) const;
    [[nodiscard]] Outcome removeNode(RemoteNode &node);
    void forget(const RemoteNode::Nodes &nodes);

    RemoteModelPrivate *const d;
    RemoteModel *const q;
    const std::function<bool()> m_holds; // false where none of the above may be touched any more
};

} // namespace WebSocketRpc
