// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/remotemodel.h>

#include "remotemodelprivate_p.h"

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::RemoteModel
    \inheaderfile websocketrpc/remotemodel.h
    \inmodule WebSocketRpc
    \brief A model that the peer exposes, as a model for the views of this side.

    \snippet models.cpp remote

    The numbers of rows and columns, the headers and the names of the roles are there as soon as the model is
    synchronised. Rows are fetched when a view asks for them, with the rows beside them; until they have come,
    data() returns invalid values, and then dataChanged() is emitted. The role LoadedRole, in QML \c loaded, says
    whether a row has come. Of the roles only those are fetched that somebody has asked for.

    The model follows that of the peer: rows and columns that are inserted, removed and moved, changes of values
    and headers, and new layouts. Persistent indexes, and so selections, stay with their rows.

    A role has the number that it has at the peer. If the peer has other numbers after a reconnect, or after a
    reset of its model, a role that was known by its name keeps its number here.

    After a reconnect the rows that are known are fetched anew, and dataChanged() is emitted for those that
    differ. If the peer has another number of rows, the model is reset.

    setData(), insertRows(), removeRows() and sort() ask the peer, where it allows that. They return \c true if
    the peer has been asked; the model changes when the peer tells that its own has changed. If the peer refuses,
    failed() is emitted. Rows that have moved meanwhile are found again.

    Models on top of this one, such as QSortFilterProxyModel, work, but read all rows.

    A RemoteModel lives in the thread of its channel and does not own it.

    \sa ModelOptions, RemoteObject, {Models}
*/

/*!
    \enum WebSocketRpc::RemoteModel::Role
    \value LoadedRole Whether the row has been fetched, as a bool.
*/

/*!
    \property WebSocketRpc::RemoteModel::name
    The name of the model at the peer, see ModelOptions::name.
*/

/*!
    \property WebSocketRpc::RemoteModel::synchronised
    Whether the model follows that of the peer on the present connection. Where it is false, the rows are those
    that were known last.
*/

/*!
    \property WebSocketRpc::RemoteModel::readAhead
    How many rows before and behind those that a view asks for are fetched with them; 50 by default.
*/

/*!
    \property WebSocketRpc::RemoteModel::cacheSize
    How many rows are kept, about; 10 000 by default. Of more those go first that have not been asked for
    the longest time. A model on top of this one that reads all rows needs room for all of them.
*/

/*!
    \fn void WebSocketRpc::RemoteModel::failed(const WebSocketRpc::Error &error)
    The peer has refused something, as \a error says: to let the model be followed, with Error::InvalidParams or
    Error::MethodNotFound where it exposes no model of that name; to fetch rows; or to change something. If
    nothing is connected to this signal, a warning is written in the logging category \c websocketrpc.channel.
    \sa lastError()
*/

/*!
    Makes a model without rows, which follows nothing before setChannel() and setName(). \a parent owns this object if it
    is not null.
*/
RemoteModel::RemoteModel(QObject *parent)
    : QAbstractItemModel(parent)
    , d(std::make_unique<RemoteModelPrivate>(this))
{
}

/*!
    Makes a model that follows the one called \a name at the peer of \a channel. The caller keeps the ownership
    of the channel; \a parent owns this object if it is not null. The channel may connect later.
*/
RemoteModel::RemoteModel(Channel *channel, const QString &name, QObject *parent)
    : RemoteModel(parent)
{
    d->name = name;
    setChannel(channel);
}

/*! Destroys the model. The peer is told when nobody else here follows its model. */
RemoteModel::~RemoteModel() = default;

/*! Returns the channel to the peer; null if there is none, or if it has been destroyed. */
Channel *RemoteModel::channel() const
{
    return d->channel;
}

/*! Follows the model of the same name at the peer of another \a channel, or none if that is null. */
void RemoteModel::setChannel(Channel *channel)
{
    if (d->channel == channel)
        return;
    const QPointer<RemoteModel> self(this);
    d->setChannel(channel);
    if (self)
        Q_EMIT channelChanged();
}

QString RemoteModel::name() const
{
    return d->name;
}

void RemoteModel::setName(const QString &name)
{
    if (d->name == name)
        return;
    const QPointer<RemoteModel> self(this);
    d->name = name;
    d->follow();
    if (self)
        Q_EMIT nameChanged();
}

bool RemoteModel::isSynchronised() const
{
    return d->isCurrent();
}

/*! Returns what failed() has told of last. */
Error RemoteModel::lastError() const
{
    return d->lastError;
}

int RemoteModel::readAhead() const
{
    return d->readAhead;
}

