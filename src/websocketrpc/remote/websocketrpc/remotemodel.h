// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>

#include <QtCore/qabstractitemmodel.h>

#include <memory>

namespace WebSocketRpc {

class Channel;
class RemoteModelPrivate;

class WEBSOCKETRPC_EXPORT RemoteModel : public QAbstractItemModel
{
    Q_OBJECT
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)
    Q_PROPERTY(bool synchronised READ isSynchronised NOTIFY synchronisedChanged)
    Q_PROPERTY(int readAhead READ readAhead WRITE setReadAhead NOTIFY readAheadChanged)
    Q_PROPERTY(int cacheSize READ cacheSize WRITE setCacheSize NOTIFY cacheSizeChanged)

public:
    enum Role { LoadedRole = 0x7fff0000 };
    Q_ENUM(Role)

    explicit RemoteModel(QObject *parent = nullptr);
    RemoteModel(Channel *channel, const QString &name, QObject *parent = nullptr);
    ~RemoteModel() override;

    [[nodiscard]] Channel *channel() const;
    void setChannel(Channel *channel);
    [[nodiscard]] QString name() const;
    void setName(const QString &name);
    [[nodiscard]] bool isSynchronised() const;
    [[nodiscard]] Error lastError() const;

    [[nodiscard]] int readAhead() const;
    void setReadAhead(int rows);
    [[nodiscard]] int cacheSize() const;
    void setCacheSize(int rows);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    bool insertRows(int row, int count, const QModelIndex &parent = {}) override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    void channelChanged();
    void nameChanged();
    void synchronisedChanged();
    void readAheadChanged();
    void cacheSizeChanged();
    void failed(const WebSocketRpc::Error &error);

private:
    friend class RemoteModelPrivate;
    friend class RemoteModelChanges;

    const std::unique_ptr<RemoteModelPrivate> d;
};

} // namespace WebSocketRpc
