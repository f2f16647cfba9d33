// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "plantitem.h"
#include "plantmodel.h"

namespace {

constexpr int deepest = 4;

} // namespace

void PlantModel::movePersistentIndexes()
{
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &index : before)
        after.append(indexOf(itemOf(index), index.column()));
    changePersistentIndexList(before, after);
}

void PlantModel::sortBelow(Item *item, int column, Qt::SortOrder order)
{
    if (column < item->columns) {
        std::ranges::stable_sort(item->children, [&](const auto &left, const auto &right) {
            const QString &first = left->cells[std::size_t(column)].text;
            const QString &second = right->cells[std::size_t(column)].text;
            return order == Qt::AscendingOrder ? first < second : second < first;
        });
    }
    for (const auto &child : item->children)
        sortBelow(child.get(), column, order);
}

void PlantModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    sortBelow(m_root.get(), column, order);
    movePersistentIndexes();
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void PlantModel::shuffle(const QModelIndex &parent, QRandomGenerator &random)
{
    const QList<QPersistentModelIndex> parents{QPersistentModelIndex(parent)};
    Q_EMIT layoutAboutToBeChanged(parents);
    std::ranges::shuffle(itemOf(parent)->children, random);
    movePersistentIndexes();
    Q_EMIT layoutChanged(parents);
}

void PlantModel::regroup()
{
    if (m_kind != Tree || m_root->rows() < 2)
        return;
    Item *const first = m_root->children.front().get();
    if (first->columns != m_root->columns)
        return;
    Q_EMIT layoutAboutToBeChanged();
    first->children.push_back(std::move(m_root->children.back()));
    m_root->children.pop_back();
    first->children.back()->parent = first;
    movePersistentIndexes();
    Q_EMIT layoutChanged();
}

void PlantModel::replaceAll(int rows)
{
    beginResetModel();
    m_root->children.clear();
    for (int row = 0; row < rows; ++row)
        m_root->children.push_back(makeItem(m_root.get()));
    endResetModel();
}

void PlantModel::changeCells(const QModelIndex &parent, QRandomGenerator &random)
{
    const int rows = rowCount(parent);
    const int columns = columnCount(parent);
    if (rows == 0)
        return;
    const int first = random.bounded(rows);
    const int last = std::min(rows, first + 1 + random.bounded(4)) - 1;
    const int left = random.bounded(columns);
    const int right = left + random.bounded(columns - left);
    const bool onlyWeight = random.bounded(2) == 0;
    for (int row = first; row <= last; ++row) {
        for (int column = left; column <= right; ++column) {
            Cell &cell = itemOf(parent)->children[std::size_t(row)]->cells[std::size_t(column)];
            cell.weight = random.bounded(20);
            if (onlyWeight)
                continue;
            cell.text = QString::number(random.bounded(1000));
            cell.due = QDate(2026, 1, 1).addDays(random.bounded(365));
        }
    }
    Q_EMIT dataChanged(index(first, left, parent), index(last, right, parent),
        onlyWeight ? QList<int>{WeightRole} : QList<int>());
}

QModelIndex PlantModel::randomNode(QRandomGenerator &random) const
{
    QModelIndex node;
    if (m_kind != Tree)
        return node;
    for (int depth = 0; depth < deepest && rowCount(node) > 0 && random.bounded(3) > 0; ++depth)
        node = index(random.bounded(rowCount(node)), 0, node);
    return node;
}

void PlantModel::moveAtRandom(QRandomGenerator &random)
{
    const QModelIndex from = randomNode(random);
    const QModelIndex to = random.bounded(2) == 0 ? from : randomNode(random);
    if (rowCount(from) == 0)
        return;
    const int first = random.bounded(rowCount(from));
    const int count = 1 + random.bounded(std::min(4, rowCount(from) - first));
    moveRows(from, first, count, to, random.bounded(rowCount(to) + 1));
}

int PlantModel::itemsBelow(const Item &item)
{
    int items = item.rows();
    for (const auto &child : item.children)
        items += itemsBelow(*child);
    return items;
}

void PlantModel::changeStructureAtRandom(QRandomGenerator &random)
{
    const QModelIndex node = randomNode(random);
    const int rows = rowCount(node);
    switch (random.bounded(3)) {
    case 0:
        if (itemsBelow(*m_root) < mostItems)
            insertRows(random.bounded(rows + 1), 1 + random.bounded(4), node);
        break;
    case 1:
        if (rows > 0) {
            const int first = random.bounded(rows);
            removeRows(first, 1 + random.bounded(std::min(rows - first, 4)), node);
        }
        break;
    default:
        moveAtRandom(random);
    }
}

void PlantModel::changeColumnsAtRandom(QRandomGenerator &random)
{
    const QModelIndex node = randomNode(random);
    const int columns = columnCount(node);
    if (m_kind == List || columns == 0)
        return;
    const int column = random.bounded(columns);
    switch (random.bounded(3)) {
    case 0:
        if (columns < 4)
            insertColumns(random.bounded(columns + 1), 1, node);
        break;
    case 1:
        removeColumns(column, 1, node);
        break;
    default:
        moveColumns(node, column, 1, node, random.bounded(columns + 1));
    }
}

void PlantModel::changeHeaderAtRandom(QRandomGenerator &random)
{
    const QString text = QStringLiteral("header %1").arg(random.bounded(1000));
    if (random.bounded(2) == 0)
        setHeaderData(random.bounded(m_root->columns), Qt::Horizontal, text);
    else if (m_root->rows() > 0)
        setHeaderData(random.bounded(m_root->rows()), Qt::Vertical, text);
}

void PlantModel::changeAtRandom(QRandomGenerator &random)
{
    const int kind = random.bounded(100);
    if (kind < 50)
        return changeStructureAtRandom(random);
    if (kind < 80)
        return changeCells(randomNode(random), random);
    if (kind < 85)
        return changeColumnsAtRandom(random);
    if (kind < 90)
        return changeHeaderAtRandom(random);
    if (kind < 95)
        return shuffle(randomNode(random), random);
    if (kind < 97)
        return sort(random.bounded(m_root->columns), Qt::SortOrder(random.bounded(2)));
    if (kind < 98)
        return regroup();
    if (random.bounded(4) == 0)
        replaceAll(random.bounded(20));
}
