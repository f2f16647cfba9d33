// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <websocketrpc/test/faultproxy.h>

#include <QNetworkProxy>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Test::FaultProxy;

namespace {

// Answers each connection with the next of some HTTP responses, and keeps the requests.
class HttpServer : public QTcpServer
{
public:
    explicit HttpServer(const QList<QByteArray> &responses) : m_responses(responses)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("cannot listen: %s", qPrintable(errorString()));
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
        });
    }

    [[nodiscard]] QUrl url(const QString &path = u"/"_s) const
    {
        return QUrl(u"ws://127.0.0.1:%1%2"_s.arg(serverPort()).arg(path));
    }

    QList<QByteArray> requests;

private:
    void answer(QTcpSocket *socket)
    {
        requests.append(socket->readAll());
        if (m_responses.isEmpty())
            return;
        socket->write(m_responses.size() > 1 ? m_responses.takeFirst() : m_responses.first());
        socket->disconnectFromHost();
    }

    QList<QByteArray> m_responses;
};

QByteArray httpResponse(const QByteArray &status, const QByteArray &fields = {})
{
    return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: 0\r\n\r\n";
}

constexpr char subprotocolHeader[] = "Sec-WebSocket-Protocol";
constexpr char offer[] = "jsonrpc-2.0, websocketrpc.v1";

constexpr ReconnectPolicy steady = {
    .firstDelay = 1s, .growth = 2, .maximumDelay = 5s, .jitter = false};

} // namespace

class tst_Reconnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void delaysGrowToTheCap();
    void attemptsAreLimited();
    void timeIsLimited();
    void failuresCountUntilTheConnectionIsStable();
    void retryInCountsDown();
    void retryNowConnectsAtOnce();
    void statusDecides_data();
    void statusDecides();
    void conditionDecides();
    void retryAfterIsHonoured();
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
    void halfOpenConnectionIsFoundOut();
    void roundTripTimeIsMeasured();
    void lastErrorTellsWhy();
    void everythingMayBeDeletedInEverySignal_data();
    void everythingMayBeDeletedInEverySignal();
    void closingInASignalStaysClosed();
};

void tst_Reconnect::delaysGrowToTheCap()
{
    ManualClock clock;
    HttpServer http({httpResponse("500 Broken")});
    Client client(http.url());
    client.setReconnectPolicy(steady);
    QList<std::pair<int, qint64>> delays;
    connect(
        &client, &Client::reconnecting, this, [&](int attempt, std::chrono::milliseconds delay) {
            delays.append({attempt, delay.count()});
        });
    client.open();
    for (int attempt = 1; attempt <= 5; ++attempt) {
        QTRY_COMPARE(delays.size(), attempt);
        QCOMPARE(client.state(), Client::State::Waiting);
        QCOMPARE(client.attempt(), attempt);
        clock.advance(std::chrono::milliseconds(delays.last().second - 1));
        QCOMPARE(client.state(), Client::State::Waiting);
        clock.advance(1ms);
        QCOMPARE(client.state(), Client::State::Connecting);
    }
    QCOMPARE(delays,
        (QList<std::pair<int, qint64>>{{1, 1000}, {2, 2000}, {3, 4000}, {4, 5000}, {5, 5000}}));
}

void tst_Reconnect::attemptsAreLimited()
{
    ManualClock clock;
    HttpServer http({httpResponse("500 Broken")});
    Client client(http.url());
    ReconnectPolicy policy = steady;
    policy.maximumAttempts = 2;
    client.setReconnectPolicy(policy);
    QSignalSpy failed(&client, &Client::failed);
    const auto waiting = client.call<int>("add", 1, 2);
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    clock.advance(1s);
    QTRY_COMPARE(client.attempt(), 2);
    clock.advance(2s);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(client.state(), Client::State::Closed);
    QCOMPARE(http.requests.size(), 3);
    QCOMPARE(errorOf(waiting), failed[0][0].value<Error>());
    client.open(); // begins anew
    QTRY_COMPARE(client.attempt(), 1);
}

