// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rowsmodel.h"

#include <algorithm>

namespace Benchmarks {

QString RowsModel::textOf(int row, int column)
{
    return QStringLiteral("row %1, column %2").arg(row).arg(column);
}

QString RowsModel::textOfChange(int number)
{
    return QStringLiteral("change %1").arg(number);
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int RowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !index.isValid())
        return {};
    if (index.column() == 0)
        return index.row();
    if (m_changes > 0 && index.row() == changedRow && index.column() == changedColumn)
        return textOfChange(m_changes);
    return textOf(index.row(), index.column());
}

Qt::ItemFlags RowsModel::flags(const QModelIndex &index) const
{
    return QAbstractTableModel::flags(index) | Qt::ItemIsEditable;
}

bool RowsModel::setData(const QModelIndex &index, const QVariant &value, int)
{
    if (index.row() != 0 || index.column() != 0)
        return false;
    m_changesToDo = std::max(0, value.toInt());
    m_insertionsToDo = std::max(0, -value.toInt());
    m_timer.start(0, this);
    return true;
}

void RowsModel::timerEvent(QTimerEvent *)
{
    if (m_changesToDo > 0)
        change();
    for (int i = 0; i < 100 && m_insertionsToDo > 0; ++i)
        insert();
    if (m_changesToDo == 0 && m_insertionsToDo == 0)
        m_timer.stop();
}

void RowsModel::change()
{
    --m_changesToDo;
    ++m_changes;
    const QModelIndex changed = index(changedRow, changedColumn);
    Q_EMIT dataChanged(changed, changed, {Qt::DisplayRole});
}

void RowsModel::insert()
{
    constexpr int row = 25; // in sight
    --m_insertionsToDo;
    beginInsertRows({}, row, row);
    ++m_rows;
    endInsertRows();
}

} // namespace Benchmarks
