// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qmetatype.h>
#include <QtCore/qvariant.h>

#include <optional>

// What two peers say to each other about a model.
//
// A node is the root, or an index in column 0 that has children and that the peer knows. Each has a number, which
// stays the same when the index moves. The number of the root is 0.
//
// Row numbers hold at the moment when the message is sent. Messages arrive in order, so the receiver has applied all
// changes before that moment and none after it. A request that changes a row also names the revision that its sender
// knows. It is refused with Error::OutdatedRevision if the rows of that node have changed since.
namespace WebSocketRpc {

using ModelNodeId = qint64;

struct ModelRole
{
    Q_GADGET
    Q_PROPERTY(int role MEMBER role)
    Q_PROPERTY(QString name MEMBER name)

public:
    int role = 0;
    QString name = {};

    friend bool operator==(const ModelRole &, const ModelRole &) = default;
};

struct ModelNode
{
    Q_GADGET
    Q_PROPERTY(qint64 node MEMBER node)
    Q_PROPERTY(int rows MEMBER rows)
    Q_PROPERTY(int columns MEMBER columns)
    Q_PROPERTY(bool hasMore MEMBER hasMore)

public:
    ModelNodeId node = 0;
    int rows = 0;
    int columns = 0;
    bool hasMore = false; // QAbstractItemModel::canFetchMore()

    friend bool operator==(const ModelNode &, const ModelNode &) = default;
};

struct ModelDescription
{
    Q_GADGET
    Q_PROPERTY(qint64 revision MEMBER revision)
    Q_PROPERTY(WebSocketRpc::ModelNode root MEMBER root)
    Q_PROPERTY(QList<WebSocketRpc::ModelRole> roles MEMBER roles)
    Q_PROPERTY(QVariantList headers MEMBER headers)
    Q_PROPERTY(bool writable MEMBER writable)
    Q_PROPERTY(bool insertable MEMBER insertable)
    Q_PROPERTY(bool removable MEMBER removable)
    Q_PROPERTY(bool sortable MEMBER sortable)

public:
    qint64 revision = 0;
    ModelNode root = {};
    QList<ModelRole> roles = {};
    QVariantList headers = {}; // of the columns
    bool writable = false;
    bool insertable = false;
    bool removable = false;
    bool sortable = false;

    friend bool operator==(const ModelDescription &, const ModelDescription &) = default;
};

struct ModelRange
{
    Q_GADGET
    Q_PROPERTY(qint64 node MEMBER node)
    Q_PROPERTY(int first MEMBER first)
    Q_PROPERTY(int count MEMBER count)

public:
    ModelNodeId node = 0;
    int first = 0;
    int count = 0;

    friend bool operator==(const ModelRange &, const ModelRange &) = default;
};

// A row that has children, and is therefore a node.
struct ModelChild
{
    Q_GADGET
    Q_PROPERTY(int row MEMBER row)
    Q_PROPERTY(WebSocketRpc::ModelNode node MEMBER node)

public:
    int row = 0;
    ModelNode node = {};

    friend bool operator==(const ModelChild &, const ModelChild &) = default;
};

// Some rows of a node. An answer has all their columns, changes may have only some.
struct ModelBlock
{
    Q_GADGET
    Q_PROPERTY(qint64 node MEMBER node)
    Q_PROPERTY(int first MEMBER first)
    Q_PROPERTY(int count MEMBER count)
    Q_PROPERTY(int firstColumn MEMBER firstColumn)
    Q_PROPERTY(int columns MEMBER columns)
    Q_PROPERTY(QVariantMap values MEMBER values)
    Q_PROPERTY(QVariantMap types MEMBER types)
    Q_PROPERTY(QVariant flags MEMBER flags)
    Q_PROPERTY(QList<WebSocketRpc::ModelChild> parents MEMBER parents)
    Q_PROPERTY(QVariantList headers MEMBER headers)

public:
    ModelNodeId node = 0;
    int first = 0;
    int count = 0;
    int firstColumn = 0;
    int columns = 0;
    QVariantMap values = {}; // by role name: lists, row by row
    // By role name, unless the JSON tells it: the type of all values that are not null, or a list with a type for
    // each value.
    QVariantMap types = {};
    QVariant flags = {}; // Qt::ItemFlags of all cells, or a list of those of each cell
    QList<ModelChild> parents = {}; // the rows that have children
    QVariantList headers = {}; // of the rows; empty if they are numbered from 1

    friend bool operator==(const ModelBlock &, const ModelBlock &) = default;
};

// Registers the types of the members. Call it before any of the messages is marshalled.
void registerModelMessages();

} // namespace WebSocketRpc