void tst_Reconnect::timeIsLimited()
{
    ManualClock clock;
    HttpServer http({httpResponse("500 Broken")});
    Client client(http.url());
    ReconnectPolicy policy = steady;
    policy.maximumTime = 3s;
    client.setReconnectPolicy(policy);
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    clock.advance(1s);
    QTRY_COMPARE(client.attempt(), 2);
    clock.advance(2s); // 3 s after the first failure
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(http.requests.size(), 3);
}

void tst_Reconnect::failuresCountUntilTheConnectionIsStable()
{
    ManualClock clock;
    Server server;
    server.setHeartbeat({});
    QVERIFY(server.listen());
    Client client(server.url());
    client.setHeartbeat({});
    client.setReconnectPolicy(steady);
    client.open();
    const auto loseConnection = [&] {
        return QTest::qWaitFor([&] { return server.channels().size() == 1; })
            && (server.channels()[0]->close(), true)
            && QTest::qWaitFor([&] { return client.state() == Client::State::Waiting; });
    };
    QVERIFY(loseConnection());
    QCOMPARE(client.retryIn(), 1s);
    clock.advance(1s);
    QVERIFY(loseConnection());
    QCOMPARE(client.retryIn(), 2s); // it had connected, but not for long
    clock.advance(2s);
    QTRY_COMPARE(client.state(), Client::State::Connected);
    clock.advance(steady.stableTime);
    QVERIFY(loseConnection());
    QCOMPARE(client.retryIn(), 1s);
}

void tst_Reconnect::retryInCountsDown()
{
    ManualClock clock;
    HttpServer http({httpResponse("500 Broken")});
    Client client(http.url());
    client.setReconnectPolicy(steady);
    QCOMPARE(client.retryIn(), 0ms);
    client.open();
    QTRY_COMPARE(client.state(), Client::State::Waiting);
    QCOMPARE(client.retryIn(), 1000ms);
    clock.advance(300ms);
    QCOMPARE(client.retryIn(), 700ms);
}

void tst_Reconnect::retryNowConnectsAtOnce()
{
    ManualClock clock;
    HttpServer http({httpResponse("500 Broken")});
    Client client(http.url());
    client.setReconnectPolicy(steady);
    client.retryNow(); // closed: nothing happens
    QCOMPARE(client.state(), Client::State::Closed);
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    client.retryNow();
    QCOMPARE(client.state(), Client::State::Connecting);
    QTRY_COMPARE(client.attempt(), 2);
    clock.advance(1s); // the timer of the first is not running any more
    QCOMPARE(client.state(), Client::State::Waiting);
    QCOMPARE(http.requests.size(), 2);
}

void tst_Reconnect::statusDecides_data()
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

void tst_Reconnect::statusDecides()
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

void tst_Reconnect::conditionDecides()
{
    ManualClock clock;
    HttpServer http({httpResponse("401 Unauthorized"), httpResponse("404 Not Found")});
    Client client(http.url());
    client.setReconnectPolicy(steady);
    client.setRetryCondition(
        [](const ConnectionFailure &failure) { return failure.httpStatus != 404; });
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    QCOMPARE(failed.size(), 0);
    clock.advance(1s);
    QTRY_COMPARE(failed.size(), 1);
}

void tst_Reconnect::retryAfterIsHonoured()
{
    ManualClock clock;
    HttpServer http({httpResponse("503 Busy", "Retry-After: 30\r\n"),
        httpResponse("503 Busy", "Retry-After: 0\r\n"),
        httpResponse("503 Busy", "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT\r\n")});
    Client client(http.url());
    client.setReconnectPolicy(steady);
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    QCOMPARE(client.retryIn(), 30s);
    clock.advance(30s);
    QTRY_COMPARE(client.attempt(), 2);
    QCOMPARE(client.retryIn(), 2s); // the policy asks for more
    clock.advance(2s);
    QTRY_COMPARE(client.attempt(), 3);
    QCOMPARE(client.retryIn(), 4s);
}

void tst_Reconnect::redirectIsRefused()
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

void tst_Reconnect::redirectIsFollowed()
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

void tst_Reconnect::redirectDoesNotLeakHeaders()
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

void tst_Reconnect::redirectsAreLimited()
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

void tst_Reconnect::refusedOfferIsWithdrawn()
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
    client.setReconnectPolicy(steady);
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

void tst_Reconnect::offerOfTheUserStays()
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

