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

// Reads a model for a peer. The model is user code.
class ModelReader
{
public:
    explicit ModelReader(QAbstractItemModel *model) : m_model(model) { }

    // Whether the flags of cells may say that they can be edited.
    void setWritable(bool isWritable);

    // Reads the values and flags of rows below an index, and for the root their headers. Reads fewer rows if the model
    // changes meanwhile and they are gone.
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
