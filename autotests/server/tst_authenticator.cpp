// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "upgrade.h"
#include "waitfor.h"

#include <websocketrpc/client.h>

#include <QPromise>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Authenticator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void refusalCarriesTextAndRetryAfter();
    void authenticatorSeesTheRequest();
    void authenticatorMayAnswerLater_data();
    void authenticatorMayAnswerLater();
    void failedAuthenticatorRefuses_data();
    void failedAuthenticatorRefuses();
    void slowAuthenticatorIsNotWaitedFor();
    void serverMayBeDeletedByTheAuthenticator();
    void identityIsInTheContext();
    void nothingIsCalledBeforeTheUpgrade();
};

void tst_Authenticator::refusalCarriesTextAndRetryAfter()
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

void tst_Authenticator::authenticatorSeesTheRequest()
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

void tst_Authenticator::authenticatorMayAnswerLater_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("let in") << 101;
    QTest::newRow("refused") << 403;
}

void tst_Authenticator::authenticatorMayAnswerLater()
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

void tst_Authenticator::failedAuthenticatorRefuses_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("throws") << u"throws"_s;
    QTest::newRow("throws what is no exception") << u"throws a number"_s;
    QTest::newRow("future fails") << u"fails"_s;
    QTest::newRow("future is cancelled") << u"cancelled"_s;
    QTest::newRow("future has no result") << u"empty"_s;
}

void tst_Authenticator::failedAuthenticatorRefuses()
{
    QFETCH(const QString, way);
    Server server;
    using Answer = std::variant<Admission, QFuture<Admission>>;
    server.setAuthenticator([&](const PeerInfo &) -> Answer {
        if (way == "throws"_L1)
            throw std::runtime_error("no database");
        if (way == "throws a number"_L1)
            throw 7;
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
        QRegularExpression(
            u"the authenticator failed: (no database|an exception of unknown type|it "
            "gave no answer)"_s));
    const QByteArray response = exchange(server, upgradeRequest("/"));
    QCOMPARE(statusOf(response), 500);
    QVERIFY(!response.contains("database"));
}

void tst_Authenticator::slowAuthenticatorIsNotWaitedFor()
{
    ManualClock clock;
    Server server;
    QPromise<Admission> promise;
    promise.start();
    int asked = 0;
    server.setAuthenticator([&](const PeerInfo &) {
        ++asked;
        return promise.future();
    });
    server.setLimits({.handshakeTime = 3s});
    QVERIFY(server.listen());
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    socket.write(upgradeRequest("/"));
    QTRY_COMPARE(asked, 1);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"authenticator is too slow.*handshakeTime of 3000 ms"_s));
    clock.advance(3s);
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(statusOf(socket.readAll()), 503);
    QCOMPARE(server.statistics().refusedHandshakes, 1u);
    promise.addResult(Admission::accept());
    promise.finish();
    QTRY_COMPARE(server.statistics().connections, 0);
    QCOMPARE(server.statistics().acceptedConnections, 0u);
}

void tst_Authenticator::serverMayBeDeletedByTheAuthenticator()
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

void tst_Authenticator::identityIsInTheContext()
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

void tst_Authenticator::nothingIsCalledBeforeTheUpgrade()
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
    QCOMPARE(statusOf(exchange(server, upgradeRequest("/"))), 403); // after everything before it
    QCOMPARE(calculator.recorded, QStringList());
    QCOMPARE(opened.size(), 0);
}

QTEST_GUILESS_MAIN(tst_Authenticator)

#include "tst_authenticator.moc"
