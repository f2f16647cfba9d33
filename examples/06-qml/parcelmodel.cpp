// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parcelmodel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

const QStringList &stations()
{
    static const QStringList stations = {u"accepted"_s, u"collected"_s, u"in the sorting centre"_s,
        u"out for delivery"_s, u"delivered"_s};
    return stations;
}

} // namespace

int ParcelModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_parcels.size());
}

QVariant ParcelModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Parcel &parcel = m_parcels[index.row()];
    switch (role) {
    case Number:
        return parcel.number;
    case Recipient:
        return parcel.recipient;
    case Destination:
        return parcel.destination;
    case Station:
        return stations()[parcel.station];
    case Progress:
        return double(parcel.station) / double(stations().size() - 1);
    default:
        return {};
    }
}

QHash<int, QByteArray> ParcelModel::roleNames() const
{
    return {{Number, "number"}, {Recipient, "recipient"}, {Destination, "destination"},
        {Station, "station"}, {Progress, "progress"}};
}

int ParcelModel::add(const QString &recipient, const QString &destination)
{
    beginInsertRows({}, 0, 0);
    m_parcels.prepend({++m_lastNumber, recipient, destination});
    endInsertRows();
    return m_lastNumber;
}

bool ParcelModel::move(int number)
{
    const auto parcel = std::ranges::find(m_parcels, number, &Parcel::number);
    if (parcel == m_parcels.end() || parcel->station == stations().size() - 1)
        return false;
    ++parcel->station;
    const QModelIndex place = index(int(parcel - m_parcels.begin()));
    Q_EMIT dataChanged(place, place, {Station, Progress});
    return true;
}
