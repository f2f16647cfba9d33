// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "httpserver.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

using namespace WebSocketRpc;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::function<void(Client &)>)

class tst_WaitingCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void callsWaitForTheConnection();
    void callThatMustNotWaitFailsAtOnce();
    void timeoutCoversWaiting();
    void timeoutTellsWhyThereWasNoConnection_data();
    void timeoutTellsWhyThereWasNoConnection();
    void callOnAnUnopenedClientIsWarnedOf_data();
    void callOnAnUnopenedClientIsWarnedOf();
    void callShortlyBeforeOpeningIsFine();
    void waitingCallsAreLimited();
    void cancelledWaitingCallIsNotSent();
    void idempotentCallIsSentAgain();
};

void tst_WaitingCalls::callsWaitForTheConnection()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    Client client(server.url());
    auto before = client.call<int>("add", 1, 2);
    client.notify("record", "early");
    client.open();
    auto meanwhile = client.call<int>("add", 3, 4);
    QCOMPARE(waitFor(before), 3);
    QCOMPARE(waitFor(meanwhile), 7);
    QCOMPARE(calculator.recorded, QStringList("early"));
}

void tst_WaitingCalls::callThatMustNotWaitFailsAtOnce()
{
    Client client(QUrl(QStringLiteral("ws://localhost:1/")));
    const auto reply = client.with({.waitForConnection = false}).call<int>("add", 1, 2);
    QVERIFY(reply.isFinished());
    QCOMPARE(errorOf(reply).kind(), Error::Kind::ConnectionLost);
    QVERIFY(!errorOf(reply).mayHaveExecuted());
}

void tst_WaitingCalls::timeoutCoversWaiting()
{
    ManualClock clock;
    Client client(QUrl(QStringLiteral("ws://localhost:1/")));
    client.open();
    const auto reply = client.with({.timeout = 20ms}).call<int>("add", 1, 2);
    clock.advance(19ms);
    QVERIFY(!reply.isFinished());
    clock.advance(1ms);
    const Error error = errorOf(reply);
    QCOMPARE(error.kind(), Error::Kind::Timeout);
    QVERIFY(!error.mayHaveExecuted());
    QCOMPARE(client.statistics().pendingCalls, 0);
}

void tst_WaitingCalls::timeoutTellsWhyThereWasNoConnection_data()
{
    QTest::addColumn<bool>("isOpened");
    QTest::addColumn<QString>("reason");
    QTest::newRow("never opened") << false << QStringLiteral("the client was not opened");
    QTest::newRow("refused") << true << QStringLiteral("HTTP status 500 Broken");
}

void tst_WaitingCalls::timeoutTellsWhyThereWasNoConnection()
{
    QFETCH(const bool, isOpened);
    QFETCH(const QString, reason);
    ManualClock clock;
    HttpServer http({httpResponse("500 Broken")});
    Client client(http.url());
    client.setReconnectPolicy({.firstDelay = 1h, .jitter = false});
    if (isOpened)
        client.open();
    else
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("not opened")));
    const auto reply = client.with({.timeout = 20s}).call<int>("add", 1, 2);
    if (isOpened)
        QTRY_COMPARE(client.attempt(), 1);
    const Error hasty = errorOf(client.with({.waitForConnection = false}).call<int>("add", 1, 2));
    QVERIFY2(hasty.message().contains(reason), qPrintable(hasty.message()));
    clock.advance(20s);
    const Error error = errorOf(reply);
    QCOMPARE(error.kind(), Error::Kind::Timeout);
    QVERIFY2(error.message().contains(QStringLiteral("20000 ms: there is no connection: ")),
        qPrintable(error.message()));
    QVERIFY2(error.message().contains(reason), qPrintable(error.message()));
}

void tst_WaitingCalls::callOnAnUnopenedClientIsWarnedOf_data()
{
    using Use = std::function<void(Client &)>;
    QTest::addColumn<Use>("use");
    QTest::newRow("call") << Use([](Client &client) { client.call<int>("add", 1, 2); });
    QTest::newRow("notification") << Use([](Client &client) { client.notify("record", "x"); });
    QTest::newRow("batch") << Use([](Client &client) {
        Batch batch = client.batch();
        batch.notify("record", "x");
        batch.send();
    });
}

void tst_WaitingCalls::callOnAnUnopenedClientIsWarnedOf()
{
    QFETCH(const std::function<void(Client &)>, use);
    ManualClock clock;
    Client client(QUrl(QStringLiteral("ws://localhost:1/")));
    use(client);
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(QStringLiteral("not opened: .*open\\(\\).*QML.*url.*active")));
    clock.advance(100ms);
    use(client);
    clock.advance(1s); // once is enough
}

void tst_WaitingCalls::callShortlyBeforeOpeningIsFine()
{
    ManualClock clock;
    Client client(QUrl(QStringLiteral("ws://localhost:1/")));
    const auto reply = client.call<int>("add", 1, 2);
    clock.advance(99ms);
    client.open();
    clock.advance(1s);
    QVERIFY(!reply.isFinished());
}

void tst_WaitingCalls::waitingCallsAreLimited()
{
    Client client(QUrl(QStringLiteral("ws://localhost:1/")));
    Limits limits;
    limits.waitingCalls = 2;
    client.setLimits(limits);
    auto first = client.call<int>("add", 1, 2);
    auto second = client.call<int>("add", 1, 2);
    const Error error = errorOf(client.call<int>("add", 1, 2));
    QCOMPARE(error.kind(), Error::Kind::InvalidCall);
    QVERIFY(error.message().contains(QStringLiteral("waitingCalls")));
    QVERIFY(!first.isFinished() && !second.isFinished());
}

void tst_WaitingCalls::cancelledWaitingCallIsNotSent()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    Client client(server.url());
    auto cancelled = client.call<int>("add", 1, 2);
    auto kept = client.call<int>("add", 3, 4);
    cancelled.cancel();
    QVERIFY(!errorOf(cancelled).mayHaveExecuted());
    client.open();
    QCOMPARE(waitFor(kept), 7);
    QCOMPARE(calculator.executions, 1);
}

void tst_WaitingCalls::idempotentCallIsSentAgain()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy({.firstDelay = 1ms, .maximumDelay = 20ms});
    client.open();
    auto repeated = client.with({.idempotent = true}).call<int>("later", 7);
    auto once = client.call<int>("later", 8);
    QTRY_COMPARE(calculator.promises.size(), 2U);
    delete server.channels().constFirst();
    QTRY_COMPARE(calculator.promises.size(), 3U);
    QVERIFY(errorOf(once).mayHaveExecuted());
    QVERIFY(!repeated.isFinished());
    calculator.answer(0); // belongs to the lost connection
    calculator.answer(2);
    QCOMPARE(waitFor(repeated), 7);
    QCOMPARE(client.statistics().lateAnswers, 0U);
}

QTEST_GUILESS_MAIN(tst_WaitingCalls)
#include "tst_waitingcalls.moc"