void tst_Reconnect::badRequestWithoutAnOfferIsAFailure_data()
{
    QTest::addColumn<bool>("sharesFrames");
    QTest::newRow("withdrawn") << true;
    QTest::newRow("never made") << false;
}

void tst_Reconnect::badRequestWithoutAnOfferIsAFailure()
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

void tst_Reconnect::otherRefusalsDoNotConcernTheOffer_data()
{
    QTest::addColumn<QByteArray>("status");
    for (const char *status : {"401", "403", "404", "429", "500", "503"})
        QTest::newRow(status) << QByteArray(status);
}

void tst_Reconnect::otherRefusalsDoNotConcernTheOffer()
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

void tst_Reconnect::silentServerIsGivenUp()
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
    QVERIFY2(client.lastError().message().contains("handshakeTime, 4000 ms"_L1),
        qPrintable(client.lastError().message()));
}

void tst_Reconnect::impossibleUrlFails_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("problem");
    QTest::newRow("none") << QUrl() << u"there is no url"_s;
    QTest::newRow("http") << QUrl(u"http://localhost/"_s) << u"the scheme must be ws or wss"_s;
    QTest::newRow("invalid") << QUrl(u"ws://local host/"_s) << u"host"_s;
}

void tst_Reconnect::impossibleUrlFails()
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

void tst_Reconnect::headersAreSentEachTime()
{
    ManualClock clock;
    HttpServer http({httpResponse("500 Broken")});
    Client client(http.url());
    client.setReconnectPolicy(steady);
    client.setHeader("X-One", "1");
    client.setHeader("X-Two", "old");
    client.setHeader("x-two", "2");
    client.setHeader("X-Gone", "x");
    client.setHeader("X-Gone", {});
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    clock.advance(1s);
    QTRY_COMPARE(client.attempt(), 2);
    for (const QByteArray &request : std::as_const(http.requests)) {
        QVERIFY2(request.contains("X-One: 1\r\n"), request);
        QVERIFY2(request.contains("x-two: 2\r\n"), request);
        QVERIFY2(!request.contains("old") && !request.contains("X-Gone"), request);
    }
}

void tst_Reconnect::proxyIsUsed()
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

