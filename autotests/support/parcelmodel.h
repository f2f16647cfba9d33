// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractListModel>

// A list with the roles recipient, weight and state.
class ParcelModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { Recipient = Qt::UserRole + 1, Weight, State };

    explicit ParcelModel(int parcels = 1000);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    bool insertRows(int row, int count, const QModelIndex &parent = {}) override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;

    void insert(int row, const QString &recipient);
    void move(int from, int to); // where the row is then
    void reset(); // to the parcels of the beginning

private:
    struct Parcel
    {
        QString recipient = {};
        int weight = 0;
        QString state = QStringLiteral("waiting");
    };

    const int m_initialParcels;
    QList<Parcel> m_parcels;
};
