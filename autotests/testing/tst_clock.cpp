// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/client.h>
#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/clock.h>
#include <websocketrpc/test/waitfor.h>

#include <QFuture>
#include <QPromise>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using namespace std::chrono_literals;
using WebSocketRpc::Error;

class Never : public QObject
{
    Q_OBJECT

public:
    Never() { m_promise.start(); }

    Q_INVOKABLE QFuture<int> never() { return m_promise.future(); }

private:
    QPromise<int> m_promise;
};

class tst_Clock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void callTimesOutByTheClock();
    void timePassesAgainWithoutTheClock();
};

void tst_Clock::callTimesOutByTheClock()
{
    Clock clock;
    Never never;
    auto [left, right] = channelPair();
    right->expose(&never);
    const auto reply = left->with({.timeout = 1h}).call<int>("never");
    QTRY_COMPARE(right->statistics().runningCalls, 1);
    clock.advance(59min);
    QCoreApplication::processEvents();
    QVERIFY(!reply.isFinished());
    clock.advance(2min);
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Timeout);
}

void tst_Clock::timePassesAgainWithoutTheClock()
{
    {
        const Clock clock;
    }
    auto [left, right] = channelPair();
    Never never;
    right->expose(&never);
    QCOMPARE(
        errorOf(left->with({.timeout = 50ms}).call<int>("never")).kind(), Error::Kind::Timeout);
}

QTEST_GUILESS_MAIN(tst_Clock)
#include "tst_clock.moc"
