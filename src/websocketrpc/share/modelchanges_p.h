// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelmessages_p.h"

// What followers of a model are told when it changes.
namespace WebSocketRpc {

struct ModelStep
{
    Q_GADGET
    Q_PROPERTY(Change change MEMBER change)
    Q_PROPERTY(qint64 node MEMBER node)
    Q_PROPERTY(int first MEMBER first)
    Q_PROPERTY(int count MEMBER count)
    Q_PROPERTY(std::optional<qint64> toNode MEMBER toNode)
    Q_PROPERTY(std::optional<int> to MEMBER to)
    Q_PROPERTY(std::optional<QList<int>> rows MEMBER rows)
    Q_PROPERTY(std::optional<WebSocketRpc::ModelNode> child MEMBER child)

public:
    enum class Change {
        InsertRows,
        RemoveRows,
        MoveRows,
        InsertColumns,
        RemoveColumns,
        MoveColumns,
        ChangeLayout, // of `count` rows, all that the node has
        AddChildren, // the row `first` of `node` has children now, and is the new node `child`
    };
    Q_ENUM(Change)

    Change change = Change::InsertRows;
    ModelNodeId node = 0;
    int first = 0;
    int count = 0;
    // The target of a move: the rows go before the one that was `to`, as in QAbstractItemModel::beginMoveRows().
    std::optional<ModelNodeId> toNode = {};
    std::optional<int> to = {};
    // For a new layout: pairs of the old and the new number of a row. The new places of other rows are not known.
    std::optional<QList<int>> rows = {};
    std::optional<ModelNode> child = {};

    friend bool operator==(const ModelStep &, const ModelStep &) = default;
};

struct ModelChanges
{
    Q_GADGET
    Q_PROPERTY(qint64 revision MEMBER revision)
    Q_PROPERTY(bool reset MEMBER reset)
    Q_PROPERTY(QList<WebSocketRpc::ModelStep> steps MEMBER steps)
    Q_PROPERTY(QList<WebSocketRpc::ModelBlock> values MEMBER values)
    Q_PROPERTY(QList<WebSocketRpc::ModelRange> changed MEMBER changed)
    Q_PROPERTY(std::optional<QVariantList> headers MEMBER headers)

public:
    qint64 revision = 0;
    bool reset = false; // the model must be opened again
    QList<ModelStep> steps = {}; // in this order
    // The row numbers in the following hold after all steps.
    QList<ModelBlock> values = {}; // in this order: later ones are newer
    QList<ModelRange> changed = {}; // rows whose new values are not included
    std::optional<QVariantList> headers = {}; // of all columns

    friend bool operator==(const ModelChanges &, const ModelChanges &) = default;
};

} // namespace WebSocketRpc
