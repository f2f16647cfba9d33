// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "entrymodel.h"

#include <QLocale>

EntryModel::EntryModel(const WebSocketRpc::Stream<Entry> &entries, QObject *parent)
    : QAbstractTableModel(parent)
    , m_stream(entries)
{
}

int EntryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int EntryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EntryModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole && index.column() != Customer)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const Entry &entry = m_entries.at(index.row());
    const QLocale locale(QLocale::English);
    switch (index.column()) {
    case Number:
        return locale.toString(entry.number);
    case Customer:
        return entry.customer;
    case Amount:
        return locale.toString(entry.amount, 'f', 2);
    default:
        return {};
    }
}

QVariant EntryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("Number");
    case Customer:
        return tr("Customer");
    default:
        return tr("Amount");
    }
}

//! [fetch]
bool EntryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_missing == 0 && !m_isComplete;
}

void EntryModel::fetchMore(const QModelIndex &)
{
    constexpr int pageSize = 500;
    m_missing = pageSize;
    read();
}

void EntryModel::read()
{
    m_stream.next(m_missing)
        .then(this, [this](const QList<Entry> &entries) { append(entries); })
        .onFailed(this, [this](const WebSocketRpc::Error &error) {
            m_isComplete = true;
            Q_EMIT failed(error.message());
        });
}

void EntryModel::append(const QList<Entry> &entries)
{
    m_isComplete = entries.isEmpty();
    if (m_isComplete)
        return;
    m_missing -= int(entries.size());
    const int first = int(m_entries.size());
    beginInsertRows({}, first, first + int(entries.size()) - 1);
    m_entries += entries;
    endInsertRows();
    if (m_missing > 0)
        read();
}
//! [fetch]
