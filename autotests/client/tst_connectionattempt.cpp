// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "httpserver.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QNetworkProxy>
#include <QSignalSpy>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr char subprotocolHeader[] = "Sec-WebSocket-Protocol";
constexpr char offer[] = "jsonrpc-2.0, websocketrpc.v1";

constexpr ReconnectPolicy eachSecond = {.firstDelay = 1s, .growth = 1, .jitter = false};

} // namespace

// How one connection is made, or is not.
class tst_ConnectionAttempt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void statusDecides_data();
    void statusDecides();
    void redirectIsRefused();
    void redirectIsFollowed();
    void redirectDoesNotLeakHeaders();
    void redirectsAreLimited();
    void refusedOfferIsWithdrawn();
    void offerOfTheUserStays();
    void badRequestWithoutAnOfferIsAFailure_data();
    void badRequestWithoutAnOfferIsAFailure();
    void otherRefusalsDoNotConcernTheOffer_data();
    void otherRefusalsDoNotConcernTheOffer();
    void silentServerIsGivenUp();
    void impossibleUrlFails_data();
    void impossibleUrlFails();
    void headersAreSentEachTime();
    void proxyIsUsed();
};

void tst_ConnectionAttempt::statusDecides_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<int>("number");
    QTest::addColumn<bool>("isTried");
    QTest::newRow("401") << QByteArray("401 Unauthorized") << 401 << false;
    QTest::newRow("401 with a challenge")
        << QByteArray("401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"") << 401 << false;
    QTest::newRow("403") << QByteArray("403 Forbidden") << 403 << false;
    QTest::newRow("404") << QByteArray("404 Not Found") << 404 << true;
    QTest::newRow("503") << QByteArray("503 Service Unavailable") << 503 << true;
    QTest::newRow("no reason") << QByteArray("500") << 500 << true;
    QTest::newRow("redirect") << QByteArray("302 Found\r\nLocation: /x") << 302 << true;
}

void tst_ConnectionAttempt::statusDecides()
{
    QFETCH(const QByteArray, status);
    QFETCH(const int, number);
    QFETCH(const bool, isTried);
    ManualClock clock;
    HttpServer http({httpResponse(status)});
    Client client(http.url());
    QSignalSpy failed(&client, &Client::failed);
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    client.open();
    QTRY_COMPARE(failed.size() + reconnecting.size(), 1);
    QCOMPARE(reconnecting.size(), isTried ? 1 : 0);
    QCOMPARE(client.lastFailure().httpStatus, number);
    QVERIFY2(client.lastError().message().contains(u"HTTP status %1"_s.arg(number)),
        qPrintable(client.lastError().message()));
    QVERIFY(!client.lastFailure().wasConnected);
}

void tst_ConnectionAttempt::redirectIsRefused()
{
    Server server;
    QVERIFY(server.listen());
    HttpServer http(
        {httpResponse("307 Temporary Redirect", "Location: " + server.url().toEncoded() + "\r\n")});
    Client client(http.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(client.lastFailure().httpStatus, 307);
    QCOMPARE(server.statistics().connections, 0);
}

void tst_ConnectionAttempt::redirectIsFollowed()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    QUrl target = server.url();
    target.setScheme(u"http"_s);
    HttpServer http({httpResponse("302 Found", "Location: /relative\r\n"),
        httpResponse("308 Permanent Redirect", "Location: " + target.toEncoded() + "\r\n")});
    Client client(http.url());
    client.setMaximumRedirects(2);
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QCOMPARE(http.requests.size(), 2);
    QVERIFY2(http.requests[1].startsWith("GET /relative "), http.requests[1]);
}

void tst_ConnectionAttempt::redirectDoesNotLeakHeaders()
{
    Server server;
    QVERIFY(server.listen());
    HttpServer http({httpResponse("302 Found", "Location: /same\r\n"),
        httpResponse("302 Found", "Location: " + server.url().toEncoded() + "\r\n")});
    Client client(http.url());
    client.setMaximumRedirects(2);
    client.setHeader("Authorization", "Bearer secret");
    client.open();
    QTRY_COMPARE(server.channels().size(), 1);
    QVERIFY(http.requests[0].contains("Bearer secret"));
    QVERIFY(http.requests[1].contains("Bearer secret"));
    QCOMPARE(server.channels()[0]->peer().header("Authorization"), QByteArray());
}

