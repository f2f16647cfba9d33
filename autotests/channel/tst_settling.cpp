// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "clock_p.h"
#include "memory.h"
#include "waitfor.h"

#include <QFutureWatcher>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// Each way in which a call can end.
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
    void continuationsOfAllForms();
    void resultThatCannotBeCopiedArrivesOnce_data();
    void resultThatCannotBeCopiedArrivesOnce();
    void cancellationHandlerRunsForThatAlone();
    void failureHandlerOfAnotherTypeIsPassedOver();
    void errorsThrownByContinuationsArrive();
    void replyBecomesAFuture_data();
    void replyBecomesAFuture();
    void replyTellsItsState();
    void continuationsRunInOrder();
    void continuationLetsGoOfTheReply();
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
    clock.advance(1s); // futures that were cancelled behind our back are noticed
    QTRY_COMPARE(results + errors.size(), 1);
    QVERIFY(settles(chain));
    QVERIFY(settles(QFuture<int>(reply)));
    // Whatever else is on its way changes nothing.
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
    // A continuation that comes afterwards is told as well.
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

void tst_Settling::continuationsOfAllForms()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const auto call = [&] { return pair.left().call<int>("add", 1, 2); };
    QCOMPARE(waitFor(call().then([](int sum) { return sum + 1; })), 4);
    QCOMPARE(waitFor(call().then(this, [](int sum) { return sum + 1; })), 4);
    QCOMPARE(waitFor(call().then(this, [](QFuture<int> sum) { return sum.result() + 1; })), 4);
    QCOMPARE(waitFor(call().then(QtFuture::Launch::Async, [](int sum) { return sum + 1; })), 4);
    QCOMPARE(
        waitFor(call().then(QThreadPool::globalInstance(), [](int sum) { return sum + 1; })), 4);
    QCOMPARE(waitFor(call().onFailed([](const Error &) { return 0; })), 3);
    QCOMPARE(waitFor(call().onFailed(this, [] { return 0; })), 3);
    QCOMPARE(waitFor(call().then([](int &&sum) { return sum + 1; })), 4);
    QCOMPARE(waitFor(pair.left().call<QString>("concat", u"a"_s, u"b"_s).then(&QString::size)), 2);
    QCOMPARE(waitFor(call().then([](Reply<int> sum) { return sum.result() + 1; })), 4);
    const auto addAgain = [&](int sum) -> QFuture<int> {
        return pair.left().call<int>("add", sum, 1);
    };
    QCOMPARE(waitFor(call().then(addAgain).unwrap()), 4);
    QThreadPool *const pool = QThreadPool::globalInstance();
    const auto isHere = [here = QThread::currentThread()](
                            auto) { return QThread::currentThread() == here; };
    QVERIFY(!waitFor(call().then(pool, isHere).then(QtFuture::Launch::Inherit, isHere)));
    QVERIFY(waitFor(call().then(pool, isHere).then(this, isHere)));
    int done = 0;
    waitFor(pair.left().call<void>("record", "x").then(this, [&] { ++done; }));
    waitFor(pair.left().call<void>("record", "x").then([&] { ++done; }));
    waitFor(pair.left().call<void>("record", "x").then(this, [&](QFuture<void>) { ++done; }));
    waitFor(pair.left().call<void>("crash").onFailed(this, [&](const Error &) { ++done; }));
    waitFor(pair.left().call<void>("crash").then([] {}).onFailed([&] { ++done; }));
    QCOMPARE(done, 5);
    const auto failing = [&] { return pair.left().call<int>("divide", 1, 0); };
    QCOMPARE(waitFor(failing().onFailed([](const Error &error) { return error.code(); })), 1);
    QCOMPARE(waitFor(failing().onFailed(this, [](const std::exception &) { return 2; })), 2);
    QCOMPARE(
        waitFor(failing().then(this, [](int v) { return v; }).onFailed(this, [] { return 3; })), 3);
}

// Whether its future was there before does not matter.
void tst_Settling::resultThatCannotBeCopiedArrivesOnce_data()
{
    QTest::addColumn<bool>("asFuture");
    QTest::newRow("as it is") << false;
    QTest::newRow("through a future") << true;
}

void tst_Settling::resultThatCannotBeCopiedArrivesOnce()
{
    QFETCH(bool, asFuture);
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto stage =
        pair.left().call<int>("add", 1, 2).then([](int sum) { return std::make_unique<int>(sum); });
    if (asFuture)
        QVERIFY(settles(stage));
    int seen = 0;
    stage.then([&](std::unique_ptr<int> sum) { seen = *sum; });
    QTRY_COMPARE(seen, 3);
}

