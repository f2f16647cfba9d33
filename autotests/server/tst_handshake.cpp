// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/route.h>
#include <websocketrpc/server.h>

#include <QPromise>
#include <QSignalSpy>
#include <QTcpSocket>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray upgradeFields = "Host: localhost\r\nUpgrade: websocket\r\n"
                                 "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

QByteArray upgradeRequest(const QByteArray &path, const QByteArray &moreFields = {})
{
    return "GET " + path + " HTTP/1.1\r\n" + upgradeFields + moreFields + "\r\n";
}

// Sends bytes to a server and returns all that it answers until it closes the connection.
QByteArray exchange(const Server &server, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    QByteArray response;
    QObject::connect(
        &socket, &QTcpSocket::readyRead, &socket, [&] { response += socket.readAll(); });
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }))
        return "not connected";
    socket.write(request);
    const auto isSettled = [&] {
        return socket.state() == QAbstractSocket::UnconnectedState
            || response.startsWith("HTTP/1.1 101");
    };
    return QTest::qWaitFor(isSettled) ? response : "no answer: " + response;
}

int statusOf(const QByteArray &response)
{
    return response.startsWith("HTTP/1.1 ") ? response.sliced(9, 3).toInt() : -1;
}

} // namespace

class tst_Handshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void requestIsAnsweredWithItsStatus_data();
    void requestIsAnsweredWithItsStatus();
    void requestInPiecesIsRead();
    void healthIsAnsweredAtItsPathOnly();
    void refusalCarriesTextAndRetryAfter();
    void authenticatorSeesTheRequest();
    void authenticatorMayAnswerLater_data();
    void authenticatorMayAnswerLater();
    void failedAuthenticatorRefuses_data();
    void failedAuthenticatorRefuses();
    void serverMayBeDeletedByTheAuthenticator();
    void identityIsInTheContext();
    void originIsChecked_data();
    void originIsChecked();
    void silentPeerIsDroppedInTime();
    void trickleIsDroppedInTime();
    void peerThatLeavesIsCounted();
    void nothingIsCalledBeforeTheUpgrade();
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
        QTest::qWait(1);
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

void tst_Handshake::refusalCarriesTextAndRetryAfter()
{
    Server server;
    server.setAuthenticator(
        [](const PeerInfo &) { return Admission::refuse(503, u"too hot – try later"_s, 120s); });
    QVERIFY(server.listen());
    const QByteArray response = exchange(server, upgradeRequest("/"));
    QCOMPARE(statusOf(response), 503);
    QVERIFY2(response.contains("\r\nRetry-After: 120\r\n"), response);
    QVERIFY2(response.endsWith("\r\n\r\ntoo hot – try later\n"), response);
    QVERIFY2(response.contains("\r\nContent-Length: 22\r\n"), response);
}

void tst_Handshake::authenticatorSeesTheRequest()
{
    Server server;
    QList<PeerInfo> requests;
    server.setAuthenticator([&](const PeerInfo &request) {
        requests.append(request);
        return Admission::refuse(401);
    });
    QVERIFY(server.listen());
    const QByteArray response =
        exchange(server, upgradeRequest("/a%20b?c=d%26e", "X-Token: one\r\nx-token:two  \r\n"));
    QCOMPARE(statusOf(response), 401);
    QVERIFY2(response.contains("\r\nWWW-Authenticate: "), response);
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests[0].path, u"/a b"_s);
    QCOMPARE(requests[0].query, u"c=d%26e"_s);
    QCOMPARE(requests[0].header("X-TOKEN"), "one, two");
    QCOMPARE(requests[0].header("absent"), QByteArray());
    QCOMPARE(requests[0].address, u"127.0.0.1"_s);
    QVERIFY(requests[0].port > 0);
}

void tst_Handshake::authenticatorMayAnswerLater_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("let in") << 101;
    QTest::newRow("refused") << 403;
}

