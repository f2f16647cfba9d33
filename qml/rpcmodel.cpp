// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcmodel.h"

#include "rpcchannel.h"
#include "script.h"
#include "scriptvalues.h"

#include <QtQml/qqmlinfo.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

/*!
    \qmltype RpcModel
    \inherits AbstractItemModel
    \inqmlmodule WebSocketRpc
    \brief A model that the peer exposes, for the views of this side.

    \snippet qml/Parcels.qml model

    A ListView, a TableView or a TreeView shows it as any other model. Its roles are those that the peer
    exposes, and one more, \c loaded. Rows are fetched when a delegate asks for them; until a row has come,
    its roles are undefined and \c loaded is false. See WebSocketRpc::RemoteModel, of which this is the QML
    form, for what is fetched and kept.

    If you assign to a role in a delegate, the peer is asked to change its model. The role keeps its value until the peer tells that it has changed. If the peer refuses, failed() is
    emitted.

    The model follows the peer, and after a reconnect the rows that are known are fetched anew. A view
    takes the names of the roles from the first model that it shows rows of, so give a view of another kind
    of model an RpcModel of its own.
*/

RpcModel::RpcModel(QObject *parent) : RemoteModel(parent)
{
    connect(this, &RemoteModel::failed, this, &RpcModel::report);
    connect(this, &RemoteModel::rowsInserted, this, &RpcModel::updateCount);
    connect(this, &RemoteModel::rowsRemoved, this, &RpcModel::updateCount);
    connect(this, &RemoteModel::rowsMoved, this, &RpcModel::updateCount);
    connect(this, &RemoteModel::modelReset, this, &RpcModel::updateCount);
}

RpcModel::~RpcModel() = default;

/*!
    \qmlproperty RpcChannel RpcModel::client
    The channel to the peer: an RpcClient, or one of the channels of an RpcServer.
*/
void RpcModel::setClient(RpcChannel *client)
{
    if (client == m_client)
        return;
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    if (client) {
        connect(client, &RpcChannel::abandoned, this, &RpcModel::dropClient);
        connect(client, &QObject::destroyed, this, &RpcModel::dropClient);
    }
    const QPointer<RpcModel> self(this);
    follow();
    if (self)
        Q_EMIT clientChanged();
}

void RpcModel::dropClient()
{
    m_client = nullptr;
    const QPointer<RpcModel> self(this);
    follow();
    if (self)
        Q_EMIT clientChanged();
}

/*!
    \qmlproperty string RpcModel::name
    The name of the model at the peer, such as RpcExposedModel::name. The rows of another model go at
    once.
*/

/*!
    \qmlproperty bool RpcModel::synchronised
    \readonly
    Whether the model follows that of the peer on the present connection. Where it is false, the rows are
    those that were known last.
*/

/*!
    \qmlproperty int RpcModel::readAhead
    How many rows before and behind those that a view asks for are fetched with them; 50 by default.
*/

/*!
    \qmlproperty int RpcModel::cacheSize
    How many rows are kept, about; 10 000 by default. Of more those go first that have not been asked for
    the longest time.
*/

/*!
    \qmlproperty int RpcModel::count
    \readonly
    The number of rows at the top level.
*/
void RpcModel::updateCount()
{
    if (std::exchange(m_count, rowCount()) != m_count)
        Q_EMIT countChanged();
}

/*!
    \qmlproperty var RpcModel::lastError
    \readonly
    What failed() has told of last; null before that.
*/

/*!
    \qmlmethod var RpcModel::get(int row)
    Returns an object with all roles of the first column of \a row at the top level; undefined if there is
    no such row. If its \c loaded is false, the row has been asked for, and dataChanged() tells when it
    has come.
*/
QJSValue RpcModel::get(int row) const
{
    Script *const script = Script::of(this);
    const QModelIndex place = index(row, 0);
    if (!script || !place.isValid())
        return {};
    QJSValue all = script->engine()->newObject();
    const QHash<int, QByteArray> names = roleNames();
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        all.setProperty(
            QString::fromUtf8(it.value()), script->engine()->toScriptValue(data(place, it.key())));
    return all;
}

/*!
    \qmlmethod bool RpcModel::set(int row, string role, var value)
    Asks the peer to set \a role of the first column of \a row at the top level to \a value. Returns
    whether it has been asked.
*/
bool RpcModel::set(int row, const QString &role, const QJSValue &value)
{
    const int number = roleNames().key(role.toUtf8(), -1);
    const QModelIndex place = index(row, 0);
    return number >= 0 && place.isValid() && setData(place, QVariant::fromValue(value), number);
}

/*!
    \qmlmethod bool RpcModel::insertRows(int row, int count, index parent)
    Asks the peer to insert \a count rows before \a row below \a parent, which is the top level if it is not
    given. Returns whether it has been asked.
*/
bool RpcModel::insertRows(int row, int count, const QModelIndex &parent)
{
    return RemoteModel::insertRows(row, count, parent);
}

/*!
    \qmlmethod bool RpcModel::removeRows(int row, int count, index parent)
    Asks the peer to remove \a count rows from \a row on below \a parent, which is the top level if it is
    not given. Returns whether it has been asked.
*/
bool RpcModel::removeRows(int row, int count, const QModelIndex &parent)
{
    return RemoteModel::removeRows(row, count, parent);
}

/*!
    \qmlmethod void RpcModel::sort(int column, enumeration order)
    Asks the peer to sort its model by \a column, in the \a order \c Qt.AscendingOrder, which is the
    default, or \c Qt.DescendingOrder.
*/
void RpcModel::sort(int column, Qt::SortOrder order)
{
    RemoteModel::sort(column, order);
}

// An assignment in a delegate may come with a value of JavaScript.
bool RpcModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const bool isScript = value.metaType() == QMetaType::fromType<QJSValue>();
    return RemoteModel::setData(
        index, isScript ? wireValueFrom(value.value<QJSValue>()) : value, role);
}

void RpcModel::componentComplete()
{
    m_isComplete = true;
    follow();
}

void RpcModel::follow()
{
    if (m_isComplete)
        setChannel(m_client ? m_client->channel() : nullptr);
}

/*!
    \qmlsignal RpcModel::failed(var error)
    This signal is emitted when the peer has refused something because of \a error: to let the model be
    followed, to send rows, or to change something. If nothing is connected to this signal or bound to
    \l lastError, a warning is written.
*/
void RpcModel::report(const Error &error)
{
    Script *const script = Script::of(this);
    if (!script)
        return;
    const QJSValue object = scriptErrorOf(script->engine(), error);
    m_lastError = object;
    if (!isSignalConnected(QMetaMethod::fromSignal(&RpcModel::lastErrorChanged))
        && !isSignalConnected(QMetaMethod::fromSignal(&RpcModel::failed)))
        qmlWarning(this) << u"the model '%1': %2"_s.arg(name(), error.message());
    const QPointer<RpcModel> self(this);
    Q_EMIT lastErrorChanged();
    if (self)
        Q_EMIT failed(object);
}

} // namespace WebSocketRpc