void RemoteModel::setReadAhead(int rows)
{
    if (std::exchange(d->readAhead, std::clamp(rows, 0, 10'000)) != d->readAhead)
        Q_EMIT readAheadChanged();
}

int RemoteModel::cacheSize() const
{
    return d->cacheSize;
}

void RemoteModel::setCacheSize(int rows)
{
    if (std::exchange(d->cacheSize, std::clamp(rows, 100, 1 << 30)) != d->cacheSize)
        Q_EMIT cacheSizeChanged();
}

/*! \reimp */
QModelIndex RemoteModel::index(int row, int column, const QModelIndex &parent) const
{
    RemoteNode *const node = d->nodeOf(parent);
    const bool exists =
        node && row >= 0 && row < node->rows() && column >= 0 && column < node->columns();
    return exists ? createIndex(row, column, node) : QModelIndex();
}

/*! \reimp */
QModelIndex RemoteModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? d->indexOf(RemoteModelPrivate::nodeAround(index)) : QModelIndex();
}

/*! \reimp */
int RemoteModel::rowCount(const QModelIndex &parent) const
{
    const RemoteNode *const node = d->nodeOf(parent);
    return node ? node->rows() : 0;
}

/*! \reimp */
int RemoteModel::columnCount(const QModelIndex &parent) const
{
    const RemoteNode *const node = d->nodeOf(parent);
    return node ? node->columns() : 0;
}

/*! \reimp */
bool RemoteModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.isValid() && parent.column() == 0)
        (void)d->want(parent, -1);
    const RemoteNode *const node = d->nodeOf(parent);
    return node && node->columns() > 0 && (node->rows() > 0 || node->hasMore);
}

/*! \reimp */
bool RemoteModel::canFetchMore(const QModelIndex &parent) const
{
    const RemoteNode *const node = d->nodeOf(parent);
    return node && node->hasMore && !node->isFetchingMore && d->isCurrent() && node->id() >= 0;
}

/*! \reimp */
void RemoteModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        d->fetchMore(*d->nodeOf(parent));
}

/*! \reimp */
QVariant RemoteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == LoadedRole)
        return d->isLoaded(index);
    const auto place = d->places.constFind(role);
    if (place == d->places.cend())
        return {};
    CachedRow *const row = d->want(index, *place);
    return row ? row->cell(*place, index.column()) : QVariant();
}

/*! \reimp */
QVariant RemoteModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || section < 0)
        return {};
    if (orientation == Qt::Horizontal) {
        const bool exists = section < columnCount();
        const QVariant header =
            d->description && exists ? d->description->headers.value(section) : QVariant();
        return !header.isNull() || !exists ? header : QVariant(section + 1);
    }
    if (section >= rowCount())
        return {};
    const CachedRow *const row = d->nodeOf({})->cache().find(section);
    return row && row->header.isValid() ? row->header : QVariant(section + 1);
}

/*! \reimp */
Qt::ItemFlags RemoteModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const CachedRow *const row = RemoteModelPrivate::nodeAround(index).cache().find(index.row());
    return row ? Qt::ItemFlags(row->flags[std::size_t(index.column())])
               : Qt::ItemIsSelectable | Qt::ItemIsEnabled;
}

/*! \reimp */
QHash<int, QByteArray> RemoteModel::roleNames() const
{
    QHash<int, QByteArray> names{{LoadedRole, "loaded"}};
    if (d->description) {
        for (const ModelRole &role : d->description->roles)
            names.insert(role.role, role.name.toUtf8());
    }
    return names;
}

/*! \reimp */
bool RemoteModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    auto place = d->places.constFind(role);
    if (place == d->places.cend() && role == Qt::EditRole)
        place = d->places.constFind(Qt::DisplayRole);
    if (place == d->places.cend() || !d->description->writable)
        return false;
    const QString roleName = d->description->roles[*place].name;
    return d->write({.parent = parent(index),
        .first = index,
        .ask = [this, column = index.column(), roleName, value](ModelNodeId node, int row) {
            return d->call<void>("set", d->revision, node, row, column, roleName, value);
        }});
}

/*! \reimp */
bool RemoteModel::insertRows(int row, int count, const QModelIndex &parent)
{
    const RemoteNode *const node = d->nodeOf(parent);
    if (!d->description || !d->description->insertable || !node || row < 0 || row > node->rows()
        || count <= 0)
        return false;
    return d->write({.parent = parent,
        .first = index(row, 0, parent),
        .isAtEnd = row == node->rows(),
        .ask = [this, count](ModelNodeId id, int place) {
            return d->call<void>("insertRows", d->revision, id, place, count);
        }});
}

/*! \reimp */
bool RemoteModel::removeRows(int row, int count, const QModelIndex &parent)
{
    const RemoteNode *const node = d->nodeOf(parent);
    if (!d->description || !d->description->removable || !node || row < 0 || count <= 0
        || row > node->rows() - count)
        return false;
    return d->write({.parent = parent,
        .first = index(row, 0, parent),
        .last = index(row + count - 1, 0, parent),
        .count = count,
        .ask = [this, count](ModelNodeId id, int place) {
            return d->call<void>("removeRows", d->revision, id, place, count);
        }});
}

/*! \reimp */
void RemoteModel::sort(int column, Qt::SortOrder order)
{
    if (!d->description || !d->description->sortable || !d->isCurrent())
        return;
    const QString word =
        order == Qt::AscendingOrder ? QStringLiteral("ascending") : QStringLiteral("descending");
    d->call<void>("sort", column, word).onFailed(this, [this](const Error &error) {
        d->fail(error);
    });
}

} // namespace WebSocketRpc

#include "websocketrpc/moc_remotemodel.cpp"
