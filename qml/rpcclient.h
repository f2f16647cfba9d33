// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "exposedobjects.h"
#include "reconnectsettings.h"
#include "rpcchannel.h"
#include "tlssettings.h"

#include <websocketrpc/client.h>

#include <QtCore/qtimer.h>
#include <QtQml/qqmlparserstatus.h>

namespace WebSocketRpc {

// The base class is qualified because qmllint of Qt 6.4 knows it by no other name.
class RpcClient : public WebSocketRpc::RpcChannel, public QQmlParserStatus
{
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(QUrl url READ url WRITE setUrl NOTIFY urlChanged)
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged)
    Q_PROPERTY(WebSocketRpc::RpcClient::Dialect dialect READ dialect WRITE setDialect NOTIFY
            dialectChanged)
    Q_PROPERTY(QVariantMap headers READ headers WRITE setHeaders NOTIFY headersChanged)
    Q_PROPERTY(QJSValue opening READ opening WRITE setOpening NOTIFY openingChanged)
    Q_PROPERTY(double timeout READ timeout WRITE setTimeout NOTIFY timeoutChanged)
    Q_PROPERTY(WebSocketRpc::ReconnectSettings *reconnect READ reconnect CONSTANT)
    Q_PROPERTY(WebSocketRpc::TlsSettings *tls READ tls CONSTANT)
    Q_PROPERTY(QQmlListProperty<QObject> exposes READ exposes CONSTANT)
    Q_PROPERTY(WebSocketRpc::RpcClient::State state READ state NOTIFY stateChanged)
    Q_PROPERTY(int attempt READ attempt NOTIFY stateChanged)
    Q_PROPERTY(int retryIn READ retryIn NOTIFY retryInChanged)
    Q_PROPERTY(QJSValue lastError READ lastError NOTIFY lastErrorChanged)
    Q_PROPERTY(QJSValue openingError READ openingError NOTIFY lastErrorChanged)
    Q_PROPERTY(double roundTripTime READ roundTripTime NOTIFY roundTripTimeChanged)

public:
    enum State { Closed, Connecting, Connected, Waiting, Opening };
    Q_ENUM(State)
    enum Dialect { JsonRpc2, FastApi };
    Q_ENUM(Dialect)

    explicit RpcClient(QObject *parent = nullptr);
    ~RpcClient() override;

    [[nodiscard]] QUrl url() const;
    void setUrl(const QUrl &url);
    [[nodiscard]] bool isActive() const { return m_isActive; }
    void setActive(bool active);
    [[nodiscard]] Dialect dialect() const;
    void setDialect(Dialect dialect);
    [[nodiscard]] QVariantMap headers() const { return m_headers; }
    void setHeaders(const QVariantMap &headers);
    [[nodiscard]] QJSValue opening() const { return m_opening; }
    void setOpening(const QJSValue &opening);
    [[nodiscard]] double timeout() const;
    void setTimeout(double timeout);
    [[nodiscard]] ReconnectSettings *reconnect() { return &m_reconnect; }
    [[nodiscard]] TlsSettings *tls() { return &m_tls; }
    [[nodiscard]] QQmlListProperty<QObject> exposes() { return m_exposed.property(this); }

    [[nodiscard]] State state() const;
    [[nodiscard]] int attempt() const;
    [[nodiscard]] int retryIn() const;
    [[nodiscard]] QJSValue lastError() const;
    [[nodiscard]] QJSValue openingError() const;
    [[nodiscard]] double roundTripTime() const;

    Q_INVOKABLE void retryNow();

    void classBegin() override { }
    void componentComplete() override;

Q_SIGNALS:
    void urlChanged();
    void activeChanged();
    void dialectChanged();
    void headersChanged();
    void openingChanged();
    void timeoutChanged();
    void stateChanged();
    void retryInChanged();
    void lastErrorChanged();
    void roundTripTimeChanged();
    void opened();
    void closed(int code, const QString &reason);
    void reconnecting(int attempt, int delay);
    void failed(const QJSValue &error);

private:
    RpcClient(std::unique_ptr<Client> client, QObject *parent);
    void followClient();
    void openOrClose();
    void useTls();
    [[nodiscard]] QFuture<QVariant> runOpening(const ChannelHandle &server);
    void countDown();

    const std::unique_ptr<Client> m_client;
    ReconnectSettings m_reconnect;
    TlsSettings m_tls;
    bool m_hasTls = false;
    QJSValue m_opening;
    std::unique_ptr<ScriptPeer> m_openingPeer; // of the latest connection
    ExposedObjects m_exposed;
    QVariantMap m_headers;
    QTimer m_countdown;
    bool m_isActive = true;
    bool m_isComplete = false;
};

} // namespace WebSocketRpc
