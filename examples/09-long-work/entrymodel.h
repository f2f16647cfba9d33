// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "entry.h"

#include <websocketrpc/stream.h>

#include <QAbstractTableModel>

// The entries that were read so far. A view reads more when it scrolls to the end.
class EntryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Customer, Amount, ColumnCount };

    EntryModel(const WebSocketRpc::Stream<Entry> &entries, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void failed(const QString &message);

private:
    void read();
    void append(const QList<Entry> &entries);

    const WebSocketRpc::Stream<Entry> m_stream;
    QList<Entry> m_entries;
    int m_missing = 0; // of the page that is being read
    bool m_isComplete = false;
};
