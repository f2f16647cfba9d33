// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "lograte_p.h"
#include "modelmessages_p.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qpointer.h>

#include <limits>

namespace WebSocketRpc {

// Columns from the first to the last one that exists.
struct ModelColumns
{
    int first = 0;
    int last = std::numeric_limits<int>::max();
};

// Reads what a model says, as a peer is told. The model is user code.
class ModelReader
{
public:
    explicit ModelReader(QAbstractItemModel *model) : m_model(model) { }

    // What a cell allows, for those who may not write or may.
    void setWritable(bool isWritable);

    // The values and flags of rows that the index has, and for the root their headers. Less if the model
    // changes meanwhile so that these rows are not there any more.
    [[nodiscard]] ModelBlock read(const QModelIndex &parent, int first, int count,
        const QList<ModelRole> &roles, const ModelColumns &columns = {});
    [[nodiscard]] QVariantList columnHeaders();
    [[nodiscard]] int flagsOf(const QModelIndex &index) const;

private:
    [[nodiscard]] QVariant portable(QVariant value);
    [[nodiscard]] QVariantList rowHeaders(int first, int count);

    const QPointer<QAbstractItemModel> m_model;
    Qt::ItemFlags m_mask;
    LogRate m_warnings{lcDispatch};
};

} // namespace WebSocketRpc
