// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/exposeoptions.h>

#include <QtCore/qpointer.h>
#include <QtQml/qqmlparserstatus.h>
#include <QtQml/qqmlregistration.h>

namespace WebSocketRpc {

// An object to expose, and how.
class RpcExposed : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)
    Q_CLASSINFO("DefaultProperty", "object")
    Q_PROPERTY(QObject *object READ object WRITE setObject NOTIFY changed)
    Q_PROPERTY(QString name MEMBER m_name NOTIFY changed)
    Q_PROPERTY(QStringList sharedSignals MEMBER m_sharedSignals NOTIFY changed)
    Q_PROPERTY(QStringList sharedProperties MEMBER m_sharedProperties NOTIFY changed)
    Q_PROPERTY(QStringList writableProperties MEMBER m_writableProperties NOTIFY changed)

public:
    explicit RpcExposed(QObject *parent = nullptr) : QObject(parent) { }

    [[nodiscard]] QObject *object() const { return m_object; }
    void setObject(QObject *object);
    [[nodiscard]] bool isReady() const { return m_isComplete && m_object; }
    [[nodiscard]] ExposeOptions options() const;

    void classBegin() override { }
    void componentComplete() override;

Q_SIGNALS:
    void changed();

private:
    QPointer<QObject> m_object;
    QString m_name;
    QStringList m_sharedSignals;
    QStringList m_sharedProperties;
    QStringList m_writableProperties;
    bool m_isComplete = false;
};

} // namespace WebSocketRpc
