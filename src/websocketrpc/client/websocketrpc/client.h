// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/channel.h>
#include <websocketrpc/reconnectpolicy.h>

#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkrequest.h>

#include <functional>

namespace WebSocketRpc {

class ClientPrivate;

class WEBSOCKETRPC_EXPORT Client : public Channel
{
    Q_OBJECT
    Q_PROPERTY(QUrl url READ url WRITE setUrl NOTIFY urlChanged)
    Q_PROPERTY(State state READ state NOTIFY stateChanged)

public:
    enum class State { Closed, Connecting, Connected, Waiting };
    Q_ENUM(State)

    using RequestFactory = std::function<QNetworkRequest(const QUrl &url)>;

    explicit Client(QObject *parent = nullptr);
    explicit Client(const QUrl &url, QObject *parent = nullptr);
    ~Client() override;

    [[nodiscard]] QUrl url() const;
    void setUrl(const QUrl &url);

    [[nodiscard]] ReconnectPolicy reconnectPolicy() const;
    void setReconnectPolicy(const ReconnectPolicy &policy);

    void setRequestFactory(const RequestFactory &factory);

    [[nodiscard]] State state() const;

public Q_SLOTS:
    void open();
    void close() override;

Q_SIGNALS:
    void urlChanged();
    void stateChanged(WebSocketRpc::Client::State state);
    void reconnecting(int attempt, std::chrono::milliseconds delay);
    void failed(const WebSocketRpc::Error &error);

private:
    friend class ClientPrivate;
    const std::unique_ptr<ClientPrivate> d;
};

} // namespace WebSocketRpc
