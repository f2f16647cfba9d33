// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "clock_p.h"
#include "memory.h"
#include "sanitized.h"
#include "waitfor.h"

using namespace WebSocketRpc;

// All the ways in which a call can end.
enum class End {
    Result,
    RemoteError,
    Timeout,
    PeerGone,
    LocalClose,
    ChannelDeleted,
    Cancelled,
    FutureCancelled
};
Q_DECLARE_METATYPE(End)

constexpr std::pair<End, const char *> allEnds[] = {
    {End::Result, "result"},
    {End::RemoteError, "remote error"},
    {End::Timeout, "timeout"},
    {End::PeerGone, "peer gone"},
    {End::LocalClose, "local close"},
    {End::ChannelDeleted, "channel deleted"},
    {End::Cancelled, "cancelled"},
    {End::FutureCancelled, "future cancelled"},
};

class tst_Settling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void twoEndsTogether_data();
    void twoEndsTogether();
    void lateAnswerIsDropped();
    void contextDiesBeforeTheAnswer_data();
    void contextDiesBeforeTheAnswer();
    void contextDiesInAContinuationBeforeItsOwn();
    void cancelWithoutContinuations_data();
    void cancelWithoutContinuations();
    void cancelThroughAChain();
    void cancelAfterTheAnswerChangesNothing();
    void nothingIsKeptAfterManyCalls();
};

void tst_Settling::twoEndsTogether_data()
{
    QTest::addColumn<End>("first");
    QTest::addColumn<End>("second");
    for (const auto &[first, firstName] : allEnds) {
        for (const auto &[second, secondName] : allEnds)
            QTest::addRow("%s, then %s", firstName, secondName) << first << second;
    }
}

void tst_Settling::twoEndsTogether()
{
    QFETCH(End, first);
    QFETCH(End, second);
    using namespace std::chrono_literals;
    ManualClock clock;
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const bool timesOut = first == End::Timeout || second == End::Timeout;
    auto reply = pair.left().with({.timeout = timesOut ? 30ms : 60'000ms}).call<int>("later", 7);
    int results = 0;
    QList<Error::Kind> errors;
    auto chain = reply.then(this, [&](int value) { results += value == 7 ? 1 : 1000; })
                     .onFailed(this, [&](const Error &error) { errors.append(error.kind()); });
    QTRY_COMPARE(calculator.promises.size(), 1U);

    const auto happen = [&](End end) {
        switch (end) {
        case End::Result:
            if (!calculator.promises[0]->future().isFinished())
                calculator.answer(0);
            return;
        case End::RemoteError:
            if (!calculator.promises[0]->future().isFinished()) {
                calculator.promises[0]->setException(Error(5, QStringLiteral("no")));
                calculator.promises[0]->finish();
            }
            return;
        case End::Timeout:
            return clock.advance(30ms);
        case End::PeerGone:
            return pair.deleteRight();
        case End::LocalClose:
            if (pair.hasLeft())
                pair.left().close();
            return;
        case End::ChannelDeleted:
            return pair.deleteLeft();
        case End::Cancelled:
            return reply.cancel();
        case End::FutureCancelled:
            return QFuture<int>(reply).cancel();
        }
    };
    happen(first);
    happen(second);
    clock.advance(1s); // notices futures that were cancelled directly
    QTRY_COMPARE(results + errors.size(), 1);
    QVERIFY(settles(chain));
    QVERIFY(settles(QFuture<int>(reply)));
    // Whatever else arrives changes nothing.
    for (int turn = 0; turn < 20; ++turn)
        QCoreApplication::processEvents();
    QCOMPARE(results + errors.size(), 1);
    if (pair.hasLeft())
        QCOMPARE(pair.left().statistics().pendingCalls, 0);
}

void tst_Settling::lateAnswerIsDropped()
{
    using namespace std::chrono_literals;
    ManualClock clock;
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    int settled = 0;
    auto reply = pair.left().with({.timeout = 10ms}).call<int>("later", 7);
    auto chain = reply.then(this, [&](int) { settled += 100; }).onFailed(this, [&] { ++settled; });
    QTRY_COMPARE(calculator.executions, 1);
    clock.advance(10ms);
    QTRY_COMPARE(settled, 1);
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Timeout);
    QVERIFY(errorOf(reply).message().contains(QStringLiteral("10 ms")));
    calculator.answer(0);
    QTRY_COMPARE(pair.left().statistics().lateAnswers, 1U);
    QCOMPARE(settled, 1);
}

void tst_Settling::contextDiesBeforeTheAnswer_data()
{
    QTest::addColumn<bool>("fails");
    QTest::newRow("with a result") << false;
    QTest::newRow("with an error") << true;
}

void tst_Settling::contextDiesBeforeTheAnswer()
{
    QFETCH(bool, fails);
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto context = std::make_unique<QObject>();
    int called = 0;
    auto reply = pair.left().call<int>("later", 7);
    auto chain = reply.then(context.get(), [&](int) { ++called; }).onFailed(context.get(), [&] {
        ++called;
    });
    QTRY_COMPARE(calculator.promises.size(), 1U);
    context.reset();
    if (fails)
        calculator.promises[0]->setException(Error(5, QStringLiteral("no")));
    else
        calculator.promises[0]->addResult(7);
    calculator.promises[0]->finish();
    QVERIFY(settles(chain));
    QCOMPARE(called, 0);
    QCOMPARE(errorOf(chain).kind(), Error::Kind::Cancelled);
}

void tst_Settling::contextDiesInAContinuationBeforeItsOwn()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto context = std::make_unique<QObject>();
    int called = 0;
    auto chain = pair.left()
                     .call<int>("add", 1, 2)
                     .then(this,
                         [&](int sum) {
                             context.reset();
                             return sum;
                         })
                     .then(context.get(), [&](int) { ++called; });
    QVERIFY(settles(chain));
    QVERIFY(!context);
    QCOMPARE(called, 0);
}

