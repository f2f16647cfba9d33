// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcexposedmodel.h"

#include <QtQml/qqmlinfo.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

/*!
    \qmltype RpcExposedModel
    \inqmlmodule WebSocketRpc
    \brief An exposed model, which an RpcModel at the other end follows.

    Put it in RpcServer::exposes or RpcClient::exposes:

    \snippet qml/Parcels.qml server

    When one of its properties changes, the model is exposed anew, and those who follow it hear no more of
    it.
*/

/*!
    \qmlproperty AbstractItemModel RpcExposedModel::model
    The model: a ListModel, or one in C++. This is the default property.
*/
void RpcExposedModel::setModel(QAbstractItemModel *model)
{
    if (model == m_model)
        return;
    m_model = model;
    Q_EMIT changed();
}

/*!
    \qmlproperty string RpcExposedModel::name
    The name of the model. A model without a name is not exposed.
*/

/*!
    \qmlproperty list<string> RpcExposedModel::roles
    The names of the roles that peers see; by default all that the model has names for. A ListModel has its
    roles only when it has rows.
*/

/*!
    \qmlproperty bool RpcExposedModel::writable
    Whether peers can change the values of roles; by default false.
*/

/*!
    \qmlproperty bool RpcExposedModel::insertable
    Whether peers can insert rows; by default false. A ListModel does not let them.
*/

/*!
    \qmlproperty bool RpcExposedModel::removable
    Whether peers can remove rows; by default false. A ListModel does not let them.
*/

/*!
    \qmlproperty bool RpcExposedModel::sortable
    Whether peers can sort the model; by default false. A ListModel does not let them.
*/
RpcExposure::Options RpcExposedModel::options() const
{
    ModelOptions options{.name = name(),
        .writable = m_isWritable,
        .insertable = m_isInsertable,
        .removable = m_isRemovable,
        .sortable = m_isSortable};
    const QHash<int, QByteArray> known = m_model->roleNames();
    for (const QString &role : m_roles) {
        const int number = known.key(role.toUtf8(), -1);
        if (number < 0)
            qmlWarning(this) << u"the role '%1' is not shared: there is no such role"_s.arg(role);
        options.roles.append(number); // not left out, since no roles are all roles
    }
    return options;
}

} // namespace WebSocketRpc
