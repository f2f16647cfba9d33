// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parcelservice.h"

#include <websocketrpc/error.h>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;

namespace Interop {

void ParcelService::parcelsInsert(int row, const QString &recipient)
{
    if (row != m_model.rowCount())
        checkRow(row);
    m_model.insert(row, recipient);
}

void ParcelService::parcelsRemove(int row)
{
    checkRow(row);
    m_model.removeRows(row, 1);
}

void ParcelService::parcelsMove(int from, int to)
{
    checkRow(from);
    checkRow(to);
    m_model.move(from, to);
}

void ParcelService::parcelsSet(int row, const QString &role, const QVariant &value)
{
    checkRow(row);
    const int number = m_model.roleNames().key(role.toUtf8(), -1);
    if (number < 0)
        throw Error(Error::InvalidParams, u"there is no role '%1'"_s.arg(role));
    if (!m_model.setData(m_model.index(row), value, number))
        throw Error(Error::InvalidParams, u"'%1' cannot have this value"_s.arg(role));
}

void ParcelService::checkRow(int row) const
{
    if (row < 0 || row >= m_model.rowCount())
        throw Error(Error::InvalidParams, u"there is no row %1"_s.arg(row));
}

} // namespace Interop
