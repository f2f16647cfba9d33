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
    void anyValidRequestIsUpgraded_data();
    void anyValidRequestIsUpgraded();
    void subprotocolIsSelected_data();
    void subprotocolIsSelected();
    void healthIsAnsweredAtItsPathOnly();
    void healthIsAnsweredToEachMethod_data();
    void healthIsAnsweredToEachMethod();
    void silentPeerIsDroppedInTime();
    void trickleIsDroppedInTime();
    void bareLineFeedsAreRefusedAtOnce();
    void peerThatLeavesIsCounted();
};

void tst_Handshake::requestIsAnsweredWithItsStatus_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("upgrade") << upgradeRequest("/ws") << 101;
    QTest::newRow("upgrade with a query") << upgradeRequest("/ws?a=b") << 101;
    QTest::newRow("path that is spelled otherwise") << upgradeRequest("/%77s") << 404;
    QTest::newRow("two slashes are no host") << upgradeRequest("//x/ws") << 404;
    QTest::newRow("two slashes and a port") << upgradeRequest("//x:80/ws") << 404;
    QTest::newRow("absolute form") << upgradeRequest("http://localhost/ws") << 101;
    QTest::newRow("encoded character") << upgradeRequest("/caf%C3%A9%20bar") << 101;
    QTest::newRow("dot segments") << upgradeRequest("/deep/%2e%2e/ws") << 400;
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
    QTest::newRow("bytes behind the head") << upgradeRequest("/ws") + "\x81\x80" << 101;
    QTest::newRow("http/1.0") << upgradeRequest("/ws").replace("HTTP/1.1", "HTTP/1.0") << 400;
    QTest::newRow("version and more") << upgradeRequest("/ws").replace("1.1\r", "1.1 x\r") << 400;
    QTest::newRow("malformed key") << upgradeRequest("/ws").replace("ZQ==", "ZQ=") << 400;
    QTest::newRow("two hosts") << upgradeRequest("/ws", "Host: localhost\r\n") << 400;
    QTest::newRow("body") << upgradeRequest("/ws", "Content-Length: 2\r\n") << 400;
    QTest::newRow("chunked body") << upgradeRequest("/ws", "Transfer-Encoding: chunked\r\n") << 400;
    QTest::newRow("nul") << upgradeRequest("/ws", QByteArray("X: \0\r\n", 6)) << 400;
    QTest::newRow("bare cr") << upgradeRequest("/ws", "X: a\rb\r\n") << 400;
    QTest::newRow("bare lf") << upgradeRequest("/ws", "X: a\nY: b\r\n") << 400;
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
    server.route(u"/café bar"_s).expose(&calculator);
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
        exchange(server, "GET / HTTP/1.1\r\n\r\n"); // by then the server has read the piece
    }
    QTRY_VERIFY(socket.bytesAvailable() > 12);
    QCOMPARE(statusOf(socket.readAll()), 101);
}

