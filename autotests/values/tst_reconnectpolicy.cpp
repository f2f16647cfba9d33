// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/reconnectpolicy.h>

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace WebSocketRpc;
using namespace std::chrono_literals;

class tst_ReconnectPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void policyGrowsToItsCap();
    void policyJittersBelowItsDelay();
};

void tst_ReconnectPolicy::policyGrowsToItsCap()
{
    const ReconnectPolicy policy = {.firstDelay = 100ms,
        .growth = 3,
        .maximumDelay = 1s,
        .jitter = false,
        .maximumAttempts = 5};
    QCOMPARE(policy.delayBefore(1), 100ms);
    QCOMPARE(policy.delayBefore(2), 300ms);
    QCOMPARE(policy.delayBefore(3), 900ms);
    QCOMPARE(policy.delayBefore(4), 1000ms);
    QCOMPARE(policy.delayBefore(5), 1000ms);
    QVERIFY(!policy.delayBefore(6));
    QVERIFY(!ReconnectPolicy::never().delayBefore(1));
    QCOMPARE(ReconnectPolicy{.jitter = false}.delayBefore(100'000), 120s);
}

void tst_ReconnectPolicy::policyJittersBelowItsDelay()
{
    const ReconnectPolicy policy = {.firstDelay = 1000ms};
    QSet<qint64> delays;
    for (int i = 0; i < 100; ++i) {
        const auto delay = policy.delayBefore(1);
        QVERIFY(delay && *delay >= 0ms && *delay <= 1000ms);
        delays.insert(delay->count());
    }
    QVERIFY(delays.size() > 50);
}

QTEST_APPLESS_MAIN(tst_ReconnectPolicy)
#include "tst_reconnectpolicy.moc"
