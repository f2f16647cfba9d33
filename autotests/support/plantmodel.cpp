// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "plantmodel.h"

#include "plantitem.h"

#include <iterator>

PlantModel::PlantModel(Kind kind, int rows, QObject *parent)
    : QAbstractItemModel(parent)
    , m_kind(kind)
    , m_root(std::make_unique<Item>())
{
    m_root->columns = kind == List ? 1 : 3;
    m_root->columnHeaders.resize(m_root->columns);
    insertRows(0, rows);
}

PlantModel::~PlantModel() = default;

PlantModel::Item *PlantModel::itemOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_root.get();
}

QModelIndex PlantModel::indexOf(const Item *item, int column) const
{
    return item == m_root.get() ? QModelIndex() : createIndex(item->row(), column, item);
}

std::unique_ptr<PlantModel::Item> PlantModel::makeItem(Item *parent)
{
    auto item = std::make_unique<Item>(
        Item{.id = ++m_latestId, .parent = parent, .columns = parent->columns});
    for (int column = 0; column < parent->columns; ++column)
        item->cells.push_back({.text = QStringLiteral("%1.%2").arg(item->id).arg(column)});
    return item;
}

QModelIndex PlantModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, itemOf(parent)->children[std::size_t(row)].get());
}

QModelIndex PlantModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(itemOf(child)->parent) : QModelIndex();
}

int PlantModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : itemOf(parent)->rows();
}

int PlantModel::columnCount(const QModelIndex &parent) const
{
    return parent.column() > 0 || (parent.isValid() && m_kind != Tree) ? 0
                                                                       : itemOf(parent)->columns;
}

bool PlantModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0 || canFetchMore(parent);
}

bool PlantModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.column() <= 0 && itemOf(parent)->unfetched > 0;
}

void PlantModel::fetchMore(const QModelIndex &parent)
{
    Item &item = *itemOf(parent);
    const int count = item.unfetched - item.unfetched / 2;
    item.unfetched -= count;
    insertRows(item.rows(), count, parent);
}

void PlantModel::setUnfetched(const QModelIndex &parent, int rows)
{
    itemOf(parent)->unfetched = rows;
}

QVariant PlantModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Item &item = *itemOf(index);
    const Cell &cell = item.cells[std::size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return cell.text;
    case IdRole:
        return item.id;
    case WeightRole:
        return cell.weight;
    case DueRole:
        return cell.due;
    default:
        return {};
    }
}

bool PlantModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid())
        return false;
    Cell &cell = itemOf(index)->cells[std::size_t(index.column())];
    if (role == Qt::DisplayRole || role == Qt::EditRole) {
        cell.text = value.toString();
        Q_EMIT dataChanged(index, index, {Qt::DisplayRole, Qt::EditRole});
        return true;
    }
    if (role == WeightRole && value.toInt() >= 0)
        cell.weight = value.toInt();
    else if (role == DueRole)
        cell.due = value.toDate();
    else
        return false;
    Q_EMIT dataChanged(index, index, {role});
    return true;
}

QVariant PlantModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    QVariant header;
    if (role == Qt::DisplayRole && orientation == Qt::Horizontal)
        header = m_root->columnHeaders.value(section);
    else if (role == Qt::DisplayRole && section >= 0 && section < m_root->rows())
        header = m_root->children[std::size_t(section)]->header;
    return header.isValid() ? header : QAbstractItemModel::headerData(section, orientation, role);
}

bool PlantModel::setHeaderData(
    int section, Qt::Orientation orientation, const QVariant &value, int role)
{
    const int sections = orientation == Qt::Horizontal ? m_root->columns : m_root->rows();
    if (section < 0 || section >= sections || (role != Qt::EditRole && role != Qt::DisplayRole))
        return false;
    if (orientation == Qt::Horizontal)
        m_root->columnHeaders[section] = value;
    else
        m_root->children[std::size_t(section)]->header = value;
    Q_EMIT headerDataChanged(orientation, section, section);
    return true;
}

Qt::ItemFlags PlantModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid())
        return flags | Qt::ItemIsDropEnabled;
    if (itemOf(index)->cells[std::size_t(index.column())].weight == 0)
        flags &= ~Qt::ItemIsSelectable;
    return flags | Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
}

QHash<int, QByteArray> PlantModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"}, {Qt::EditRole, "edit"}, {IdRole, "id"},
        {WeightRole, "weight"}, {DueRole, "due"}};
}

