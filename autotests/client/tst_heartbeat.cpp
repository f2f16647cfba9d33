// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <websocketrpc/test/faultproxy.h>

#include <QSignalSpy>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Test::FaultProxy;

class tst_Heartbeat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void halfOpenConnectionIsFoundOut();
    void roundTripTimeIsMeasured();
};

void tst_Heartbeat::halfOpenConnectionIsFoundOut()
{
    ManualClock clock;
    Calculator calculator;
    Server server;
    server.setHeartbeat({});
    server.expose(&calculator);
    QVERIFY(server.listen());
    FaultProxy proxy(server.url());
    Client client(proxy.url());
    client.setReconnectPolicy({.firstDelay = 1s, .jitter = false});
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

void tst_Heartbeat::roundTripTimeIsMeasured()
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

QTEST_GUILESS_MAIN(tst_Heartbeat)

#include "tst_heartbeat.moc"
