// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "program.h"

#include <websocketrpc/channel.h>
#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/waitfor.h>

#include <QFile>
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
    QCOMPARE(waitFor(reply, 1ms), 7); // of what is finished there is no waiting
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

void tst_WaitFor::failureTellsWhatAndWhere_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QString>("message");
    QTest::newRow("failed call") << u"failedCall"_s << u"the call failed: .*no luck"_s;
    QTest::newRow("late call") << u"lateCall"_s << u"has not settled within 20 ms"_s;
    QTest::newRow("late error") << u"lateError"_s << u"has not settled within 20 ms"_s;
    QTest::newRow("cancelled future") << u"cancelledFuture"_s << u"the future was cancelled"_s;
    QTest::newRow("no message") << u"messageThatDoesNotCome"_s << u"no message has come"_s;
    QTest::newRow("wrong result") << u"resultOfAnotherType"_s
                                  << u"count\\(\\) returns int, not QVariantList"_s;
}

void tst_WaitFor::failureTellsWhatAndWhere()
{
    QFETCH(const QString, function);
    QFETCH(const QString, message);
    const auto result = TestSupport::runProgram(QStringLiteral(FAILING_TESTS), {function});
    QCOMPARE(result.status, 1);
    const QString output = QString::fromUtf8(result.output);
    QVERIFY2(output.contains(QRegularExpression(u"FAIL!.*"_s + message)), result.output);

    QFile source(QFINDTESTDATA("failingtests.cpp"));
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QByteArray text = source.readAll();
    const qsizetype mark = text.indexOf("// here: " + function.toLatin1() + '\n');
    const QString line = QString::number(text.first(std::max<qsizetype>(mark, 0)).count('\n') + 2);
    QVERIFY2(mark < 0 || output.contains(u"failingtests.cpp(%1)"_s.arg(line)), result.output);
    QVERIFY2(function != u"failedCall" || output.contains(u"returned 0"), result.output);
}

QTEST_GUILESS_MAIN(tst_WaitFor)
#include "tst_waitfor.moc"
