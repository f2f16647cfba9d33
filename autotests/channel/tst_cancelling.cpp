// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "clock_p.h"
#include "heldcalls.h"
#include "messages.h"
#include "waitfor.h"

#include <websocketrpc/test/scriptedpeer.h>

#include <QEventLoop>
#include <QFutureWatcher>
#include <QSemaphore>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;
using namespace std::chrono_literals;

namespace {

class LongWork : public QObject, public HeldCalls
{
    Q_OBJECT

public:
    Q_INVOKABLE QFuture<int> told(const CallContext &call) { return hold(call); }

    // Until it is cancelled; in a thread of its own.
    Q_INVOKABLE int polling(const CallContext &call)
    {
        hasBegun.release();
        while (!call.isCancelled())
            QThread::yieldCurrentThread();
        hasStopped.release();
        return 1;
    }

    // Lets the event loop run until it is cancelled.
    Q_INVOKABLE int waiting(const CallContext &call)
    {
        QEventLoop loop;
        call.onCancelled(this, [&] {
            whileCancelled();
            loop.quit();
        });
        loop.exec();
        return 1;
    }
    Q_INVOKABLE QFuture<int> waitingFirst(const CallContext &call)
    {
        const QFuture<int> future = told(call);
        waiting(call);
        return future;
    }

    // Calls its caller.
    Q_INVOKABLE QFuture<int> asking(const CallContext &call)
    {
        return call.channel()->call<int>("told").cancelWith(call);
    }

    std::function<void()> whileCancelled = [] {};
    QSemaphore hasBegun;
    QSemaphore hasStopped;
};

} // namespace

// How the end of a call reaches the method that works on it, and whoever depends on that.
class tst_Cancelling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void contextKnowsThatItsCallHasEnded_data();
    void contextKnowsThatItsCallHasEnded();
    void cancellingTheFutureCancelsTheMethod();
    void threadOfTheMethodMayPoll();
    void functionIsCalledInTheThreadOfItsContext();
    void functionIsCalledSoonIfTheCallHasEndedAlready();
    void functionOfAContextThatIsGoneIsNotCalled();
    void functionIsDroppedWithTheAnswer();
    void callEndsWithAnObject();
    void callThatHasSettledLetsGoOfItsObject();
    void callEndsWithTheCallThatItWasMadeFor();
    void methodThatWaitsInAnEventLoopIsCancelled();
    void futureThatComesTooLateIsCancelled();
    void someMethodsRunOn_data();
    void someMethodsRunOn();
    void unknownMethodThatRunsOnIsReported();
    void handlerMayRunOn();
    void channelMayBeDestroyedByWhatCancellingCalls();
};

void tst_Cancelling::contextKnowsThatItsCallHasEnded_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::newRow("cancelled") << "cancel"_ba;
    QTest::newRow("timed out") << "timeout"_ba;
    QTest::newRow("left by its caller") << "leave"_ba;
    QTest::newRow("answered") << "answer"_ba;
}

void tst_Cancelling::contextKnowsThatItsCallHasEnded()
{
    QFETCH(const QByteArray, how);
    ManualClock clock;
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    Reply<int> reply = pair.left().with({.timeout = 1s}).call<int>("told");
    QTRY_VERIFY(work.context.isValid());
    QVERIFY(!work.context.isCancelled());
    QVERIFY(!work.context.isAbandoned());
    if (how == "cancel")
        reply.cancel();
    if (how == "timeout")
        clock.advance(1s);
    if (how == "leave")
        pair.deleteLeft();
    if (how == "answer") {
        work.finish(3);
        QCOMPARE(waitFor(reply), 3);
        QVERIFY(!work.context.isCancelled());
        return;
    }
    QTRY_VERIFY(work.context.isCancelled());
    QVERIFY(work.context.isAbandoned());
    QVERIFY(work.promises[0]->isCanceled());
    QVERIFY(settles(reply));
}

void tst_Cancelling::cancellingTheFutureCancelsTheMethod()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    QFutureWatcher<int> watcher;
    watcher.setFuture(pair.left().call<int>("told"));
    QTRY_VERIFY(work.context.isValid());
    watcher.cancel();
    QTRY_VERIFY(work.context.isCancelled());
    QVERIFY(work.promises[0]->isCanceled());
    QTRY_VERIFY(watcher.isFinished());
}

