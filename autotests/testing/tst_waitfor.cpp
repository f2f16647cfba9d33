// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "failingtest.h"

#include <websocketrpc/channel.h>
#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/waitfor.h>

#include <QPromise>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using namespace std::chrono_literals;
using WebSocketRpc::Error;
using WebSocketRpc::Reply;

class Methods : public QObject
{
    Q_OBJECT

public:
    explicit Methods(WebSocketRpc::Channel *caller) : m_caller(caller) { }

    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE void nothing() { }
    Q_INVOKABLE void fail() { throw Error(7, u"no luck"_s); }
    Q_INVOKABLE int nested(int depth)
    {
        return depth == 0 ? 0 : 1 + waitFor(m_caller->call<int>("nested", depth - 1));
    }

private:
    WebSocketRpc::Channel *const m_caller;
};

class tst_WaitFor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void resultIsReturned();
    void anyFutureWillDo();
    void resultThatCannotBeCopied();
    void errorIsReturned();
    void waitsInsideItself();
    void endsAsSoonAsTheCallDoes();
    void macroIsTheResult();
    void macroLeavesTheTest();
    void failureTellsWhatAndWhere_data();
    void failureTellsWhatAndWhere();

private:
    ChannelPair m_channels = channelPair();
    Methods m_methods{m_channels.left.get()};
};

void tst_WaitFor::resultIsReturned()
{
    m_channels.right->expose(&m_methods);
    QCOMPARE(waitFor(m_channels.left->call<int>("add", 1, 2)), 3);
    const Reply<int> reply = m_channels.left->call<int>("add", 3, 4);
    QCOMPARE(waitFor(reply), 7);
    QCOMPARE(waitFor(reply, 1ms), 7); // a finished call needs no waiting
}

void tst_WaitFor::anyFutureWillDo()
{
    waitFor(QtFuture::makeReadyFuture());
    QPromise<QString> promise;
    promise.start();
    QTimer::singleShot(10, this, [&] {
        promise.addResult(u"later"_s);
        promise.finish();
    });
    QCOMPARE(waitFor(promise.future()), u"later"_s);
}

void tst_WaitFor::resultThatCannotBeCopied()
{
    QPromise<std::unique_ptr<int>> promise;
    promise.start();
    promise.addResult(std::make_unique<int>(5));
    promise.finish();
    QCOMPARE(*waitFor(promise.future()), 5);
}

void tst_WaitFor::errorIsReturned()
{
    const Error error = errorOf(m_channels.left->call<void>("fail"));
    QCOMPARE(error.kind(), Error::Kind::Remote);
    QCOMPARE(error.code(), 7);
    QCOMPARE(error.message(), u"no luck"_s);
    QCOMPARE(errorOf(m_channels.left->call<int>("add", 1, 2)), Error());

    QPromise<int> promise;
    promise.start();
    promise.setException(std::make_exception_ptr(std::runtime_error("another kind")));
    promise.finish();
    QCOMPARE(errorOf(promise.future()).message(), u"another kind"_s);
}

void tst_WaitFor::waitsInsideItself()
{
    QCOMPARE(waitFor(m_channels.left->call<int>("nested", 20)), 20);
}

void tst_WaitFor::endsAsSoonAsTheCallDoes()
{
    QElapsedTimer elapsed;
    elapsed.start();
    for (int i = 0; i < 500; ++i)
        QCOMPARE(waitFor(m_channels.left->call<int>("add", i, 1)), i + 1);
    QVERIFY2(elapsed.elapsed() < 2500, QByteArray::number(elapsed.elapsed()));
}

void tst_WaitFor::macroIsTheResult()
{
    m_channels.right->expose(&m_methods);
    const int sum = WEBSOCKETRPC_WAIT_FOR(m_channels.left->call<int>("add", 1, 2));
    QCOMPARE(sum, 3);
    QCOMPARE(WEBSOCKETRPC_WAIT_FOR(m_channels.left->call<int>("add", sum, 2), 5s), 5);
    WEBSOCKETRPC_WAIT_FOR(m_channels.left->call<void>("nothing"));
    QPromise<std::unique_ptr<int>> promise;
    promise.start();
    promise.addResult(std::make_unique<int>(5));
    promise.finish();
    QCOMPARE(*WEBSOCKETRPC_WAIT_FOR(promise.future()), 5);
}

void tst_WaitFor::macroLeavesTheTest()
{
    const auto result = runFailingTest(u"testThatIsLeft"_s);
    QCOMPARE(result.status, 1);
    QVERIFY2(result.output.contains("has not settled within 20 ms"), result.output);
    QVERIFY2(!result.output.contains("went on"), result.output);
}

void tst_WaitFor::failureTellsWhatAndWhere_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QString>("message");
    QTest::newRow("failed call") << u"failedCall"_s << u"the call failed: .*no luck"_s;
    QTest::newRow("late call") << u"lateCall"_s << u"has not settled within 20 ms"_s;
    QTest::newRow("late error") << u"lateError"_s << u"has not settled within 20 ms"_s;
    QTest::newRow("cancelled future") << u"cancelledFuture"_s << u"the future was cancelled"_s;
    QTest::newRow("no message") << u"messageThatDoesNotCome"_s << u"no message has arrived"_s;
    QTest::newRow("macro") << u"testThatIsLeft"_s << u"has not settled within 20 ms"_s;
}

void tst_WaitFor::failureTellsWhatAndWhere()
{
    QFETCH(const QString, function);
    QFETCH(const QString, message);
    const auto result = runFailingTest(function);
    QCOMPARE(result.status, 1);
    const QString output = QString::fromUtf8(result.output);
    QVERIFY2(output.contains(QRegularExpression(u"FAIL!.*"_s + message)), result.output);
    QVERIFY2(result.output.contains(failingLine(function)), result.output);
    QVERIFY2(function != u"failedCall" || output.contains(u"returned 0"), result.output);
}

QTEST_GUILESS_MAIN(tst_WaitFor)
#include "tst_waitfor.moc"
