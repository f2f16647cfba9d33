// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "celldelegate.h"

#include <websocketrpc/remotemodel.h>

using namespace Qt::StringLiterals;

//! [loaded]
void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (!index.data(WebSocketRpc::RemoteModel::LoadedRole).toBool())
        option->text = u"…"_s;
    //! [loaded]
    const QString text = option->text;
    const bool isNumber = !text.isEmpty() && text[0].isDigit();
    option->displayAlignment = Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft);
}