// QWebSocketServer drops some of these without an answer.
void tst_Handshake::anyValidRequestIsUpgraded_data()
{
    QTest::addColumn<QByteArray>("request");
    const auto with = [](const QByteArray &before, const QByteArray &after) {
        return upgradeRequest("/ws").replace(before, after);
    };
    QByteArray manyFields;
    for (int i = 0; i < 200; ++i)
        manyFields += "X-" + QByteArray::number(i) + ": y\r\n";
    QTest::newRow("many fields") << upgradeRequest("/ws", manyFields);
    QTest::newRow("long field") << upgradeRequest(
        "/ws", "Authorization: Bearer " + QByteArray(12'000, 'x') + "\r\n");
    QTest::newRow("long query") << upgradeRequest("/ws?" + QByteArray(12'000, 'q'));
    QTest::newRow("two connection lines")
        << with("Connection: keep-alive, Upgrade", "Connection: keep-alive\r\nConnection: Upgrade");
    QTest::newRow("several protocols to upgrade to")
        << with("Upgrade: websocket", "Upgrade: h2c, WebSocket");
    QTest::newRow("odd spacing") << with("Host: localhost", "Host:localhost\t ");
    QTest::newRow("empty list members") << with("keep-alive, Upgrade", ", keep-alive,,Upgrade ,");
}

void tst_Handshake::anyValidRequestIsUpgraded()
{
    QFETCH(const QByteArray, request);
    Calculator calculator;
    Server server;
    server.route(u"/ws"_s).expose(&calculator);
    QVERIFY(server.listen());
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    socket.write(request);
    QTRY_VERIFY(socket.bytesAvailable() > 12);
    const QByteArray response = socket.readAll();
    QCOMPARE(statusOf(response), 101);
    QVERIFY2(response.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), response); // RFC 6455, 1.3
    QTRY_COMPARE(server.channels().size(), 1);
    const PeerInfo peer = server.channels()[0]->peer();
    QCOMPARE(peer.path, u"/ws"_s);
    QVERIFY(peer.headers.size() >= 5); // as sent by the peer
    QCOMPARE(peer.header("Sec-WebSocket-Key"), "dGhlIHNhbXBsZSBub25jZQ==");
}

void tst_Handshake::subprotocolIsSelected_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("selected");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("json-rpc 2.0") << QByteArray("jsonrpc-2.0") << QByteArray("jsonrpc-2.0");
    QTest::newRow("unknown") << QByteArray("graphql") << QByteArray();
    QTest::newRow("among others") << QByteArray("graphql, jsonrpc-2.0")
                                  << QByteArray("jsonrpc-2.0");
    QTest::newRow("shared frames")
        << QByteArray("jsonrpc-2.0, websocketrpc.v1") << QByteArray("websocketrpc.v1");
    QTest::newRow("the server's order") << QByteArray("second, first") << QByteArray("first");
    QTest::newRow("the route's own") << QByteArray("first, own") << QByteArray("own");
}

void tst_Handshake::subprotocolIsSelected()
{
    QFETCH(const QByteArray, offer);
    QFETCH(const QByteArray, selected);
    Server server;
    server.route(u"/"_s);
    server.route(u"/own"_s).setSubprotocols({u"own"_s});
    if (offer.contains("first"))
        server.setSubprotocols({u"first"_s, u"second"_s});
    QVERIFY(server.listen());
    const QByteArray fields =
        offer.isEmpty() ? QByteArray() : "Sec-WebSocket-Protocol: " + offer + "\r\n";
    const QByteArray response =
        exchange(server, upgradeRequest(offer.contains("own") ? "/own" : "/", fields));
    QCOMPARE(statusOf(response), 101);
    const QByteArray field = "\r\nSec-WebSocket-Protocol: ";
    QCOMPARE(response.contains(field), !selected.isEmpty());
    QVERIFY2(selected.isEmpty() || response.contains(field + selected + "\r\n"), response);
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
    QCOMPARE(statusOf(exchange(server, "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n")), 405);
    QCOMPARE(statusOf(exchange(server, upgradeRequest("/health"))), 404);
}

void tst_Handshake::healthIsAnsweredToEachMethod_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("ending");
    QTest::newRow("head") << QByteArray("HEAD /health HTTP/1.1\r\nHost: h\r\n\r\n") << 200
                          << QByteArray("\r\nContent-Length: 3\r\n\r\n");
    QTest::newRow("options") << QByteArray("OPTIONS /health HTTP/1.1\r\nHost: h\r\n\r\n") << 204
                             << QByteArray("\r\nAllow: GET, HEAD, OPTIONS\r\n\r\n");
    QTest::newRow("get of http/1.0")
        << QByteArray("GET /health HTTP/1.0\r\n\r\n") << 200 << QByteArray("\r\n\r\nok\n");
    QTest::newRow("post") << QByteArray("POST /health HTTP/1.1\r\nHost: h\r\n\r\n") << 405
                          << QByteArray("\r\nContent-Length: 0\r\n\r\n");
}

void tst_Handshake::healthIsAnsweredToEachMethod()
{
    QFETCH(const QByteArray, request);
    QFETCH(const int, status);
    QFETCH(const QByteArray, ending);
    Server server;
    server.setHealthPath(u"/health"_s);
    QVERIFY(server.listen());
    const QByteArray response = exchange(server, request);
    QCOMPARE(statusOf(response), status);
    QVERIFY2(response.endsWith(ending), response);
    QCOMPARE(
        response.contains("\r\nAllow: GET, HEAD, OPTIONS\r\n"), status == 204 || status == 405);
    QCOMPARE(server.statistics().refusedHandshakes, status == 405 ? 1u : 0u);
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
        exchange(server, "GET / HTTP/1.1\r\n\r\n"); // by then the server has read the byte
        clock.advance(1s);
    }
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(statusOf(socket.readAll()), 408);
    QCOMPARE(server.statistics().unfinishedHandshakes, 1u);
}

void tst_Handshake::bareLineFeedsAreRefusedAtOnce()
{
    Server server;
    QVERIFY(server.listen());
    const QByteArray request = upgradeRequest("/").replace("\r\n", "\n");
    QCOMPARE(statusOf(exchange(server, request)), 400);
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
