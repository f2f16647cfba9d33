// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "upgrade.h"

#include <websocketrpc/route.h>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Handshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void requestIsAnsweredWithItsStatus_data();
    void requestIsAnsweredWithItsStatus();
    void requestInPiecesIsRead();
    void healthIsAnsweredAtItsPathOnly();
    void originIsChecked_data();
    void originIsChecked();
    void silentPeerIsDroppedInTime();
    void trickleIsDroppedInTime();
    void peerThatLeavesIsCounted();
};

void tst_Handshake::requestIsAnsweredWithItsStatus_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("upgrade") << upgradeRequest("/ws") << 101;
    QTest::newRow("upgrade with a query") << upgradeRequest("/ws?a=b") << 101;
    QTest::newRow("percent-encoded path") << upgradeRequest("/%77s") << 101;
    QTest::newRow("path below") << upgradeRequest("/deep/a/b") << 101;
    QTest::newRow("the wildcard's own path") << upgradeRequest("/deep") << 404;
    QTest::newRow("other path") << upgradeRequest("/other") << 404;
    QTest::newRow("path that begins alike") << upgradeRequest("/wsx") << 404;
    QTest::newRow("plain get") << QByteArray("GET /ws HTTP/1.1\r\nHost: localhost\r\n\r\n") << 426;
    QTest::newRow("post") << QByteArray("POST /ws HTTP/1.1\r\n" + upgradeFields + "\r\n") << 405;
    QTest::newRow("no http") << QByteArray("hello there\r\n\r\n") << 400;
    QTest::newRow("tls hello") << QByteArray("\x16\x03\x01\x02\r\n\r\n", 8) << 400;
    QTest::newRow("http/2") << QByteArray("GET /ws HTTP/2.0\r\n" + upgradeFields + "\r\n") << 400;
    QTest::newRow("broken field") << upgradeRequest("/ws", "no colon\r\n") << 400;
    QTest::newRow("folded field") << upgradeRequest("/ws", " folded: x\r\n") << 400;
    QTest::newRow("no key") << upgradeRequest("/ws").replace("Sec-WebSocket-Key",
        "Sec-WebSocket-Hey") << 400;
    QTest::newRow("short key") << upgradeRequest("/ws").replace("dGhl", "") << 400;
    QTest::newRow("no host") << upgradeRequest("/ws").replace("Host", "Ghost") << 400;
    QTest::newRow("no connection upgrade")
        << upgradeRequest("/ws").replace("keep-alive, Upgrade", "keep-alive") << 400;
    QTest::newRow("old version") << upgradeRequest("/ws").replace("Version: 13", "Version: 8")
                                 << 426;
    QTest::newRow("bytes behind the head") << upgradeRequest("/ws") + "\x81\x80" << 400;
    QTest::newRow("header flood") << upgradeRequest(
        "/ws", "X-Flood: " + QByteArray(20'000, 'x') + "\r\n")
                                  << 431;
    QTest::newRow("endless head") << QByteArray(64 * 1024, 'x') << 431;
}

void tst_Handshake::requestIsAnsweredWithItsStatus()
{
    QFETCH(const QByteArray, request);
    QFETCH(const int, status);
    Calculator calculator;
    Server server;
    server.route(u"/ws"_s).expose(&calculator);
    server.route(u"/deep/*"_s).expose(&calculator);
    QVERIFY(server.listen());
    const QByteArray response = exchange(server, request);
    QCOMPARE(statusOf(response), status);
    if (status == 101)
        return;
    QVERIFY2(response.contains("\r\nConnection: close\r\n"), response);
    QCOMPARE(server.statistics().refusedHandshakes, 1u);
    QCOMPARE(server.statistics().acceptedConnections, 0u);
    QCOMPARE(response.contains("\r\nUpgrade: websocket\r\n"), status == 426);
    QCOMPARE(response.contains("\r\nAllow: GET\r\n"), status == 405);
}

void tst_Handshake::requestInPiecesIsRead()
{
    Server server;
    QVERIFY(server.listen());
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    const QByteArray request = upgradeRequest("/");
    for (qsizetype i = 0; i < request.size(); i += 17) {
        socket.write(request.mid(i, 17));
        socket.flush();
        exchange(server, "GET / HTTP/1.1\r\n\r\n"); // the server has read the piece meanwhile
    }
    QTRY_VERIFY(socket.bytesAvailable() > 12);
    QCOMPARE(statusOf(socket.readAll()), 101);
}

void tst_Handshake::healthIsAnsweredAtItsPathOnly()
{
    Server server;
    server.setHealthPath(u"/health"_s);
    server.route(u"/ws"_s);
    QVERIFY(server.listen());
    const QByteArray response = exchange(server, "GET /health?x HTTP/1.1\r\nHost: h\r\n\r\n");
    QCOMPARE(statusOf(response), 200);
    QVERIFY2(response.endsWith("\r\n\r\nok\n"), response);
    QCOMPARE(server.statistics().refusedHandshakes, 0u);
    QCOMPARE(statusOf(exchange(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")), 426);
    QCOMPARE(statusOf(exchange(server, upgradeRequest("/health"))), 404);
}

void tst_Handshake::originIsChecked_data()
{
    QTest::addColumn<QStringList>("allowed");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status");
    const QStringList sameHost;
    const QStringList listed{u"https://example.org"_s, u"http://other:8080"_s};
    QTest::newRow("none") << sameHost << QByteArray() << 101;
    QTest::newRow("same host") << sameHost << QByteArray("Origin: http://localhost\r\n") << 101;
    QTest::newRow("same host, other port")
        << sameHost << QByteArray("Origin: http://localhost:81\r\n") << 403;
    QTest::newRow("other host") << sameHost << QByteArray("Origin: http://evil.example\r\n") << 403;
    QTest::newRow("null") << sameHost << QByteArray("Origin: null\r\n") << 403;
    QTest::newRow("listed") << listed << QByteArray("Origin: https://example.org\r\n") << 101;
    QTest::newRow("listed with a port")
        << listed << QByteArray("Origin: http://other:8080\r\n") << 101;
    QTest::newRow("other scheme") << listed << QByteArray("Origin: http://example.org\r\n") << 403;
    QTest::newRow("same host, not listed")
        << listed << QByteArray("Origin: http://localhost\r\n") << 403;
    QTest::newRow("two origins")
        << listed << QByteArray("Origin: https://example.org\r\nOrigin: http://evil.example\r\n")
        << 403;
    QTest::newRow("all") << QStringList(u"*"_s) << QByteArray("Origin: http://evil.example\r\n")
                         << 101;
}

void tst_Handshake::originIsChecked()
{
    QFETCH(const QStringList, allowed);
    QFETCH(const QByteArray, origin);
    QFETCH(const int, status);
    Server server;
    server.setAllowedOrigins(allowed);
    QVERIFY(server.listen());
    QCOMPARE(statusOf(exchange(server, upgradeRequest("/", origin))), status);
}

void tst_Handshake::silentPeerIsDroppedInTime()
{
    ManualClock clock;
    Server server;
    server.setLimits({.handshakeTime = 3s});
    QVERIFY(server.listen());
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(server.statistics().connections, 1);
    clock.advance(2'999ms);
    QCOMPARE(statusOf(exchange(server, upgradeRequest("/"))), 101);
    QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
    clock.advance(1ms);
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(server.statistics().connections, 0);
    QCOMPARE(server.statistics().unfinishedHandshakes, 1u);
}

void tst_Handshake::trickleIsDroppedInTime()
{
    ManualClock clock;
    Server server;
    QVERIFY(server.listen());
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(server.statistics().connections, 1);
    const QByteArray request = upgradeRequest("/");
    for (int second = 0; second < 10; ++second) {
        QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.write(request.mid(second, 1));
        exchange(server, "GET / HTTP/1.1\r\n\r\n"); // the server has read the byte meanwhile
        clock.advance(1s);
    }
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(server.statistics().unfinishedHandshakes, 1u);
}

void tst_Handshake::peerThatLeavesIsCounted()
{
    Server server;
    QVERIFY(server.listen());
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, server.port());
        socket.write("GET / HT");
        QTRY_COMPARE(server.statistics().connections, 1);
    }
    QTRY_COMPARE(server.statistics().unfinishedHandshakes, 1u);
    QTRY_COMPARE(server.statistics().connections, 0);
}

QTEST_GUILESS_MAIN(tst_Handshake)

#include "tst_handshake.moc"
