// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractTableModel>
#include <QBasicTimer>
#include <QHash>

#include <array>

// The electricity meters of a city. The rows are made when they are asked for, and some of those that were
// asked for last turn on.
class MeterModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int size = 1'000'000;
    enum Column { Meter, Street, House, Tariff, Reading, Power, Columns };

    MeterModel();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    [[nodiscard]] double reading(int row) const;

    QBasicTimer m_timer;
    QHash<int, int> m_watts; // of the meters that have turned
    QHash<int, double> m_turned; // since the start, in kWh
    mutable std::array<int, 1024> m_latest = {}; // that were asked for
    mutable std::size_t m_next = 0; // place among them
};
