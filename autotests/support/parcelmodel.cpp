// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parcelmodel.h"

using namespace Qt::StringLiterals;

ParcelModel::ParcelModel(int parcels) : m_initialParcels(parcels)
{
    reset();
}

int ParcelModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_parcels.size());
}

QVariant ParcelModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Parcel &parcel = m_parcels.at(index.row());
    switch (role) {
    case Recipient:
        return parcel.recipient;
    case Weight:
        return parcel.weight;
    case State:
        return parcel.state;
    default:
        return {};
    }
}

Qt::ItemFlags ParcelModel::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsEditable;
}

QHash<int, QByteArray> ParcelModel::roleNames() const
{
    return {{Recipient, "recipient"}, {Weight, "weight"}, {State, "state"}};
}

bool ParcelModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    Parcel &parcel = m_parcels[index.row()];
    if (role == Weight && value.toInt() < 0)
        return false;
    if (role == Recipient)
        parcel.recipient = value.toString();
    else if (role == Weight)
        parcel.weight = value.toInt();
    else if (role == State)
        parcel.state = value.toString();
    else
        return false;
    Q_EMIT dataChanged(index, index, {role});
    return true;
}

bool ParcelModel::insertRows(int row, int count, const QModelIndex &parent)
{
    if (parent.isValid() || row < 0 || row > rowCount() || count < 1)
        return false;
    beginInsertRows({}, row, row + count - 1);
    m_parcels.insert(row, count, Parcel());
    endInsertRows();
    return true;
}

bool ParcelModel::removeRows(int row, int count, const QModelIndex &parent)
{
    if (parent.isValid() || row < 0 || count < 1 || row > rowCount() - count)
        return false;
    beginRemoveRows({}, row, row + count - 1);
    m_parcels.remove(row, count);
    endRemoveRows();
    return true;
}

void ParcelModel::insert(int row, const QString &recipient)
{
    beginInsertRows({}, row, row);
    m_parcels.insert(row, Parcel{recipient});
    endInsertRows();
}

void ParcelModel::move(int from, int to)
{
    if (from == to)
        return;
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    m_parcels.move(from, to);
    endMoveRows();
}

void ParcelModel::reset()
{
    beginResetModel();
    m_parcels.clear();
    for (int i = 0; i < m_initialParcels; ++i)
        m_parcels.append({.recipient = u"recipient %1"_s.arg(i), .weight = i % 50});
    endResetModel();
}
