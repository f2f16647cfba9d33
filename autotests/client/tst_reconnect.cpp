// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "httpserver.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QSignalSpy>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

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
    void lostCallMayRetryAtOnce();
    void conditionDecides();
    void conditionMayThrow();
    void retryAfterIsHonoured();
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
    client.setSharesFrames(false);
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
    client.setSharesFrames(false);
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
    client.open(); // starts again
    QTRY_COMPARE(client.attempt(), 1);
}

void tst_Reconnect::timeIsLimited()
{
    ManualClock clock;
    HttpServer http({httpResponse("500 Broken")});
    Client client(http.url());
    client.setSharesFrames(false);
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
    client.setSharesFrames(false);
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
    client.setSharesFrames(false);
    client.setReconnectPolicy(steady);
    client.retryNow(); // closed: nothing happens
    QCOMPARE(client.state(), Client::State::Closed);
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    client.retryNow();
    QCOMPARE(client.state(), Client::State::Connecting);
    QTRY_COMPARE(client.attempt(), 2);
    clock.advance(1s); // the timer of the first one no longer runs
    QCOMPARE(client.state(), Client::State::Waiting);
    QCOMPARE(http.requests.size(), 2);
}

void tst_Reconnect::lostCallMayRetryAtOnce()
{
    ManualClock clock; // stands still
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy(steady);
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    client.open();
    Client::State stateThen = Client::State::Closed;
    client.call<int>("later", 1).onFailed(&client, [&] {
        stateThen = client.state();
        client.retryNow();
        return 0;
    });
    QTRY_COMPARE(calculator.executions, 1);
    server.channels()[0]->close();
    QTRY_COMPARE(reconnecting.size(), 1); // the loss counts all the same
    QCOMPARE(stateThen, Client::State::Waiting);
    QTRY_COMPARE(client.state(), Client::State::Connected);
    QVERIFY(client.lastFailure().wasConnected);
    QTRY_COMPARE(server.channels().size(), 1);
    server.channels()[0]->close(); // nobody calls this time
    QTRY_COMPARE(reconnecting.size(), 2);
    QCOMPARE(client.state(), Client::State::Waiting);
    QCOMPARE(client.retryIn(), 2s);
}

void tst_Reconnect::conditionDecides()
{
    ManualClock clock;
    HttpServer http({httpResponse("401 Unauthorized"), httpResponse("404 Not Found")});
    Client client(http.url());
    client.setSharesFrames(false);
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

void tst_Reconnect::conditionMayThrow()
{
    ManualClock clock;
    HttpServer http({httpResponse("401 Unauthorized")});
    Client client(http.url());
    client.setSharesFrames(false);
    client.setReconnectPolicy(steady);
    client.setRetryCondition(
        [](const ConnectionFailure &) -> bool { throw std::runtime_error("undecided"); });
    QSignalSpy failed(&client, &Client::failed);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"undecided"_s));
    client.open();
    QTRY_COMPARE(failed.size(), 1); // the same without it
}

void tst_Reconnect::retryAfterIsHonoured()
{
    ManualClock clock;
    HttpServer http({httpResponse("503 Busy", "Retry-After: 30\r\n"),
        httpResponse("503 Busy", "Retry-After: 0\r\n")});
    Client client(http.url());
    client.setSharesFrames(false);
    client.setReconnectPolicy(steady);
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    QCOMPARE(client.retryIn(), 30s);
    clock.advance(30s);
    QTRY_COMPARE(client.attempt(), 2);
    QCOMPARE(client.retryIn(), 2s); // the policy asks for more
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
