// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelmessages_p.h"

// What those who follow a model are told when it changes.
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
    // Where it moves: before the row or column that is `to` before the move, as in QAbstractItemModel::beginMoveRows().
    std::optional<ModelNodeId> toNode = {};
    std::optional<int> to = {};
    // Of a new layout: pairs of a row before and what has become of it. The place of other rows is not known.
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
    bool reset = false; // the model is another one, and is to be opened again
    QList<ModelStep> steps = {}; // in this order
    // The rows here are those after all steps.
    QList<ModelBlock> values = {}; // in this order: a later one is newer
    QList<ModelRange> changed = {}; // rows with new values that are not said
    std::optional<QVariantList> headers = {}; // of all columns

    friend bool operator==(const ModelChanges &, const ModelChanges &) = default;
};

} // namespace WebSocketRpc