void tst_Cancelling::threadOfTheMethodMayPoll()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    QThread thread;
    work.moveToThread(&thread);
    thread.start();
    pair.right().expose(&work);
    Reply<int> reply = pair.left().call<int>("polling");
    QTRY_COMPARE(work.hasBegun.available(), 1);
    QCOMPARE(work.hasStopped.available(), 0);
    reply.cancel();
    QTRY_COMPARE(work.hasStopped.available(), 1);
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
    thread.quit();
    thread.wait();
}

void tst_Cancelling::functionIsCalledInTheThreadOfItsContext()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    QThread thread;
    QObject elsewhere;
    elsewhere.moveToThread(&thread);
    thread.start();
    std::atomic_int here = 0;
    std::atomic_int there = 0;
    Reply<int> reply = pair.left().call<int>("told");
    QTRY_VERIFY(work.context.isValid());
    const auto count = [](std::atomic_int &counter, QThread *expected) {
        counter += QThread::currentThread() == expected ? 1 : 100;
    };
    work.context.onCancelled(this, [&] { count(here, this->thread()); });
    work.context.onCancelled(&elsewhere, [&] { count(there, &thread); });
    reply.cancel();
    QTRY_COMPARE(here.load(), 1);
    QTRY_COMPARE(there.load(), 1);
    thread.quit();
    thread.wait();
}

void tst_Cancelling::functionIsCalledSoonIfTheCallHasEndedAlready()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    Reply<int> reply = pair.left().call<int>("told");
    QTRY_VERIFY(work.context.isValid());
    reply.cancel();
    QTRY_VERIFY(work.context.isCancelled());
    int calls = 0;
    work.context.onCancelled(this, [&] { ++calls; });
    QCOMPARE(calls, 0);
    QTRY_COMPARE(calls, 1);
}

void tst_Cancelling::functionOfAContextThatIsGoneIsNotCalled()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    Reply<int> reply = pair.left().call<int>("told");
    QTRY_VERIFY(work.context.isValid());
    QStringList calls;
    auto object = std::make_unique<QObject>();
    work.context.onCancelled(object.get(), [&] { calls.append(u"gone"_s); });
    work.context.onCancelled(this, [&] { calls.append(u"here"_s); });
    object.reset();
    reply.cancel();
    QTRY_COMPARE(calls, QStringList{u"here"_s});
}

void tst_Cancelling::functionIsDroppedWithTheAnswer()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    const Reply<int> reply = pair.left().call<int>("told");
    QTRY_VERIFY(work.context.isValid());
    const auto held = std::make_shared<int>();
    work.context.onCancelled(this, [held] {});
    QCOMPARE(held.use_count(), 2);
    work.finish(3);
    QCOMPARE(waitFor(reply), 3);
    QCOMPARE(held.use_count(), 1);
    work.context.onCancelled(this, [held] {});
    QCOMPARE(held.use_count(), 1);
}

void tst_Cancelling::callEndsWithAnObject()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    auto object = std::make_unique<QObject>();
    const Reply<int> reply = pair.left().call<int>("told").cancelWith(object.get());
    const Reply<int> other = pair.left().call<int>("told").cancelWith(this);
    QTRY_COMPARE(work.promises.size(), std::size_t(2));
    object.reset();
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
    QTRY_VERIFY(work.promises[0]->isCanceled());
    QVERIFY(!work.promises[1]->isCanceled());
    QVERIFY(!other.isFinished());
}

void tst_Cancelling::callThatHasSettledLetsGoOfItsObject()
{
    class Listened : public QObject
    {
    public:
        [[nodiscard]] int listeners() const { return receivers(SIGNAL(destroyed(QObject *))); }
    };
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    Listened object;
    Reply<int> reply = pair.left().call<int>("told").cancelWith(&object);
    QCOMPARE(object.listeners(), 1);
    reply.cancel();
    QCOMPARE(object.listeners(), 0);
    reply.cancelWith(&object);
    QCOMPARE(object.listeners(), 0);
}

