// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rpcsubscription.h"

#include <websocketrpc/remoteobject.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qproperty.h>
#include <QtQml/qqmlparserstatus.h>
#include <QtQml/qqmlpropertymap.h>

namespace WebSocketRpc {

class RpcChannel;

// The members of a QQmlPropertyMap come into being when a binding reads them first, but not any more once
// there is a QQmlBinding for a property of the map. So all properties that can be set are bindable: their
// bindings are of another kind.
class RpcObject : public QQmlPropertyMap, public QQmlParserStatus
{
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(WebSocketRpc::RpcChannel *client READ client WRITE setClient NOTIFY clientChanged
            BINDABLE bindableClient)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged BINDABLE bindableName)
    Q_PROPERTY(QStringList signals READ signalNames WRITE setSignalNames NOTIFY signalsChanged
            BINDABLE bindableSignalNames)
    Q_PROPERTY(bool synchronised READ isSynchronised NOTIFY synchronisedChanged)
    Q_PROPERTY(QJSValue values READ values NOTIFY valuesChanged)

public:
    explicit RpcObject(QObject *parent = nullptr);
    ~RpcObject() override;

    [[nodiscard]] RpcChannel *client() const { return m_client; }
    void setClient(RpcChannel *client) { m_client = client; }
    [[nodiscard]] QBindable<RpcChannel *> bindableClient() { return &m_client; }
    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name) { m_name = name; }
    [[nodiscard]] QBindable<QString> bindableName() { return &m_name; }
    [[nodiscard]] QStringList signalNames() const { return m_signalNames; }
    void setSignalNames(const QStringList &names) { m_signalNames = names; }
    [[nodiscard]] QBindable<QStringList> bindableSignalNames() { return &m_signalNames; }
    [[nodiscard]] bool isSynchronised() const { return m_remote && m_remote->isSynchronised(); }
    [[nodiscard]] QJSValue values() const;

    Q_INVOKABLE QJSValue set(const QString &property, const QJSValue &value);
    Q_INVOKABLE QJSValue call(
        const QString &method, const QJSValue &params = {}, const QJSValue &options = {});
    Q_INVOKABLE WebSocketRpc::RpcSubscription *on(
        const QString &signal, const QJSValue &function, QObject *context = nullptr);

    // Reports that the peer does not let `what` be followed.
    void reportRefusal(const QString &what, const Error &error);

    void classBegin() override { }
    void componentComplete() override;

Q_SIGNALS:
    void clientChanged();
    void nameChanged();
    void signalsChanged();
    void synchronisedChanged();
    void valuesChanged();
    void received(const QString &name, const QJSValue &args);
    void failed(const QJSValue &error);
    void setFailed(const QString &property, const QJSValue &error);

protected:
    QVariant updateValue(const QString &member, const QVariant &input) override;

private:
    void followClient();
    void dropClient();
    void followName();
    void followSignals();
    void follow();
    void hear(const QString &signal, const CallContext &call, const Arguments &params);
    void takeChanges(const QString &property, const QJsonValue &value);
    void announce(const QStringList &members);
    void announce(const QString &member);
    void write(const QString &property, const QVariant &value);
    void refuseLater(QObject *context, const QString &property, const Error &error);
    void refuseValue(const QString &property, const Error &error);
    void beSilentInThisTurn();
    [[nodiscard]] QVariant converted(const QString &property) const;

    Q_OBJECT_BINDABLE_PROPERTY(RpcObject, RpcChannel *, m_client, &RpcObject::followClient)
    Q_OBJECT_BINDABLE_PROPERTY(RpcObject, QString, m_name, &RpcObject::followName)
    Q_OBJECT_BINDABLE_PROPERTY(RpcObject, QStringList, m_signalNames, &RpcObject::followSignals)

    QPointer<RpcChannel> m_followedClient; // m_client, as long as it lives
    QList<RpcSubscription *> m_listed; // for m_signalNames
    std::unique_ptr<RemoteObject> m_remote; // null where something is missing
    QJsonObject m_known; // the values of the members, as they came
    bool m_isComplete = false;
};

} // namespace WebSocketRpc
