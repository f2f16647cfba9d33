// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "exposedobjects.h"
#include "rpcchannel.h"
#include "scripthandlers.h"

#include <websocketrpc/server.h>

#include <QtQml/qqmlparserstatus.h>

namespace WebSocketRpc {

class RpcServer : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(QString address READ address WRITE setAddress NOTIFY addressChanged)
    Q_PROPERTY(int port READ port WRITE setPort NOTIFY portChanged)
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged)
    Q_PROPERTY(QQmlListProperty<QObject> exposes READ exposes CONSTANT)
    Q_PROPERTY(bool listening READ isListening NOTIFY listeningChanged)
    Q_PROPERTY(QUrl url READ url NOTIFY listeningChanged)
    Q_PROPERTY(QString errorString READ errorString NOTIFY listeningChanged)
    Q_PROPERTY(QJSValue channels READ channels NOTIFY channelsChanged)
    Q_PROPERTY(QJSValue handlers READ handlers WRITE setHandlers NOTIFY handlersChanged)
    Q_PROPERTY(WebSocketRpc::ConversionSettings *conversions READ conversions CONSTANT)
    Q_PROPERTY(bool lenient READ isLenient WRITE setLenient NOTIFY lenientChanged)

public:
    explicit RpcServer(QObject *parent = nullptr);
    ~RpcServer() override;

    [[nodiscard]] QString address() const { return m_address; }
    void setAddress(const QString &address);
    [[nodiscard]] int port() const { return m_port; }
    void setPort(int port);
    [[nodiscard]] bool isActive() const { return m_isActive; }
    void setActive(bool active);
    [[nodiscard]] QQmlListProperty<QObject> exposes() { return m_exposed.property(this); }

    [[nodiscard]] bool isListening() const;
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QString errorString() const;
    [[nodiscard]] QJSValue channels() const;
    [[nodiscard]] ConversionSettings *conversions() { return &m_conversions; }
    [[nodiscard]] bool isLenient() const { return m_server.isLenient(); }
    void setLenient(bool lenient);

    [[nodiscard]] QJSValue handlers() const { return m_handlers.map(); }
    void setHandlers(const QJSValue &handlers);

    Q_INVOKABLE void on(
        const QString &method, const QJSValue &function, QObject *context = nullptr);
    Q_INVOKABLE void onAny(const QJSValue &function, QObject *context = nullptr);
    Q_INVOKABLE void off(const QString &method, QObject *context = nullptr);
    Q_INVOKABLE void offAny(QObject *context = nullptr);
    Q_INVOKABLE WebSocketRpc::RpcCallContext *currentCall() const;
    Q_INVOKABLE void notifyAll(const QString &method, const QJSValue &params = {});

    void classBegin() override { }
    void componentComplete() override;

Q_SIGNALS:
    void addressChanged();
    void portChanged();
    void activeChanged();
    void listeningChanged();
    void channelsChanged();
    void handlersChanged();
    void lenientChanged();
    void channelOpened(WebSocketRpc::RpcChannel *channel);
    void channelClosed(WebSocketRpc::RpcChannel *channel);

private:
    void restart();
    void addChannel(Channel *channel);
    void removeChannel(Channel *channel);

    Server m_server;
    ExposedObjects m_exposed;
    ConversionSettings m_conversions;
    ScriptHandlers<Server> m_handlers;
    QString m_address = QStringLiteral("127.0.0.1");
    int m_port = 0;
    bool m_isActive = true;
    bool m_isComplete = false;
    QList<std::pair<Channel *, RpcChannel *>> m_channels;
};

} // namespace WebSocketRpc
