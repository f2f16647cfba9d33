// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "metermodel.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int housesOfStreet = 120;

QString streetOf(int row)
{
    static const QStringList names = {u"Ampère"_s, u"Curie"_s, u"Faraday"_s, u"Galvani"_s,
        u"Henry"_s, u"Hertz"_s, u"Kelvin"_s, u"Maxwell"_s, u"Ohm"_s, u"Tesla"_s, u"Volta"_s,
        u"Watt"_s};
    const int street = row / housesOfStreet;
    return u"%1 Street %2"_s.arg(names[street % names.size()]).arg(street / names.size() + 1);
}

} // namespace

MeterModel::MeterModel()
{
    constexpr int milliseconds = 100;
    m_timer.start(milliseconds, this);
}

int MeterModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : size;
}

int MeterModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant MeterModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    if (index.column() == 0) {
        m_latest[m_next] = row;
        m_next = (m_next + 1) % m_latest.size();
    }
    switch (Column(index.column())) {
    case Meter:
        return u"E-%1"_s.arg(row + 1, 7, 10, QChar(u'0'));
    case Street:
        return streetOf(row);
    case House:
        return row % housesOfStreet + 1;
    case Tariff:
        return row % 7 == 0 ? u"night"_s : u"day"_s;
    case Reading:
        return u"%1 kWh"_s.arg(reading(row), 0, 'f', 1);
    case Power:
        return u"%1 W"_s.arg(m_watts.value(row, 40 + row % 97));
    case Columns:
        break;
    }
    return {};
}

QVariant MeterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    static const QStringList headers = {
        tr("Meter"), tr("Street"), tr("House"), tr("Tariff"), tr("Reading"), tr("Power")};
    return headers.value(section);
}

double MeterModel::reading(int row) const
{
    return row % 9973 * 3.7 + m_turned.value(row);
}

void MeterModel::timerEvent(QTimerEvent *)
{
    constexpr int meters = 12;
    QRandomGenerator *const random = QRandomGenerator::global();
    for (int i = 0; i < meters; ++i) {
        const int row = m_latest[random->bounded(quint32(m_latest.size()))];
        m_watts[row] = random->bounded(50, 4000);
        m_turned[row] += 0.1;
        Q_EMIT dataChanged(index(row, Reading), index(row, Power), {Qt::DisplayRole});
    }
}