void tst_Handshake::authenticatorMayAnswerLater()
{
    QFETCH(const int, status);
    Server server;
    QPromise<Admission> promise;
    promise.start();
    int asked = 0;
    server.setAuthenticator([&](const PeerInfo &) {
        ++asked;
        return promise.future();
    });
    QVERIFY(server.listen());
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    socket.write(upgradeRequest("/"));
    QTRY_COMPARE(asked, 1);
    QCOMPARE(socket.bytesAvailable(), 0);
    promise.addResult(status == 101 ? Admission::accept(u"somebody"_s) : Admission::refuse(status));
    promise.finish();
    QTRY_VERIFY(socket.bytesAvailable() > 12);
    QCOMPARE(statusOf(socket.readAll()), status);
    if (status == 101) {
        QTRY_COMPARE(server.channels().size(), 1);
        QCOMPARE(server.channels()[0]->peer().identity, QVariant(u"somebody"_s));
    }
}

void tst_Handshake::failedAuthenticatorRefuses_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("throws") << u"throws"_s;
    QTest::newRow("future fails") << u"fails"_s;
    QTest::newRow("future is cancelled") << u"cancelled"_s;
    QTest::newRow("future has no result") << u"empty"_s;
}

void tst_Handshake::failedAuthenticatorRefuses()
{
    QFETCH(const QString, way);
    Server server;
    using Answer = std::variant<Admission, QFuture<Admission>>;
    server.setAuthenticator([&](const PeerInfo &) -> Answer {
        if (way == "throws"_L1)
            throw std::runtime_error("no database");
        QPromise<Admission> promise;
        promise.start();
        const QFuture<Admission> future = promise.future();
        if (way == "fails"_L1)
            promise.setException(Error(1, u"no database"_s));
        if (way != "cancelled"_L1)
            promise.finish();
        return future;
    });
    QVERIFY(server.listen());
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"The authenticator (failed: no database|gave no answer)"_s));
    const QByteArray response = exchange(server, upgradeRequest("/"));
    QCOMPARE(statusOf(response), 500);
    QVERIFY(!response.contains("database"));
}

void tst_Handshake::serverMayBeDeletedByTheAuthenticator()
{
    auto *server = new Server;
    server->setAuthenticator([&](const PeerInfo &) {
        delete std::exchange(server, nullptr);
        return Admission::accept();
    });
    QVERIFY(server->listen());
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server->port());
    socket.write(upgradeRequest("/"));
    QTRY_VERIFY(!server);
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
}

void tst_Handshake::identityIsInTheContext()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    server.setAuthenticator([](const PeerInfo &request) {
        const bool isKnown = request.header("Authorization") == "Bearer secret";
        return isKnown ? Admission::accept(QVariantMap{{u"name"_s, u"ada"_s}})
                       : Admission::refuse(403);
    });
    QVERIFY(server.listen());
    Client client(server.url());
    client.setHeader("Authorization", "Bearer secret");
    client.open();
    QTRY_COMPARE(server.channels().size(), 1);
    const QVariant identity = server.channels()[0]->peer().identity;
    QCOMPARE(identity.toMap().value(u"name"_s), QVariant(u"ada"_s));
    QCOMPARE(waitFor(client.call<QVariantMap>("identity")), identity.toMap());
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
        QTest::qWait(2);
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

void tst_Handshake::nothingIsCalledBeforeTheUpgrade()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    server.setAuthenticator([](const PeerInfo &) { return Admission::refuse(403); });
    QSignalSpy opened(&server, &Server::channelOpened);
    QVERIFY(server.listen());
    const QByteArray call = R"({"jsonrpc":"2.0","method":"record","params":["x"]})";
    QCOMPARE(
        statusOf(exchange(server, upgradeRequest("/") + "\x81" + char(call.size()) + call)), 403);
    QTest::qWait(10);
    QCOMPARE(calculator.recorded, QStringList());
    QCOMPARE(opened.size(), 0);
}

QTEST_GUILESS_MAIN(tst_Handshake)

#include "tst_handshake.moc"
