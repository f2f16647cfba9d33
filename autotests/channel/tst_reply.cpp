// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "waitfor.h"

#include <QFutureWatcher>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

Q_DECLARE_METATYPE(std::function<int(Channel &)>)

namespace {

struct Counted
{
    explicit Counted(int number) : number(number) { }
    Counted(const Counted &other) : number(other.number) { ++copies; }
    Counted(Counted &&) = default;

    int number;
    static inline int copies = 0;
};

} // namespace

class tst_Reply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void continuationsOfAllForms();
    void resultThatCannotBeCopiedArrivesOnce_data();
    void resultThatCannotBeCopiedArrivesOnce();
    void cancellationHandlerRunsForThatAlone();
    void failureHandlerOfAnotherTypeIsPassedOver();
    void errorsThrownByContinuationsArrive();
    void replyBecomesAFuture_data();
    void replyBecomesAFuture();
    void replyTellsItsState();
    void takenResultIsNotCopied();
    void continuationsRunInOrder();
    void continuationLetsGoOfTheReply();
    void continuationOfASettledReplyMayDestroyIt();
    void waitingInTheChannelsThreadWorks_data();
    void waitingInTheChannelsThreadWorks();
    void waitingEndsWithItsChannel();
    void waitingInAnotherThreadRunsItsContinuations();
    void waitingEndsWithItsThread();
    void waitingsAreNested();
};

void tst_Reply::continuationsOfAllForms()
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

// It does not matter whether its future was made before.
void tst_Reply::resultThatCannotBeCopiedArrivesOnce_data()
{
    QTest::addColumn<bool>("asFuture");
    QTest::newRow("as it is") << false;
    QTest::newRow("through a future") << true;
}

void tst_Reply::resultThatCannotBeCopiedArrivesOnce()
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

void tst_Reply::cancellationHandlerRunsForThatAlone()
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

void tst_Reply::failureHandlerOfAnotherTypeIsPassedOver()
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

void tst_Reply::errorsThrownByContinuationsArrive()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto chain = pair.left().call<int>("add", 1, 2).then(this, [](int) -> int {
        throw Error(9, QStringLiteral("not good enough"));
    });
    QCOMPARE(errorOf(chain).code(), 9);
}

void tst_Reply::replyBecomesAFuture_data()
{
    QTest::addColumn<bool>("early");
    QTest::newRow("before the answer") << true;
    QTest::newRow("after the answer") << false;
}

void tst_Reply::replyBecomesAFuture()
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

void tst_Reply::replyTellsItsState()
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
    QVERIFY(!reply.isValid()); // as a QFuture

    auto failing = pair.left().call<int>("divide", 1, 0);
    QTRY_VERIFY(failing.isFinished());
    QVERIFY(failing.isCanceled());
    QVERIFY_THROWS_EXCEPTION(Error, failing.result());
    QVERIFY_THROWS_EXCEPTION(Error, failing.waitForFinished());
}

// As happens where the reply is a member of what the continuation deletes.
void tst_Reply::continuationOfASettledReplyMayDestroyIt()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto reply = std::make_unique<Reply<int>>(pair.left().call<int>("add", 1, 2));
    reply->waitForFinished();
    int sum = 0;
    const Reply<int> next = reply->then(this, [&](int result) {
        reply.reset();
        sum = result;
        return result;
    });
    QVERIFY(!reply);
    QCOMPARE(sum, 3);
    QCOMPARE(next.result(), 3);
}

void tst_Reply::takenResultIsNotCopied()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto reply = pair.left().call<int>("add", 1, 2).then([](int sum) { return Counted(sum); });
    reply.waitForFinished();
    Counted::copies = 0;
    QCOMPARE(reply.takeResult().number, 3);
    QCOMPARE(Counted::copies, 0);
    QVERIFY(!reply.isValid());
    QVERIFY_THROWS_EXCEPTION(Error, (void)reply.takeResult());

    auto failing = pair.left().call<int>("divide", 1, 0);
    QVERIFY_THROWS_EXCEPTION(Error, failing.takeResult());
    QVERIFY(failing.isValid());
}

