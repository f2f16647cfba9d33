// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractListModel>

// The parcels on their way, the newest first.
class ParcelModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { Number = Qt::UserRole, Recipient, Destination, Station, Progress };

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    int add(const QString &recipient, const QString &destination); // returns its number
    [[nodiscard]] bool move(int number); // to the next station; false at the last one

private:
    struct Parcel
    {
        int number;
        QString recipient;
        QString destination;
        qsizetype station = 0;
    };

    int m_lastNumber = 1000;
    QList<Parcel> m_parcels;
};
