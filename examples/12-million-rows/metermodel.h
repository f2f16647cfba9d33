// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractTableModel>
#include <QBasicTimer>
#include <QHash>

// The electricity meters of a city. The rows are made when they are asked for, and some meters near those
// that were asked for last turn on.
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
    mutable int m_lastRow = 0; // that was asked for
};
