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

// How a single connection attempt succeeds or fails.
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
    void refusalWithoutAnOfferIsAFailure_data();
    void refusalWithoutAnOfferIsAFailure();
    void serverThatIsBusyIsAskedOnce();
    void offerThatIsNotTheCauseStays();
    void silentServerIsGivenUp();
    void impossibleUrlFails_data();
    void impossibleUrlFails();
    void badRequestOfTheFactoryIsTriedAgain();
    void requestHasAPath();
    void userOfTheUrlIsSent_data();
    void userOfTheUrlIsSent();
    void userOfTheUrlIsNotSentElsewhere();
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

    // The server of the next connection may know it.
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
    // Qt 6.8 sends the names in lower case.
    QVERIFY2(http.requests[0].toLower().contains("protocol: users.own, websocketrpc.v1\r\n"),
        http.requests[0]);
    QVERIFY2(http.requests[1].toLower().contains("protocol: users.own\r\n"), http.requests[1]);
}

void tst_ConnectionAttempt::refusalWithoutAnOfferIsAFailure_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<bool>("sharesFrames");
    for (const char *status : {"400", "401", "403", "404", "406", "426", "500", "501"}) {
        QTest::addRow("%s, withdrawn", status) << QByteArray(status) << true;
        QTest::addRow("%s, never made", status) << QByteArray(status) << false;
    }
}

void tst_ConnectionAttempt::refusalWithoutAnOfferIsAFailure()
{
    QFETCH(const QByteArray, status);
    QFETCH(const bool, sharesFrames);
    HttpServer http({httpResponse(status)});
    Client client(http.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.setSharesFrames(sharesFrames);
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(client.lastFailure().httpStatus, status.toInt());
    QCOMPARE(client.attempt(), 1);
    QCOMPARE(http.requests.size(), sharesFrames ? 2 : 1);
    QVERIFY2(!http.requests.constLast().contains(subprotocolHeader), http.requests.constLast());
}

void tst_ConnectionAttempt::serverThatIsBusyIsAskedOnce()
{
    HttpServer http({httpResponse("503 Busy", "Retry-After: 1\r\n")});
    Client client(http.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(http.requests.size(), 1);
}

// A server that is down for long does not get two requests for each attempt.
void tst_ConnectionAttempt::offerThatIsNotTheCauseStays()
{
    ManualClock clock;
    HttpServer http({httpResponse("502 Bad Gateway"), httpResponse("502 Bad Gateway"),
        httpResponse("502 Bad Gateway"), httpResponse("406 Not Acceptable")});
    Client client(http.url());
    client.setReconnectPolicy(eachSecond);
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    QCOMPARE(http.requests.size(), 2);
    clock.advance(1s);
    QTRY_COMPARE(client.attempt(), 2);
    QCOMPARE(http.requests.size(), 3);
    QVERIFY(http.requests.constLast().contains(offer));
    clock.advance(1s);
    QTRY_COMPARE(client.attempt(), 3);
    QCOMPARE(http.requests.size(), 5); // another status may have a different cause
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
    QCoreApplication::processEvents(); // a failure would be reported from the event loop
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
    QTest::newRow("no scheme") << QUrl(u"localhost:9000"_s) << u"the scheme must be ws or wss"_s;
    QTest::newRow("only a path") << QUrl(u"/ws"_s) << u"the scheme must be ws or wss"_s;
    QTest::newRow("no host") << QUrl(u"ws:///ws"_s) << u"there is no host"_s;
    QTest::newRow("port 0") << QUrl(u"ws://localhost:0/"_s) << u"there is no port 0"_s;
    QTest::newRow("invalid") << QUrl(u"ws://local host/"_s) << u"host"_s;
}

// At once, whatever the policy says, and including the waiting calls.
void tst_ConnectionAttempt::impossibleUrlFails()
{
    QFETCH(const QUrl, url);
    QFETCH(const QString, problem);
    ManualClock clock;
    Client client(url);
    client.setRetryCondition([](const ConnectionFailure &) { return true; });
    QSignalSpy failed(&client, &Client::failed);
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    const auto waiting = client.call<int>("add", 1, 2);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(reconnecting.isEmpty());
    QCOMPARE(client.state(), Client::State::Closed);
    QVERIFY(client.lastFailure().isFinal);
    QVERIFY2(client.lastError().message().contains(problem, Qt::CaseInsensitive),
        qPrintable(client.lastError().message()));
    QVERIFY(waiting.isFinished());
    QCOMPARE(errorOf(waiting), client.lastError());
}

void tst_ConnectionAttempt::badRequestOfTheFactoryIsTriedAgain()
{
    ManualClock clock;
    Server server;
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy(eachSecond);
    int asked = 0;
    client.setRequestFactory([&](const QUrl &url) {
        switch (++asked) {
        case 1:
            throw std::runtime_error("no token yet");
        case 2:
            return QNetworkRequest();
        default:
            return QNetworkRequest(url);
        }
    });
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    QVERIFY(client.lastError().message().contains("no token yet"_L1));
    clock.advance(1s);
    QTRY_COMPARE(client.attempt(), 2);
    QVERIFY(client.lastError().message().contains("there is no url"_L1));
    clock.advance(1s);
    QTRY_VERIFY(client.isConnected());
}

void tst_ConnectionAttempt::requestHasAPath()
{
    HttpServer http({httpResponse("404 Not Found")});
    Client client(http.url(u"?token=1#part"_s));
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.open();
    QTRY_VERIFY(!http.requests.isEmpty());
    QVERIFY2(http.requests[0].startsWith("GET /?token=1 HTTP/1.1\r\n"), http.requests[0]);
}

void tst_ConnectionAttempt::userOfTheUrlIsSent_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("credentials");
    QTest::newRow("percent-encoded") << u"us%20er:p%40ss"_s << QByteArray("us er:p@ss");
    QTest::newRow("not ASCII") << u"j\u00fcrg:\u20ac"_s << QByteArray("j\xc3\xbcrg:\xe2\x82\xac");
    QTest::newRow("no password") << u"user"_s << QByteArray("user:");
}

void tst_ConnectionAttempt::userOfTheUrlIsSent()
{
    QFETCH(const QString, user);
    QFETCH(const QByteArray, credentials);
    HttpServer http({httpResponse("401 Unauthorized")});
    QUrl url = http.url();
    url.setUserInfo(user);
    Client client(url);
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    const QByteArray basic = "authorization: basic " + credentials.toBase64().toLower() + "\r\n";
    QVERIFY2(http.requests[0].toLower().contains(basic), http.requests[0]);
    QVERIFY2(!http.requests[0].contains('@'), http.requests[0]);
    QVERIFY(!client.lastError().message().contains("user"_L1));
    client.setHeader("Authorization", "Bearer token");
    client.open();
    QTRY_COMPARE(failed.size(), 2);
    QVERIFY2(http.requests.constLast().toLower().contains("authorization: bearer token\r\n"),
        http.requests.constLast());
}

void tst_ConnectionAttempt::userOfTheUrlIsNotSentElsewhere()
{
    Server server;
    QVERIFY(server.listen());
    HttpServer http({httpResponse("302 Found", "Location: " + server.url().toEncoded() + "\r\n")});
    QUrl url = http.url();
    url.setUserInfo(u"user:secret"_s);
    Client client(url);
    client.setMaximumRedirects(1);
    client.open();
    QTRY_COMPARE(server.channels().size(), 1);
    QVERIFY(http.requests[0].toLower().contains("authorization: basic "));
    QCOMPARE(server.channels()[0]->peer().header("Authorization"), QByteArray());
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
