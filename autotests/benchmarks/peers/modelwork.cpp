// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelwork.h"

#include "rowsmodel.h"

#include <algorithm>

namespace Benchmarks {

namespace {

constexpr int rowsOfScreen = 50;
constexpr int rowsOfPortion = 1000;

} // namespace

ModelWork::ModelWork(const LoadOptions &options) : m_task(options.task), m_count(int(options.bytes))
{
}

bool ModelWork::isFollowing() const
{
    return m_task == Task::ChangeRows || m_task == Task::FollowRows || m_task == Task::InsertRows;
}

void ModelWork::follow()
{
    if (!isFollowing())
        return;
    bool isThere = false;
    m_done = [&isThere] { isThere = true; };
    replace(rowsOfScreen);
    waitUntil([&isThere] { return isThere; });
    m_expectedRows = m_replica->rowCount();
}

void ModelWork::start(std::function<void()> done)
{
    m_done = std::move(done);
    switch (m_task) {
    case Task::FirstScreen:
        return replace(rowsOfScreen);
    case Task::AllRows:
        return replace(m_count);
    case Task::ChangeRows:
        m_changes += m_count;
        m_replica->setData(m_replica->index(0, 0), m_count, Qt::DisplayRole);
        return;
    case Task::InsertRows:
        m_expectedRows += m_count;
        m_replica->setData(m_replica->index(0, 0), -m_count, Qt::DisplayRole);
        return;
    case Task::FollowRows:
        m_expectedRows += m_count;
        return;
    default:
        fail(QStringLiteral("no such task with models"));
    }
}

void ModelWork::replace(int rows)
{
    m_replica.reset();
    m_rowsToRead = rows;
    m_nextRow = 0;
    m_askedRows = 0;
    m_replica = acquire(rows);
    QAbstractItemModel *const model = m_replica.get();
    QObject::connect(model, &QAbstractItemModel::modelReset, model, [this] { check(); });
    QObject::connect(model, &QAbstractItemModel::dataChanged, model, [this] { check(); });
    QObject::connect(model, &QAbstractItemModel::rowsInserted, model, [this] { check(); });
}

void ModelWork::check()
{
    if (!m_done)
        return;
    if (m_changes > 0) {
        const QModelIndex changed =
            m_replica->index(RowsModel::changedRow, RowsModel::changedColumn);
        if (m_replica->data(changed) == RowsModel::textOfChange(m_changes))
            finish();
    } else if (m_expectedRows > 0) {
        if (m_replica->rowCount() == m_expectedRows)
            finish();
    } else if (areRowsThere()) {
        finish();
    }
}

bool ModelWork::areRowsThere()
{
    if (m_replica->rowCount() < RowsModel::initialRows)
        return false;
    if (m_askedRows == 0)
        askForPortion();
    constexpr int last = RowsModel::columns - 1;
    while (m_nextRow < m_askedRows) {
        const QVariant value = m_replica->data(m_replica->index(m_nextRow, last));
        if (!value.isValid())
            return false;
        if (value != RowsModel::textOf(m_nextRow, last))
            fail(QStringLiteral("wrong value"));
        if (++m_nextRow == m_askedRows && m_askedRows < m_rowsToRead)
            askForPortion();
    }
    return true;
}

// As a view does.
void ModelWork::askForPortion()
{
    m_askedRows = std::min(m_askedRows + rowsOfPortion, m_rowsToRead);
    for (int row = m_nextRow; row < m_askedRows; ++row) {
        for (int column = 0; column < RowsModel::columns; ++column)
            (void)m_replica->data(m_replica->index(row, column));
    }
}

void ModelWork::checkSoon()
{
    QMetaObject::invokeMethod(
        m_replica.get(), [this] { check(); }, Qt::QueuedConnection);
}

// Later, since the replica is telling of a change, and the next task may replace it.
void ModelWork::finish()
{
    QMetaObject::invokeMethod(
        m_replica.get(), [done = std::exchange(m_done, {})] { done(); }, Qt::QueuedConnection);
}

} // namespace Benchmarks
