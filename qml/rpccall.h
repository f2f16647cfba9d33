// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rpcchannel.h"
#include "rpcprogress.h"

#include <QtCore/qtimer.h>
#include <QtQml/qqmlparserstatus.h>

namespace WebSocketRpc {

class RpcCall : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(WebSocketRpc::RpcChannel *client READ client WRITE setClient NOTIFY clientChanged)
    Q_PROPERTY(QString method READ method WRITE setMethod NOTIFY methodChanged)
    Q_PROPERTY(QJSValue params READ params WRITE setParams NOTIFY paramsChanged)
    Q_PROPERTY(QJSValue options READ options WRITE setOptions NOTIFY optionsChanged)
    Q_PROPERTY(bool enabled READ isEnabled WRITE setEnabled NOTIFY enabledChanged)
    Q_PROPERTY(int debounce READ debounce WRITE setDebounce NOTIFY debounceChanged)
    Q_PROPERTY(QJSValue result READ result NOTIFY resultChanged)
    Q_PROPERTY(QJSValue error READ error NOTIFY errorChanged)
    Q_PROPERTY(WebSocketRpc::RpcProgress progress READ progress NOTIFY progressChanged)
    Q_PROPERTY(bool running READ isRunning NOTIFY runningChanged)
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY loadedChanged)

public:
    explicit RpcCall(QObject *parent = nullptr);
    ~RpcCall() override;

    [[nodiscard]] RpcChannel *client() const { return m_client; }
    void setClient(RpcChannel *client);
    [[nodiscard]] QString method() const { return m_method; }
    void setMethod(const QString &method);
    [[nodiscard]] QJSValue params() const { return m_params; }
    void setParams(const QJSValue &params);
    [[nodiscard]] QJSValue options() const { return m_options; }
    void setOptions(const QJSValue &options);
    [[nodiscard]] bool isEnabled() const { return m_isEnabled; }
    void setEnabled(bool enabled);
    [[nodiscard]] int debounce() const { return m_debounce; }
    void setDebounce(int debounce);

    [[nodiscard]] QJSValue result() const { return m_result; }
    [[nodiscard]] QJSValue error() const { return m_error; }
    [[nodiscard]] RpcProgress progress();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

    Q_INVOKABLE void reload();
    Q_INVOKABLE void cancel();

    void classBegin() override { }
    void componentComplete() override;

Q_SIGNALS:
    void clientChanged();
    void methodChanged();
    void paramsChanged();
    void optionsChanged();
    void enabledChanged();
    void debounceChanged();
    void resultChanged();
    void errorChanged();
    void progressChanged();
    void runningChanged();
    void loadedChanged();
    void succeeded(const QJSValue &result);
    void failed(const QJSValue &error);

private:
    using Signal = void (RpcCall::*)();

    void followClient();
    void connectionChanged();
    [[nodiscard]] bool isSent() const { return m_isRunning && m_call; }
    void callAgain();
    void abandon();
    void settle(const OutgoingCall::Outcome &outcome);
    void setRunning(bool running);
    void followProgress();
    void setProgress(const Progress &progress);
    void succeed(const QJSValue &result);
    void fail(const Error &error);
    void emitAll(std::initializer_list<Signal> changes);

    QPointer<RpcChannel> m_client;
    QString m_method;
    QJSValue m_params;
    QJSValue m_options;
    bool m_isEnabled = true;
    int m_debounce = 0;

    QJSValue m_result;
    QJSValue m_error = QJSValue(QJSValue::NullValue);
    Progress m_progress;
    bool m_isProgressWanted = false; // it was read
    bool m_isRunning = false;
    bool m_isLoaded = false;

    QTimer m_delay;
    std::unique_ptr<OutgoingCall> m_call; // the latest one
    bool m_isInvalid = false; // the latest one cannot be sent, over no connection
    bool m_isComplete = false;
    bool m_hasJustBeenSent = false; // when the connection was made, in this turn of the event loop
};

} // namespace WebSocketRpc
