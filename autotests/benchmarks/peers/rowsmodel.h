// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractTableModel>
#include <QBasicTimer>
#include <QHash>

namespace Benchmarks {

// A table that is followed. The value of its first cell is a command: so many changes, one in each turn of the
// event loop, or, if it is negative, so many insertions of a row, a hundred in each turn.
class RowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int initialRows = 1'000'000;
    static constexpr int columns = 4;
    static constexpr int changedRow = 1;
    static constexpr int changedColumn = 1;

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] static QString textOf(int row, int column);
    [[nodiscard]] static QString textOfChange(int number); // of the changed cell, from 1

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void change();
    void insert();

    QBasicTimer m_timer;
    int m_rows = initialRows;
    int m_changes = 0;
    int m_changesToDo = 0;
    int m_insertionsToDo = 0;
};

} // namespace Benchmarks