bool PlantModel::insertRows(int row, int count, const QModelIndex &parent)
{
    Item *const item = itemOf(parent);
    const bool isLeaf = parent.column() > 0 || (parent.isValid() && m_kind != Tree);
    if (isLeaf || count <= 0 || row < 0 || row > item->rows())
        return false;
    std::vector<std::unique_ptr<Item>> added;
    for (int i = 0; i < count; ++i)
        added.push_back(makeItem(item));
    beginInsertRows(parent, row, row + count - 1);
    item->children.insert(item->children.begin() + row, std::move_iterator(added.begin()),
        std::move_iterator(added.end()));
    endInsertRows();
    return true;
}

bool PlantModel::removeRows(int row, int count, const QModelIndex &parent)
{
    if (count <= 0 || row < 0 || row > rowCount(parent) - count)
        return false;
    auto &children = itemOf(parent)->children;
    beginRemoveRows(parent, row, row + count - 1);
    children.erase(children.begin() + row, children.begin() + row + count);
    endRemoveRows();
    return true;
}

bool PlantModel::moveRows(const QModelIndex &sourceParent, int sourceRow, int count,
    const QModelIndex &destinationParent, int destinationChild)
{
    Item *const from = itemOf(sourceParent);
    Item *const to = itemOf(destinationParent);
    const bool isLeaf =
        destinationParent.column() > 0 || (destinationParent.isValid() && m_kind != Tree);
    if (isLeaf || count <= 0 || sourceRow < 0 || sourceRow > rowCount(sourceParent) - count
        || destinationChild < 0 || destinationChild > to->rows() || from->columns != to->columns)
        return false;
    if (!beginMoveRows(
            sourceParent, sourceRow, sourceRow + count - 1, destinationParent, destinationChild))
        return false;
    const auto first = from->children.begin() + sourceRow;
    std::vector<std::unique_ptr<Item>> moved;
    std::move(first, first + count, std::back_inserter(moved));
    from->children.erase(first, first + count);
    for (const auto &item : moved)
        item->parent = to;
    const bool isBehind = from == to && destinationChild > sourceRow;
    to->children.insert(to->children.begin() + destinationChild - (isBehind ? count : 0),
        std::move_iterator(moved.begin()), std::move_iterator(moved.end()));
    endMoveRows();
    return true;
}

bool PlantModel::insertColumns(int column, int count, const QModelIndex &parent)
{
    Item *const item = itemOf(parent);
    if (m_kind == List || columnCount(parent) == 0 || count <= 0 || column < 0
        || column > item->columns)
        return false;
    beginInsertColumns(parent, column, column + count - 1);
    item->columns += count;
    for (const auto &child : item->children)
        child->cells.insert(child->cells.begin() + column, std::size_t(count), Cell());
    if (item == m_root.get())
        item->columnHeaders.insert(column, count, QVariant());
    endInsertColumns();
    return true;
}

// The last one stays.
bool PlantModel::removeColumns(int column, int count, const QModelIndex &parent)
{
    Item *const item = itemOf(parent);
    if (count <= 0 || count >= columnCount(parent) || column < 0 || column > item->columns - count)
        return false;
    beginRemoveColumns(parent, column, column + count - 1);
    item->columns -= count;
    for (const auto &child : item->children)
        child->cells.erase(child->cells.begin() + column, child->cells.begin() + column + count);
    if (item == m_root.get())
        item->columnHeaders.remove(column, count);
    endRemoveColumns();
    return true;
}

bool PlantModel::moveColumns(const QModelIndex &sourceParent, int sourceColumn, int count,
    const QModelIndex &destinationParent, int destinationChild)
{
    Item *const item = itemOf(sourceParent);
    if (sourceParent != destinationParent || count <= 0 || sourceColumn < 0
        || sourceColumn > columnCount(sourceParent) - count || destinationChild < 0
        || destinationChild > item->columns)
        return false;
    if (!beginMoveColumns(
            sourceParent, sourceColumn, sourceColumn + count - 1, sourceParent, destinationChild))
        return false;
    const auto move = [&](auto begin) {
        if (destinationChild > sourceColumn)
            std::rotate(
                begin + sourceColumn, begin + sourceColumn + count, begin + destinationChild);
        else
            std::rotate(
                begin + destinationChild, begin + sourceColumn, begin + sourceColumn + count);
    };
    for (const auto &child : item->children)
        move(child->cells.begin());
    if (item == m_root.get())
        move(item->columnHeaders.begin());
    endMoveColumns();
    return true;
}
