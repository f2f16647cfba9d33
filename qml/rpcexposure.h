// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/exposeoptions.h>
#include <websocketrpc/modeloptions.h>

#include <QtCore/qobject.h>
#include <QtQml/qqmlparserstatus.h>
#include <QtQml/qqmlregistration.h>

#include <variant>

namespace WebSocketRpc {

// Something to expose, and how: an object, or a model, which is one with ModelOptions.
class RpcExposure : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)

public:
    using Options = std::variant<ExposeOptions, ModelOptions>;

    explicit RpcExposure(QObject *parent) : QObject(parent) { }

    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name)
    {
        if (std::exchange(m_name, name) != name)
            Q_EMIT changed();
    }

    [[nodiscard]] virtual QObject *subject() const = 0;
    [[nodiscard]] virtual Options options() const = 0;
    [[nodiscard]] bool isReady() const { return m_isComplete && subject(); }

    void classBegin() override { }
    void componentComplete() override
    {
        m_isComplete = true;
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    QString m_name;
    bool m_isComplete = false;
};

} // namespace WebSocketRpc
