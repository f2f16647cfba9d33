// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "parcelmodel.h"

namespace Interop {

// Changes a model that all connections may follow.
class ParcelService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] ParcelModel &model() { return m_model; }

    Q_INVOKABLE void parcelsInsert(int row, const QString &recipient);
    Q_INVOKABLE void parcelsRemove(int row);
    Q_INVOKABLE void parcelsMove(int from, int to);
    Q_INVOKABLE void parcelsSet(int row, const QString &role, const QVariant &value);
    Q_INVOKABLE void parcelsReset() { m_model.reset(); }

private:
    void checkRow(int row) const;

    ParcelModel m_model;
};

} // namespace Interop
