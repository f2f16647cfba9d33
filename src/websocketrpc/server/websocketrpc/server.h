// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/channel.h>

#include <QtCore/qurl.h>
#include <QtNetwork/qhostaddress.h>

QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

class ServerPrivate;

class WEBSOCKETRPC_EXPORT Server : public QObject
{
    Q_OBJECT

public:
    explicit Server(QObject *parent = nullptr);
    ~Server() override;

    void expose(QObject *object, const ExposeOptions &options = {});
    void unexpose(QObject *object);

    [[nodiscard]] Limits limits() const;
    void setLimits(const Limits &limits);

    [[nodiscard]] CallOptions callOptions() const;
    void setCallOptions(const CallOptions &options);

    [[nodiscard]] bool revealsExceptions() const;
    void setRevealsExceptions(bool reveal);

    [[nodiscard]] bool listen(
        const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0);
    [[nodiscard]] bool isListening() const;
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QString errorString() const;

    [[nodiscard]] QList<Channel *> channels() const;
    Channel *attach(QWebSocket *socket);

public Q_SLOTS:
    void close();

Q_SIGNALS:
    void channelOpened(WebSocketRpc::Channel *channel);
    void channelClosed(WebSocketRpc::Channel *channel);

private:
    const std::unique_ptr<ServerPrivate> d;
};

} // namespace WebSocketRpc