void tst_Settling::cancellationHandlerRunsForThatAlone()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto cancelled = pair.left().call<int>("later", 1);
    auto chain = cancelled.onCanceled([] { return 7; });
    cancelled.cancel();
    QCOMPARE(waitFor(chain), 7);
    const auto failing = pair.left().call<int>("divide", 1, 0).onCanceled(this, [] { return 7; });
    QCOMPARE(errorOf(failing).code(), 1);
    QCOMPARE(waitFor(pair.left().call<int>("add", 1, 2).onCanceled([] { return 7; })), 3);
}

void tst_Settling::failureHandlerOfAnotherTypeIsPassedOver()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    int called = 0;
    auto chain = pair.left()
                     .call<int>("divide", 1, 0)
                     .onFailed(this,
                         [&](const std::logic_error &) {
                             ++called;
                             return 1;
                         })
                     .onFailed(this, [](const Error &error) { return 10 + error.code(); });
    QCOMPARE(waitFor(chain), 11);
    QCOMPARE(called, 0);
}

void tst_Settling::errorsThrownByContinuationsArrive()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto chain = pair.left().call<int>("add", 1, 2).then(this, [](int) -> int {
        throw Error(9, QStringLiteral("not good enough"));
    });
    QCOMPARE(errorOf(chain).code(), 9);
}

void tst_Settling::replyBecomesAFuture_data()
{
    QTest::addColumn<bool>("early");
    QTest::newRow("before the answer") << true;
    QTest::newRow("after the answer") << false;
}

void tst_Settling::replyBecomesAFuture()
{
    QFETCH(bool, early);
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto reply = pair.left().call<int>("add", 1, 2);
    auto failing = pair.left().call<int>("divide", 1, 0);
    if (!early)
        QTRY_VERIFY(reply.isFinished() && failing.isFinished());
    QFutureWatcher<int> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    QList<QFuture<int>> stored = {reply, failing};
    QCOMPARE(stored[0].isFinished(), !early);
    watcher.setFuture(reply);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(watcher.result(), 3);
    const auto all = QtFuture::whenAll(stored.begin(), stored.end());
    QVERIFY(settles(all));
    QCOMPARE(stored[0].result(), 3);
    QCOMPARE(errorOf(stored[1]).code(), 1);
    QVERIFY(settles(QFuture<void>(reply)));
}

void tst_Settling::replyTellsItsState()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    Reply<int> none;
    QVERIFY(!none.isValid());
    QVERIFY(none.isFinished());
    QVERIFY(none.isCanceled());
    QVERIFY(QFuture<int>(none).isFinished());
    QCOMPARE(errorOf(none.then([](int) {})).kind(), Error::Kind::Cancelled);

    auto reply = pair.left().call<int>("later", 7);
    QVERIFY(reply.isValid());
    QVERIFY(reply.isRunning());
    QVERIFY(!reply.isFinished());
    QTRY_COMPARE(calculator.promises.size(), 1U);
    calculator.answer(0);
    QTRY_VERIFY(reply.isFinished());
    QVERIFY(!reply.isRunning());
    QVERIFY(!reply.isCanceled());
    QCOMPARE(reply.result(), 7);
    QCOMPARE(reply.takeResult(), 7);
    QCOMPARE(reply.result(), 7); // what is taken is taken from a future

    auto failing = pair.left().call<int>("divide", 1, 0);
    QTRY_VERIFY(failing.isFinished());
    QVERIFY(failing.isCanceled());
    QVERIFY_THROWS_EXCEPTION(Error, failing.result());
    QVERIFY_THROWS_EXCEPTION(Error, failing.waitForFinished());
}

void tst_Settling::continuationsRunInOrder()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    QStringList order;
    auto reply = pair.left().call<int>("add", 1, 2);
    for (const char *name : {"first", "second", "third"})
        reply.then([&order, name](
                       int sum) { order.append(QLatin1StringView(name) + QString::number(sum)); });
    QCOMPARE(waitFor(reply), 3);
    QCOMPARE(order.join(u' '), u"first3 second3 third3"_s);
    reply.then([&order](int) { order.append(u"at once"_s); });
    QCOMPARE(order.last(), u"at once"_s);
}

// A continuation may end what runs it.
void tst_Settling::continuationLetsGoOfTheReply()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto reply = std::make_unique<Reply<QString>>(
        pair.left().call<QString>("concat", u"a"_s.repeated(100), u"b"_s));
    int called = 0;
    QString seen;
    reply->then([&](const QString &text) {
        ++called;
        reply.reset();
        seen = text;
    });
    reply->then([&](const QString &) { ++called; });
    QTRY_COMPARE(called, 2);
    QVERIFY(!reply);
    QCOMPARE(seen.size(), 101);
}

void tst_Settling::nothingIsKeptAfterManyCalls()
{
    constexpr int callsAtOnce = 250;
    constexpr int rounds = 400; // 100 000 calls
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