void tst_Settling::cancelWithoutContinuations_data()
{
    QTest::addColumn<bool>("asFuture");
    QTest::newRow("the reply") << false;
    QTest::newRow("the future") << true;
}

void tst_Settling::cancelWithoutContinuations()
{
    QFETCH(bool, asFuture);
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto reply = pair.left().call<int>("later", 7);
    if (asFuture)
        QFuture<int>(reply).cancel();
    else
        reply.cancel();
    QVERIFY(settles(reply));
    QTRY_COMPARE(pair.left().statistics().pendingCalls, 0);
    if (!asFuture) {
        const Error error = errorOf(reply);
        QCOMPARE(error.kind(), Error::Kind::Cancelled);
        QCOMPARE(error.code(), -32800);
    }
    // A continuation added afterwards runs as well.
    int failures = 0;
    auto chain = reply.then(this, [](int) {}).onFailed(this, [&](const Error &error) {
        failures += error.kind() == Error::Kind::Cancelled;
    });
    QVERIFY(settles(chain));
    QCOMPARE(failures, 1);
    QTRY_COMPARE(calculator.promises.size(), 1U);
    calculator.answer(0);
    QTRY_COMPARE(pair.left().statistics().lateAnswers, 1U);
}

void tst_Settling::cancelThroughAChain()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto reply = pair.left().call<int>("later", 7);
    auto chain = reply.then([](int value) { return QString::number(value); })
                     .then(this, [](const QString &text) { return text.size(); });
    chain.cancel();
    QCOMPARE(errorOf(chain).kind(), Error::Kind::Cancelled);
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
    QCOMPARE(pair.left().statistics().pendingCalls, 0);
}

void tst_Settling::cancelAfterTheAnswerChangesNothing()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto reply = pair.left().call<int>("add", 1, 2);
    QCOMPARE(waitFor(reply), 3);
    reply.cancel();
    QCOMPARE(reply.result(), 3);
    pair.deleteLeft();
    reply.cancel(); // the channel is gone
    QCOMPARE(reply.result(), 3);
}

void tst_Settling::nothingIsKeptAfterManyCalls()
{
    constexpr int callsAtOnce = 250;
    constexpr int rounds = isSanitized ? 40 : 400; // 100 000 calls in all, or a tenth
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    int settled = 0;
    int wrong = 0;
    qint64 allocatedAfterAQuarter = 0;
    for (int round = 0; round < rounds; ++round) {
        for (int i = 0; i < callsAtOnce; ++i) {
            pair.left().call<int>("add", round, i).then(this, [&, round, i](int sum) {
                ++settled;
                wrong += sum != round + i;
            });
        }
        while (settled < callsAtOnce * (round + 1))
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (round == rounds / 4)
            allocatedAfterAQuarter = Usage::now().bytes;
    }
    QCOMPARE(wrong, 0);
    QCOMPARE(pair.left().statistics().pendingCalls, 0);
    QCOMPARE(pair.right().statistics().runningCalls, 0);
    QCOMPARE(pair.left().statistics().lateAnswers, 0U);
    const qint64 growth = Usage::now().bytes - allocatedAfterAQuarter;
    QVERIFY2(growth < 16 * 1024, qPrintable(QStringLiteral("%1 bytes more").arg(growth)));
}

QTEST_GUILESS_MAIN(tst_Settling)
#include "tst_settling.moc"
