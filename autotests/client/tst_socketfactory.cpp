// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "httpserver.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QWebSocket>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

class tst_SocketFactory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void clientOpensTheSocket_data();
    void clientOpensTheSocket();
    void socketMayBeConnectedAlready();
    void socketMayBeConnecting();
    void eachAttemptHasASocketOfItsOwn();
    void refusalIsToldAsOverTheLibrarysOwn();
    void factoryMayReturnNothing();

private:
    std::unique_ptr<Calculator> m_calculator;
    std::unique_ptr<Server> m_server;
};

void tst_SocketFactory::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_server.reset();
    m_calculator = std::make_unique<Calculator>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_calculator.get());
    QVERIFY(m_server->listen());
}

void tst_SocketFactory::clientOpensTheSocket_data()
{
    QTest::addColumn<bool>("bothUseIt");
    QTest::newRow("to a server of the library's own") << false;
    QTest::newRow("to a server with QWebSocket") << true;
}

void tst_SocketFactory::clientOpensTheSocket()
{
    QFETCH(bool, bothUseIt);
    m_server->setUsesQWebSocket(bothUseIt);
    QCOMPARE(m_server->usesQWebSocket(), bothUseIt);
    Client client(m_server->url());
    QPointer<QWebSocket> used;
    client.setSocketFactory([&](const QUrl &) {
        auto socket = std::make_unique<QWebSocket>();
        used = socket.get();
        return socket;
    });
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QVERIFY(used);
    QCOMPARE(used->state(), QAbstractSocket::ConnectedState);
    client.close();
    QTRY_VERIFY(!used);
}

void tst_SocketFactory::socketMayBeConnectedAlready()
{
    auto socket = std::make_unique<QWebSocket>();
    socket->open(m_server->url());
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    Client client(m_server->url());
    client.setSocketFactory([&](const QUrl &) { return std::move(socket); });
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QCOMPARE(m_server->statistics().acceptedConnections, 1);
}

void tst_SocketFactory::socketMayBeConnecting()
{
    Client client(m_server->url());
    client.setSocketFactory([](const QUrl &url) {
        auto socket = std::make_unique<QWebSocket>();
        socket->open(url);
        return socket;
    });
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QCOMPARE(m_server->statistics().acceptedConnections, 1);
}

void tst_SocketFactory::eachAttemptHasASocketOfItsOwn()
{
    Client client(m_server->url());
    client.setReconnectPolicy({.firstDelay = std::chrono::milliseconds(1)});
    QList<QUrl> urls;
    client.setSocketFactory([&](const QUrl &url) {
        urls.append(url);
        return std::make_unique<QWebSocket>();
    });
    client.open();
    QTRY_COMPARE(m_server->channels().size(), 1);
    delete m_server->channels().constFirst();
    QTRY_COMPARE(urls.size(), 2);
    QTRY_VERIFY(client.isConnected());
    QCOMPARE(urls[1], client.url());
}

void tst_SocketFactory::refusalIsToldAsOverTheLibrarysOwn()
{
    HttpServer refuser({httpResponse("403 Forbidden")});
    for (const bool usesFactory : {false, true}) {
        Client client(refuser.url());
        if (usesFactory)
            client.setSocketFactory([](const QUrl &) { return std::make_unique<QWebSocket>(); });
        QSignalSpy failed(&client, &Client::failed);
        client.open();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(client.lastFailure().httpStatus, 403);
    }
}

void tst_SocketFactory::factoryMayReturnNothing()
{
    Client client(m_server->url());
    client.setSocketFactory([](const QUrl &) { return std::unique_ptr<QWebSocket>(); });
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
}

QTEST_GUILESS_MAIN(tst_SocketFactory)
#include "tst_socketfactory.moc"