void tst_Reply::continuationsRunInOrder()
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

// A continuation may destroy the object that runs it.
void tst_Reply::continuationLetsGoOfTheReply()
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

void tst_Reply::waitingInTheChannelsThreadWorks_data()
{
    using Wait = std::function<int(Channel &)>;
    QTest::addColumn<Wait>("wait");
    QTest::newRow("for the result")
        << Wait([](Channel &peer) { return peer.call<int>("add", 1, 2).result(); });
    QTest::newRow("for the end") << Wait([](Channel &peer) {
        const auto reply = peer.call<int>("add", 1, 2);
        reply.waitForFinished();
        return reply.isFinished() ? 3 : 0;
    });
    QTest::newRow("for a continuation") << Wait([](Channel &peer) {
        return peer.call<int>("add", 1, 1).then(&peer, [](int v) { return v + 1; }).result();
    });
    QTest::newRow("for a continuation elsewhere") << Wait([](Channel &peer) {
        return peer.call<int>("add", 1, 1)
            .then(QtFuture::Launch::Async, [](int v) { return v + 1; })
            .takeResult();
    });
    QTest::newRow("through a handle")
        << Wait([](Channel &peer) { return peer.handle().call<int>("add", 1, 2).result(); });
}

void tst_Reply::waitingInTheChannelsThreadWorks()
{
    QFETCH(const std::function<int(Channel &)>, wait);
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    QCOMPARE(wait(pair.left()), 3);
    QVERIFY_THROWS_EXCEPTION(Error, pair.left().call<int>("divide", 1, 0).result());
}

void tst_Reply::waitingEndsWithItsChannel()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    auto reply = std::make_unique<Reply<int>>(pair.left().call<int>("later", 1));
    QTimer::singleShot(0, this, [&] {
        pair.deleteLeft();
        reply.reset();
    });
    try {
        (void)reply->result();
        QFAIL("there is a result");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), Error::Kind::Closed);
    }
}

// A thread whose event loop answers the call must not wait with that event loop stopped.
void tst_Reply::waitingInAnotherThreadRunsItsContinuations()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    QThread thread;
    auto *const context = new QObject;
    context->moveToThread(&thread);
    connect(&thread, &QThread::finished, context, &QObject::deleteLater);
    thread.start();
    std::atomic_int sum = 0;
    QMetaObject::invokeMethod(context, [handle = pair.left().handle(), context, &sum]() mutable {
        sum = handle.call<int>("add", 1, 1).then(context, [](int v) { return v + 1; }).result();
    });
    QTRY_COMPARE(sum, 3);
    thread.quit();
    QVERIFY(thread.wait());
}

void tst_Reply::waitingEndsWithItsThread()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    QThread thread;
    auto *const context = new QObject;
    context->moveToThread(&thread);
    connect(&thread, &QThread::finished, context, &QObject::deleteLater);
    thread.start();
    Error error;
    QMetaObject::invokeMethod(context, [handle = pair.left().handle(), &error]() mutable {
        try {
            (void)handle.call<int>("later", 1).result();
        } catch (const Error &thrown) {
            error = thrown;
        }
    });
    QTRY_COMPARE(calculator.promises.size(), 1U);
    thread.quit();
    QVERIFY(thread.wait());
    QCOMPARE(error.kind(), Error::Kind::Cancelled);
    QVERIFY(error.mayHaveExecuted());
}

void tst_Reply::waitingsAreNested()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const auto outer = pair.left().call<int>("later", 1);
    int inner = 0;
    QTimer::singleShot(0, this, [&] {
        QTRY_COMPARE(calculator.promises.size(), 1U);
        calculator.answer(0); // the outer one is done first
        inner = pair.left().call<int>("add", 1, 1).result();
    });
    QCOMPARE(outer.result(), 1);
    QCOMPARE(inner, 2);
}

QTEST_GUILESS_MAIN(tst_Reply)
#include "tst_reply.moc"
