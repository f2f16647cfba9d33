// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include <QTest>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void Snippets::followConnection()
{
    QStringList log;
    const QUrl url = m_server->url();
    //! [follow]
    using WebSocketRpc::Client;

    Client client(url);
    connect(&client, &Client::connected, this, [&] { log.append(u"connected"_s); });
    connect(&client, &Client::disconnected, this, [&](const WebSocketRpc::CloseReason &reason) {
        log.append(u"closed: %1"_s.arg(reason.code));
    });
    connect(&client, &Client::failed, this,
        [&](const WebSocketRpc::Error &error) { log.append(error.message()); });
    client.open();
    //! [follow]
    QTRY_COMPARE(client.state(), Client::State::Connected);
    client.close();
    QTRY_COMPARE(client.state(), Client::State::Closed);
    QTRY_COMPARE(log, (QStringList{u"connected"_s, u"closed: 1000"_s}));
}

void Snippets::failWithoutWaiting()
{
    WebSocketRpc::Client client(m_server->url()); // has no connection
    QString message;
    const auto showError = [&message](const WebSocketRpc::Error &error) {
        message = error.message();
        return 0;
    };
    //! [without waiting]
    client.with({.waitForConnection = false}).call<int>("add", 1, 2).onFailed(this, showError);
    //! [without waiting]
    QTRY_VERIFY(!message.isEmpty());
}

void Snippets::setReconnectPolicy()
{
    WebSocketRpc::Client client(m_server->url());
    //! [policy]
    client.setReconnectPolicy({.firstDelay = 500ms, .maximumDelay = 30s, .maximumAttempts = 20});
    //! [policy]
    QCOMPARE(client.reconnectPolicy().maximumAttempts, 20);
}

void Snippets::openWithALogin()
{
    using namespace WebSocketRpc;
    Client client(m_server->url());
    const QString user = u"me"_s;
    //! [opening]
    client.setOpening([user](ChannelHandle server) { return server.call<void>("log", user); });
    client.setRetryCondition([](const ConnectionFailure &failure) {
        const bool isRefused =
            failure.openingError && failure.openingError->kind() == Error::Kind::Remote;
        return !isRefused && Client::isTemporary(failure);
    });
    client.open();
    //! [opening]
    QTRY_VERIFY(client.isConnected());
    QCOMPARE(m_serverLog.lines, QStringList(u"me"_s));
}

void Snippets::setCompression()
{
    const QUrl url = m_server->url();
    //! [compression]
    WebSocketRpc::Client client(url);
    client.setCompression({.smallestMessage = 256});
    client.open();
    //! [compression]
    QTRY_VERIFY(client.isConnected());
}

void Snippets::setSocketFactory()
{
    const QUrl url = m_server->url();
    //! [socket]
    WebSocketRpc::Client client(url);
    client.setSocketFactory([](const QUrl &) {
        auto socket = std::make_unique<QWebSocket>();
        socket->setReadBufferSize(1024 * 1024);
        return socket;
    });
    client.open();
    //! [socket]
    QTRY_VERIFY(client.isConnected());
}

void Snippets::setRequestFactory()
{
    WebSocketRpc::Client client(m_server->url());
    const auto currentToken = [] { return QByteArray("secret"); };
    QByteArray authorization;
    connect(m_server.get(), &WebSocketRpc::Server::channelOpened, this,
        [&](WebSocketRpc::Channel *channel) {
            authorization = channel->peer().header("Authorization");
        });
    //! [request]
    client.setRequestFactory([&](const QUrl &url) {
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer " + currentToken());
        return request;
    });
    client.open();
    //! [request]
    QTRY_COMPARE(authorization, "Bearer secret");
}
