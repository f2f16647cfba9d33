// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "certificates.h"

#include <websocketrpc/client.h>
#include <websocketrpc/test/server.h>
#include <websocketrpc/test/waitfor.h>

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using namespace std::chrono_literals;
using WebSocketRpc::Client;
using WebSocketRpc::Error;

class Calculator : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b)
    {
        ++executions;
        return a + b;
    }

    int executions = 0;
};

class tst_TestServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void serverListensFromTheStart();
    void serverMayListenAgain();
    void serversDoNotMeet();
    void cutConnectionIsMadeAgain();
    void callThatIsCutMayHaveExecuted();
    void clientFindsARestartedServer();
    void tlsPassesAsItIs();
    void callsPassAnyShape_data();
    void callsPassAnyShape();
};

void tst_TestServer::serverListensFromTheStart()
{
    Calculator calculator;
    const Server server(&calculator);
    QCOMPARE(server.url().port(), int(server.faults().port()));
    QVERIFY(server.url() != server.WebSocketRpc::Server::url());
    for (const QUrl &url : {server.url(), server.WebSocketRpc::Server::url()}) {
        Client client(url);
        client.open();
        QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    }
    QCOMPARE(server.faults().statistics().connections, 1);
}

void tst_TestServer::serverMayListenAgain()
{
    Calculator calculator;
    Server server(&calculator);
    const QUrl before = server.url();
    server.close();
    QVERIFY(server.listen());
    QCOMPARE(server.url(), before);
    Client client(before);
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
}

void tst_TestServer::serversDoNotMeet()
{
    const Server first;
    const Server second;
    QVERIFY(first.url() != second.url());
}

void tst_TestServer::cutConnectionIsMadeAgain()
{
    Calculator calculator;
    const Server server(&calculator);
    Client client(server.url());
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QSignalSpy lost(&client, &Client::disconnected);
    server.faults().cutAfterBytes(10);
    const auto reply = client.with({.idempotent = true}).call<int>("add", 3, 4);
    QCOMPARE(waitFor(reply), 7);
    QCOMPARE(lost.size(), 1);
    QCOMPARE(calculator.executions, 2);
}

void tst_TestServer::callThatIsCutMayHaveExecuted()
{
    Calculator calculator;
    const Server server(&calculator);
    Client client(server.url());
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    server.faults().cutAfterBytes(1, {.direction = Direction::ToClient});
    const Error error = errorOf(client.call<int>("add", 3, 4));
    QCOMPARE(error.kind(), Error::Kind::ConnectionLost);
    QVERIFY(error.mayHaveExecuted());
    QCOMPARE(calculator.executions, 2);
}

void tst_TestServer::clientFindsARestartedServer()
{
    Calculator calculator;
    const Server server(&calculator);
    Client client(server.url());
    client.open();
    QTRY_VERIFY(client.isConnected());
    server.faults().restart(20ms);
    QTRY_VERIFY(!client.isConnected());
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
}

void tst_TestServer::tlsPassesAsItIs()
{
    Certificates authority;
    QSslConfiguration configuration = authority.configuration(authority.issue(u"localhost"_s));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    Calculator calculator;
    Server server(&calculator);
    server.close();
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen());
    QCOMPARE(server.url().scheme(), u"wss"_s);
    server.faults().shape({.pieceSize = 100});
    Client client(server.url());
    client.setSslConfiguration(authority.configuration());
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QVERIFY(server.faults().statistics().bytesToClient > 1000); // certificates
}

void tst_TestServer::callsPassAnyShape_data()
{
    QTest::addColumn<qsizetype>("pieceSize");
    QTest::addColumn<int>("delay");
    QTest::newRow("byte by byte") << qsizetype(1) << 0;
    QTest::newRow("in odd pieces") << qsizetype(13) << 1;
}

void tst_TestServer::callsPassAnyShape()
{
    QFETCH(const qsizetype, pieceSize);
    QFETCH(const int, delay);
    Calculator calculator;
    const Server server(&calculator);
    server.faults().shape({.delay = std::chrono::milliseconds(delay), .pieceSize = pieceSize});
    Client client(server.url());
    client.open();
    for (int i = 0; i < 10; ++i)
        QCOMPARE(waitFor(client.call<int>("add", i, 1)), i + 1);
}

QTEST_GUILESS_MAIN(tst_TestServer)
#include "tst_testserver.moc"
