// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rpcexposure.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qpointer.h>

namespace WebSocketRpc {

class RpcExposedModel : public WebSocketRpc::RpcExposure
{
    Q_OBJECT
    QML_ELEMENT
    Q_CLASSINFO("DefaultProperty", "model")
    Q_PROPERTY(QAbstractItemModel *model READ model WRITE setModel NOTIFY changed)
    Q_PROPERTY(QStringList roles MEMBER m_roles NOTIFY changed)
    Q_PROPERTY(bool writable MEMBER m_isWritable NOTIFY changed)
    Q_PROPERTY(bool insertable MEMBER m_isInsertable NOTIFY changed)
    Q_PROPERTY(bool removable MEMBER m_isRemovable NOTIFY changed)
    Q_PROPERTY(bool sortable MEMBER m_isSortable NOTIFY changed)

public:
    explicit RpcExposedModel(QObject *parent = nullptr) : RpcExposure(parent) { }

    [[nodiscard]] QAbstractItemModel *model() const { return m_model; }
    void setModel(QAbstractItemModel *model);

    [[nodiscard]] QObject *subject() const override { return m_model; }
    [[nodiscard]] Options options() const override;

private:
    QPointer<QAbstractItemModel> m_model;
    QStringList m_roles;
    bool m_isWritable = false;
    bool m_isInsertable = false;
    bool m_isRemovable = false;
    bool m_isSortable = false;
};

} // namespace WebSocketRpc