void tst_Cancelling::callEndsWithTheCallThatItWasMadeFor()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork left;
    LongWork right;
    pair.left().expose(&left);
    pair.right().expose(&right);
    Reply<int> reply = pair.left().call<int>("asking");
    QTRY_COMPARE(left.promises.size(), std::size_t(1));
    QVERIFY(!left.promises[0]->isCanceled());
    reply.cancel();
    QTRY_VERIFY(left.promises[0]->isCanceled());
}

void tst_Cancelling::methodThatWaitsInAnEventLoopIsCancelled()
{
    LongWork work;
    Server server;
    server.expose(&work);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    int abandoned = 0;
    work.whileCancelled = [&] { abandoned = server.statistics().abandonedCalls; };
    peer.send(R"({"jsonrpc":"2.0","method":"waiting","id":7})");
    peer.send(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":7}})");
    QCOMPARE(errorCodeOf(peer.next()), -32800);
    QCOMPARE(abandoned, 1);
    QTRY_COMPARE(server.statistics().abandonedCalls, 0);
    peer.send(R"({"jsonrpc":"2.0","method":"nothing","id":8})");
    QCOMPARE(errorCodeOf(peer.next()), -32601); // and no second answer before
}

void tst_Cancelling::futureThatComesTooLateIsCancelled()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    bool isCancelledMeanwhile = true;
    work.whileCancelled = [&] { isCancelledMeanwhile = work.promises[0]->isCanceled(); };
    pair.left().with({.timeout = 1ms}).call<int>("waitingFirst").onFailed([] { return 0; });
    QTRY_VERIFY(!work.promises.empty() && work.promises[0]->isCanceled());
    QVERIFY(!isCancelledMeanwhile);
}

void tst_Cancelling::someMethodsRunOn_data()
{
    QTest::addColumn<bool>("leaves");
    QTest::addColumn<bool>("isCancelled");
    QTest::newRow("without their caller") << true << false;
    QTest::newRow("but not if they are cancelled") << false << true;
}

void tst_Cancelling::someMethodsRunOn()
{
    QFETCH(bool, leaves);
    QFETCH(bool, isCancelled);
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work, {.keepRunning = {u"told"_s}});
    QSignalSpy gone(&pair.right(), &Channel::disconnected);
    Reply<int> reply = pair.left().call<int>("told");
    QTRY_VERIFY(work.context.isValid());
    if (leaves)
        pair.left().close();
    else
        reply.cancel();
    QTRY_VERIFY(work.context.isAbandoned());
    QCOMPARE(work.context.isCancelled(), isCancelled);
    QCOMPARE(work.promises[0]->isCanceled(), isCancelled);
    QTRY_COMPARE(gone.size(), leaves ? 1 : 0);
}

void tst_Cancelling::unknownMethodThatRunsOnIsReported()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"LongWork has no method 'toldd' that could be exposed"_s));
    pair.right().expose(&work, {.keepRunning = {u"toldd"_s}});
}

void tst_Cancelling::handlerMayRunOn()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().on("kept", &work, &LongWork::told, {.keepRunning = true});
    const Reply<int> reply = pair.left().call<int>("kept");
    QTRY_VERIFY(work.context.isValid());
    pair.deleteLeft();
    QTRY_VERIFY(work.context.isAbandoned());
    QVERIFY(!work.context.isCancelled());
}

void tst_Cancelling::channelMayBeDestroyedByWhatCancellingCalls()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    Reply<int> reply = pair.left().call<int>("told");
    const Reply<int> other = pair.left().call<int>("told");
    QTRY_COMPARE(work.promises.size(), std::size_t(2));
    work.context.onCancelled(this, [&] { pair.deleteRight(); });
    pair.left().close();
    QTRY_VERIFY(work.promises[0]->isCanceled());
    QVERIFY(settles(reply));
    QVERIFY(settles(other));
    QTRY_VERIFY(work.context.isAbandoned());
}

QTEST_GUILESS_MAIN(tst_Cancelling)
#include "tst_cancelling.moc"