void tst_ConnectionAttempt::redirectsAreLimited()
{
    HttpServer http({httpResponse("302 Found", "Location: /again\r\n")});
    Client client(http.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.setMaximumRedirects(3);
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(http.requests.size(), 4);
    QCOMPARE(client.lastFailure().httpStatus, 302);
}

void tst_ConnectionAttempt::refusedOfferIsWithdrawn()
{
    ManualClock clock;
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    bool isStrict = true;
    QByteArrayList offers;
    server.setAuthenticator([&](const PeerInfo &request) {
        offers.append(request.header(subprotocolHeader));
        const bool isRefused = isStrict && !offers.constLast().isEmpty();
        return isRefused ? Admission::refuse(400, u"unknown"_s) : Admission::accept();
    });
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy(eachSecond);
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QCOMPARE(offers, (QByteArrayList{offer, {}}));
    QCOMPARE(client.attempt(), 0);
    QVERIFY(reconnecting.isEmpty());

    // The next connection may be one to a server that knows it.
    isStrict = false;
    server.channels()[0]->close();
    QTRY_COMPARE(client.state(), Client::State::Waiting);
    clock.advance(1s);
    QCOMPARE(waitFor(client.call<int>("add", 3, 4)), 7);
    QCOMPARE(offers, (QByteArrayList{offer, {}, offer}));
}

void tst_ConnectionAttempt::offerOfTheUserStays()
{
    HttpServer http({httpResponse("400 Bad Request")});
    Client client(http.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.setHeader(subprotocolHeader, "users.own");
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(http.requests.size(), 2);
    QVERIFY2(
        http.requests[0].contains("Protocol: users.own, websocketrpc.v1\r\n"), http.requests[0]);
    QVERIFY2(http.requests[1].contains("Protocol: users.own\r\n"), http.requests[1]);
}

void tst_ConnectionAttempt::badRequestWithoutAnOfferIsAFailure_data()
{
    QTest::addColumn<bool>("sharesFrames");
    QTest::newRow("withdrawn") << true;
    QTest::newRow("never made") << false;
}

void tst_ConnectionAttempt::badRequestWithoutAnOfferIsAFailure()
{
    QFETCH(const bool, sharesFrames);
    HttpServer http({httpResponse("400 Bad Request")});
    Client client(http.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.setSharesFrames(sharesFrames);
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(client.lastFailure().httpStatus, 400);
    QCOMPARE(client.attempt(), 1);
    QCOMPARE(http.requests.size(), sharesFrames ? 2 : 1);
    QVERIFY2(!http.requests.constLast().contains(subprotocolHeader), http.requests.constLast());
}

void tst_ConnectionAttempt::otherRefusalsDoNotConcernTheOffer_data()
{
    QTest::addColumn<QByteArray>("status");
    for (const char *status : {"401", "403", "404", "429", "500", "503"})
        QTest::newRow(status) << QByteArray(status);
}

void tst_ConnectionAttempt::otherRefusalsDoNotConcernTheOffer()
{
    QFETCH(const QByteArray, status);
    HttpServer http({httpResponse(status)});
    Client client(http.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(http.requests.size(), 1);
}

void tst_ConnectionAttempt::silentServerIsGivenUp()
{
    ManualClock clock;
    HttpServer http({}); // never answers
    Client client(http.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.setLimits({.handshakeTime = 4s});
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(http.requests.size(), 1);
    clock.advance(3'999ms);
    QCoreApplication::processEvents(); // a failure would be told from the event loop
    QCOMPARE(failed.size(), 0);
    clock.advance(1ms);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(client.lastError().message().contains("within 4000 ms"_L1),
        qPrintable(client.lastError().message()));
}

void tst_ConnectionAttempt::impossibleUrlFails_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("problem");
    QTest::newRow("none") << QUrl() << u"there is no url"_s;
    QTest::newRow("http") << QUrl(u"http://localhost/"_s) << u"the scheme must be ws or wss"_s;
    QTest::newRow("invalid") << QUrl(u"ws://local host/"_s) << u"host"_s;
}

void tst_ConnectionAttempt::impossibleUrlFails()
{
    QFETCH(const QUrl, url);
    QFETCH(const QString, problem);
    Client client(url);
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(client.lastError().message().contains(problem, Qt::CaseInsensitive),
        qPrintable(client.lastError().message()));
}

void tst_ConnectionAttempt::headersAreSentEachTime()
{
    ManualClock clock;
    HttpServer http({httpResponse("500 Broken")});
    Client client(http.url());
    client.setReconnectPolicy(eachSecond);
    client.setHeader("X-One", "1");
    client.setHeader("X-Two", "old");
    client.setHeader("x-two", "2");
    client.setHeader("X-Gone", "x");
    client.setHeader("X-Gone", {});
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    clock.advance(1s);
    QTRY_COMPARE(client.attempt(), 2);
    for (const QByteArray &sent : std::as_const(http.requests)) {
        const QByteArray request = sent.toLower(); // as Qt 6.8 sends the names
        QVERIFY2(request.contains("x-one: 1\r\n"), request);
        QVERIFY2(request.contains("x-two: 2\r\n"), request);
        QVERIFY2(!request.contains("old") && !request.contains("x-gone"), request);
    }
}

void tst_ConnectionAttempt::proxyIsUsed()
{
    HttpServer proxy({"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"});
    Client client(QUrl(u"ws://target.example/"_s));
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.serverPort()));
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(proxy.requests[0].startsWith("CONNECT target.example:80 "), proxy.requests[0]);
}

QTEST_GUILESS_MAIN(tst_ConnectionAttempt)

#include "tst_connectionattempt.moc"
