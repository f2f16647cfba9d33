// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractItemModel>
#include <QRandomGenerator>

#include <memory>

// A model that does all that models do: as a list, a table or a tree, through the functions of
// QAbstractItemModel or at random. In a tree each node has columns of its own.
class PlantModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Kind { List, Table, Tree };
    enum Role {
        IdRole = Qt::UserRole + 1, // of the row, another one for each row that there ever was
        WeightRole, // an int of which negative ones are refused; if it is 0 the cell cannot be selected
        DueRole, // a QDate
    };
    static constexpr int mostItems = 200; // that come at random

    explicit PlantModel(Kind kind, int rows = 0, QObject *parent = nullptr);
    ~PlantModel() override;

    [[nodiscard]] static qint64 idOf(const QModelIndex &index)
    {
        return index.data(IdRole).toLongLong();
    }

    // One change of any kind, which may come to nothing.
    void changeAtRandom(QRandomGenerator &random);
    // As changeAtRandom() does it, in a node.
    void changeCells(const QModelIndex &parent, QRandomGenerator &random);
    void shuffle(const QModelIndex &parent, QRandomGenerator &random); // a change of the layout
    void regroup(); // the same, and the last row of the root becomes a child of the first one
    void replaceAll(int rows); // a reset
    // fetchMore() inserts these, half of them at a time. Nothing sets them at random.
    void setUnfetched(const QModelIndex &parent, int rows);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool setHeaderData(int section, Qt::Orientation orientation, const QVariant &value,
        int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;
    bool insertRows(int row, int count, const QModelIndex &parent = {}) override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;
    bool moveRows(const QModelIndex &sourceParent, int sourceRow, int count,
        const QModelIndex &destinationParent, int destinationChild) override;
    bool insertColumns(int column, int count, const QModelIndex &parent = {}) override;
    bool removeColumns(int column, int count, const QModelIndex &parent = {}) override;
    bool moveColumns(const QModelIndex &sourceParent, int sourceColumn, int count,
        const QModelIndex &destinationParent, int destinationChild) override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override; // all nodes, by text

private:
    struct Cell;
    struct Item;

    [[nodiscard]] Item *itemOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Item *item, int column = 0) const;
    [[nodiscard]] std::unique_ptr<Item> makeItem(Item *parent);
    void sortBelow(Item *item, int column, Qt::SortOrder order);
    void movePersistentIndexes();
    [[nodiscard]] static int itemsBelow(const Item &item);
    void changeStructureAtRandom(QRandomGenerator &random);
    void changeColumnsAtRandom(QRandomGenerator &random);
    void changeHeaderAtRandom(QRandomGenerator &random);
    [[nodiscard]] QModelIndex randomNode(QRandomGenerator &random) const;
    void moveAtRandom(QRandomGenerator &random);

    const Kind m_kind;
    qint64 m_latestId = 0;
    const std::unique_ptr<Item> m_root;
};
