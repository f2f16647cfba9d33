// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rpcexposure.h"

#include <QtCore/qpointer.h>

namespace WebSocketRpc {

class RpcExposed : public WebSocketRpc::RpcExposure
{
    Q_OBJECT
    QML_ELEMENT
    Q_CLASSINFO("DefaultProperty", "object")
    Q_PROPERTY(QObject *object READ object WRITE setObject NOTIFY changed)
    Q_PROPERTY(QStringList sharedSignals MEMBER m_sharedSignals NOTIFY changed)
    Q_PROPERTY(QStringList sharedProperties MEMBER m_sharedProperties NOTIFY changed)
    Q_PROPERTY(QStringList writableProperties MEMBER m_writableProperties NOTIFY changed)

public:
    explicit RpcExposed(QObject *parent = nullptr) : RpcExposure(parent) { }

    [[nodiscard]] QObject *object() const { return m_object; }
    void setObject(QObject *object);

    [[nodiscard]] QObject *subject() const override { return m_object; }
    [[nodiscard]] Options options() const override;

private:
    QPointer<QObject> m_object;
    QStringList m_sharedSignals;
    QStringList m_sharedProperties;
    QStringList m_writableProperties;
};

} // namespace WebSocketRpc
