// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "waitfor.h"

#include <websocketrpc/detail/mailbox.h>

#include <QThread>

#include <atomic>

using namespace WebSocketRpc;

// Says in which thread its methods run.
class Homebody : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE bool isHome() { return QThread::currentThread() == thread(); }
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE QFuture<int> later(int value)
    {
        return QtFuture::makeReadyFuture(value).then(
            QtFuture::Launch::Async, [](int v) { return v + 1; });
    }
    Q_INVOKABLE void fail() { throw Error(7, QStringLiteral("from afar")); }
};

// A thread with an event loop, which ends with this object.
class EventThread : public QThread
{
public:
    EventThread() { start(); }
    ~EventThread() override
    {
        quit();
        wait();
    }
};

class tst_Threads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void methodRunsInItsObjectsThread();
    void objectsThreadEnds();
    void objectComesAndGoesInItsThread();
    void callsFromOtherThreads();
    void handleOutlivesTheChannel();
    void continuationRunsInItsContextsThread();
    void cancelFromAnotherThread();
};

void tst_Threads::methodRunsInItsObjectsThread()
{
    ChannelPair pair(ChannelPair::fetchKind());
    EventThread thread;
    auto *object = new Homebody;
    object->moveToThread(&thread);
    connect(&thread, &QThread::finished, object, &QObject::deleteLater);
    pair.right().expose(object);
    QVERIFY(waitFor(pair.left().call<bool>("isHome")));
    QCOMPARE(waitFor(pair.left().call<int>("add", 1, 2)), 3);
    QCOMPARE(waitFor(pair.left().call<int>("later", 1)), 2);
    QCOMPARE(errorOf(pair.left().call<void>("fail")).code(), 7);
    QCOMPARE(errorOf(pair.left().call<int>("add", 1, "x")).code(), -32602);
    QCOMPARE(pair.right().statistics().runningCalls, 0);
}

void tst_Threads::objectsThreadEnds()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Homebody object;
    auto thread = std::make_unique<EventThread>();
    object.moveToThread(thread.get());
    pair.right().expose(&object);
    QVERIFY(waitFor(pair.left().call<bool>("isHome")));
    thread.reset();
    const Error error = errorOf(pair.left().call<bool>("isHome"));
    QCOMPARE(error.code(), -32603);
    QVERIFY(error.message().contains(QStringLiteral("thread")));
}

void tst_Threads::objectComesAndGoesInItsThread()
{
    ChannelPair pair(ChannelPair::fetchKind());
    EventThread thread;
    const auto mailbox = Detail::Mailbox::of(&thread);
    for (int round = 0; round < 50; ++round) {
        auto *object = new Homebody;
        object->moveToThread(&thread);
        pair.right().expose(object);
        QList<QFuture<int>> replies;
        for (int i = 0; i < 10; ++i)
            replies.append(pair.left().call<int>("add", i, round));
        QCoreApplication::processEvents();
        std::atomic_bool isGone = false;
        mailbox->post([object, &isGone] {
            delete object;
            isGone = true;
        });
        for (int i = 0; i < 10; ++i) {
            QVERIFY(settles(replies[i]));
            const Error error = errorOf(replies[i]);
            if (error.kind() == Error::Kind::None)
                QCOMPARE(replies[i].result(), i + round);
            else
                QCOMPARE(error.code(), -32601);
        }
        QTRY_VERIFY(isGone);
    }
}

void tst_Threads::callsFromOtherThreads()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    std::atomic_int right = 0;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int t = 0; t < 3; ++t) {
        threads.emplace_back(QThread::create([&, t] {
            for (int i = 0; i < 100; ++i) {
                Reply<int> reply = pair.left().call<int>("add", t, i);
                pair.left().notify("record", QString::number(i));
                QFuture<int>(reply).waitForFinished();
                right += reply.result() == t + i;
            }
        }));
        threads.back()->start();
    }
    QTRY_COMPARE_WITH_TIMEOUT(right, 300, 20'000);
    for (const auto &thread : threads)
        thread->wait();
    QTRY_COMPARE(calculator.recorded.size(), 300);
}

void tst_Threads::handleOutlivesTheChannel()
{
    std::optional<ChannelHandle> handle;
    {
        ChannelPair pair(ChannelPair::fetchKind());
        handle = pair.left().handle();
    }
    QCOMPARE(errorOf(handle->call<int>("add", 1, 2)).kind(), Error::Kind::Closed);
    QFuture<int> reply;
    std::unique_ptr<QThread> thread(
        QThread::create([&] { reply = handle->call<int>("add", 1, 2); }));
    thread->start();
    thread->wait();
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Closed);
}

void tst_Threads::continuationRunsInItsContextsThread()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    EventThread thread;
    auto *context = new QObject;
    context->moveToThread(&thread);
    std::atomic<QThread *> ranIn = nullptr;
    auto chain = pair.left().call<int>("add", 1, 2).then(context, [&](int sum) {
        ranIn = QThread::currentThread();
        return sum;
    });
    QCOMPARE(waitFor(chain), 3);
    QCOMPARE(ranIn.load(), &thread);

    // A context that is destroyed in its thread while the answer is on the way.
    auto lost = pair.left().call<int>("add", 1, 2).then(context, [](int sum) { return sum; });
    context->deleteLater();
    QVERIFY(settles(lost));
}

void tst_Threads::cancelFromAnotherThread()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    Reply<int> ours = pair.left().call<int>("later", 1);
    Reply<int> theirs;
    std::unique_ptr<QThread> thread(QThread::create([&] {
        theirs = pair.left().call<int>("later", 2);
        ours.cancel();
        theirs.cancel();
    }));
    thread->start();
    thread->wait();
    QCOMPARE(errorOf(ours).kind(), Error::Kind::Cancelled);
    QCOMPARE(errorOf(theirs).kind(), Error::Kind::Cancelled);
    QCOMPARE(pair.left().statistics().pendingCalls, 0);
}

QTEST_GUILESS_MAIN(tst_Threads)
#include "tst_threads.moc"