void tst_Reconnect::halfOpenConnectionIsFoundOut()
{
    ManualClock clock;
    Calculator calculator;
    Server server;
    server.setHeartbeat({});
    server.expose(&calculator);
    QVERIFY(server.listen());
    FaultProxy proxy(server.url());
    Client client(proxy.url());
    client.setReconnectPolicy(steady);
    client.setHeartbeat(Heartbeat{.interval = 1s, .allowedMisses = 1});
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    proxy.stall();
    const auto lost = client.call<int>("add", 3, 4);
    for (int second = 0; second < 3; ++second) {
        QCOMPARE(client.state(), Client::State::Connected);
        clock.advance(1s);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(client.state(), Client::State::Waiting);
    QCOMPARE(client.lastFailure().closeCode, 1006);
    QCOMPARE(errorOf(lost).kind(), Error::Kind::ConnectionLost);
    QVERIFY(errorOf(lost).mayHaveExecuted());
    proxy.heal();
    clock.advance(1s);
    QCOMPARE(waitFor(client.call<int>("add", 5, 6)), 11);
}

void tst_Reconnect::roundTripTimeIsMeasured()
{
    ManualClock clock;
    Server server;
    QVERIFY(server.listen());
    Client client(server.url());
    client.setHeartbeat(Heartbeat{.interval = 1s});
    QSignalSpy changed(&client, &Client::roundTripTimeChanged);
    QVERIFY(!client.roundTripTime());
    client.open();
    QTRY_VERIFY(client.isConnected());
    clock.advance(999ms);
    QVERIFY(!client.roundTripTime());
    clock.advance(1ms);
    QTRY_VERIFY(client.roundTripTime());
    QCOMPARE(*client.roundTripTime(), 0us); // the clock stood still
    QCOMPARE(changed.size(), 1);
    client.close();
    QTRY_VERIFY(!client.roundTripTime());
    QCOMPARE(changed.size(), 2);
}

void tst_Reconnect::lastErrorTellsWhy()
{
    ManualClock clock;
    Server server;
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy(steady);
    QCOMPARE(client.lastError().kind(), Error::Kind::None);
    QSignalSpy changed(&client, &Client::lastErrorChanged);
    client.open();
    QTRY_VERIFY(client.isConnected() && server.channels().size() == 1);
    QCOMPARE(changed.size(), 0);
    server.close();
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(client.lastFailure().wasConnected);
    QCOMPARE(client.lastFailure().closeCode, 1001);
    clock.advance(1s);
    QTRY_COMPARE(changed.size(), 2);
    QVERIFY(!client.lastFailure().wasConnected);
    QCOMPARE(client.lastFailure().socketError, QAbstractSocket::ConnectionRefusedError);
}

void tst_Reconnect::everythingMayBeDeletedInEverySignal_data()
{
    QTest::addColumn<QByteArray>("signal");
    for (const char *signal : {"stateChanged", "connected", "connectedChanged", "disconnected",
             "lastErrorChanged", "reconnecting", "failed", "roundTripTimeChanged"})
        QTest::newRow(signal) << QByteArray(signal);
}

void tst_Reconnect::everythingMayBeDeletedInEverySignal()
{
    QFETCH(const QByteArray, signal);
    ManualClock clock;
    Server server;
    QVERIFY(server.listen());
    // Each signal comes several times; the client is deleted at the first, the second, and so on.
    bool cameOften = true;
    for (int number = 1; cameOften && number < 20; ++number) {
        auto *client = new Client(server.url());
        client->setReconnectPolicy({.firstDelay = 1s, .jitter = false, .maximumAttempts = 1});
        client->setHeartbeat(Heartbeat{.interval = 1s});
        int count = 0;
        const auto slot = [&] {
            if (++count == number)
                delete std::exchange(client, nullptr);
        };
        connect(client, &Client::stateChanged, this, [&] {
            if (signal == "stateChanged")
                slot();
        });
        connect(client, &Channel::connected, this, [&] {
            if (signal == "connected")
                slot();
        });
        connect(client, &Channel::connectedChanged, this, [&] {
            if (signal == "connectedChanged")
                slot();
        });
        connect(client, &Channel::disconnected, this, [&] {
            if (signal == "disconnected")
                slot();
        });
        connect(client, &Client::lastErrorChanged, this, [&] {
            if (signal == "lastErrorChanged")
                slot();
        });
        connect(client, &Client::reconnecting, this, [&] {
            if (signal == "reconnecting")
                slot();
        });
        connect(client, &Client::failed, this, [&] {
            if (signal == "failed")
                slot();
        });
        connect(client, &Client::roundTripTimeChanged, this, [&] {
            if (signal == "roundTripTimeChanged")
                slot();
        });
        client->open();
        QTRY_VERIFY(!client || client->isConnected());
        clock.advance(1s); // the first ping
        QTRY_VERIFY(!client || client->roundTripTime());
        // Lost twice in a row: the second time the policy gives up.
        for (int loss = 0; client && loss < 2; ++loss) {
            QTRY_VERIFY(!client || (client->isConnected() && server.channels().size() == 1));
            if (client)
                server.channels()[0]->close();
            QTRY_VERIFY(!client || client->attempt() == loss + 1);
            clock.advance(1s);
        }
        QTRY_VERIFY(!client || client->state() == Client::State::Closed);
        cameOften = !client;
        delete client;
        QTRY_VERIFY(server.channels().isEmpty());
        if (number == 1)
            QVERIFY2(cameOften, "the signal never came");
    }
}

void tst_Reconnect::closingInASignalStaysClosed()
{
    ManualClock clock;
    Server server;
    QVERIFY(server.listen());
    Client client(server.url());
    connect(&client, &Channel::disconnected, &client, &Client::close);
    client.open();
    QTRY_VERIFY(client.isConnected() && server.channels().size() == 1);
    server.channels()[0]->close();
    QTRY_COMPARE(client.state(), Client::State::Closed);
    clock.advance(1h);
    QCoreApplication::processEvents();
    QCOMPARE(client.state(), Client::State::Closed);
    QCOMPARE(server.statistics().acceptedConnections, 1u);
}

QTEST_GUILESS_MAIN(tst_Reconnect)

#include "tst_reconnect.moc"
