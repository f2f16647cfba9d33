// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streamtest.h"

#include <websocketrpc/detail/mailbox.h>

#include <QThread>

#include <future>

using namespace WebSocketRpc;

namespace {

// A thread with an event loop and an object in it.
class Worker
{
public:
    Worker()
    {
        object->moveToThread(&m_thread);
        m_thread.start();
    }
    ~Worker() { end(); }

    void end()
    {
        if (!object)
            return;
        object.release()->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }

    template<typename F>
    auto run(F function)
    {
        std::promise<std::invoke_result_t<F>> result;
        Detail::Mailbox::of(&m_thread)->post([&] { result.set_value(function()); });
        return result.get_future().get();
    }

    [[nodiscard]] bool isCurrent() const { return QThread::currentThread() == &m_thread; }

    std::unique_ptr<QObject> object = std::make_unique<QObject>();

private:
    QThread m_thread;
};

struct Home
{
    explicit Home(std::atomic<QThread *> &destroyedIn) : destroyedIn(destroyedIn) { }
    ~Home() { destroyedIn = QThread::currentThread(); }
    Q_DISABLE_COPY_MOVE(Home)

    std::atomic<QThread *> &destroyedIn;
};

Stream<QThread *> threads(std::atomic<QThread *> &destroyedIn)
{
    const Home home(destroyedIn);
    for (;;)
        co_yield QThread::currentThread();
}

} // namespace

class tst_StreamThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

    void valuesAreMadeInTheirThread();
    void functionRunsInTheThreadOfItsContext();
    void lastCopyMayGoInAnotherThread();
    void contextMayMoveToAnotherThread();
    void threadWithoutEventLoopMayWait();
    void threadOfTheSourceMayEnd();
    void threadOfTheSourceMayEndBeforeItIsRead();
    void threadOfTheReaderMayEnd();
    void writerMayBeInAnyThread();
};

void tst_StreamThreads::valuesAreMadeInTheirThread()
{
    Worker worker;
    std::atomic<QThread *> destroyedIn = nullptr;
    Stream<QThread *> stream = worker.run([&] { return threads(destroyedIn); });
    const Reply<std::optional<QThread *>> first = stream.next();
    QVERIFY(settles(first));
    QCOMPARE(first.result(), worker.object->thread());
    stream.cancel();
    QTRY_COMPARE(destroyedIn.load(), worker.object->thread());
}

void tst_StreamThreads::functionRunsInTheThreadOfItsContext()
{
    Worker maker;
    Worker reader;
    const Stream<int> stream = maker.run([] { return countTo(10'000); });
    QList<int> read;
    bool isInPlace = true;
    const Reply<void> reply = stream.each(reader.object.get(), [&](int value) {
        isInPlace = isInPlace && reader.isCurrent();
        read.append(value);
    });
    QVERIFY(settles(reply));
    QVERIFY(isInPlace);
    QCOMPARE(read, numbersTo(10'000));
}

void tst_StreamThreads::lastCopyMayGoInAnotherThread()
{
    Worker worker;
    std::atomic<QThread *> destroyedIn = nullptr;
    {
        const Stream<QThread *> stream = worker.run([&] { return threads(destroyedIn); });
        QVERIFY(settles(stream.next()));
    }
    QTRY_COMPARE(destroyedIn.load(), worker.object->thread());
}

void tst_StreamThreads::contextMayMoveToAnotherThread()
{
    Worker worker;
    auto context = std::make_unique<QObject>();
    const Stream<int> stream = countTo(5000);
    QObject *const moved = context.release();
    int before = 0;
    int after = 0;
    const Reply<void> reply = stream.each(moved, [&](int) {
        if (worker.isCurrent()) {
            ++after;
        } else if (++before == 1024) {
            moved->moveToThread(worker.object->thread());
        }
    });
    QVERIFY(settles(reply));
    QCOMPARE(before + after, 5000);
    QVERIFY(after > 0);
    moved->deleteLater();
}

void tst_StreamThreads::threadWithoutEventLoopMayWait()
{
    const Stream<int> stream = countTo(2000);
    QList<int> values;
    std::unique_ptr<QThread> thread(QThread::create([&] { values = stream.toList().result(); }));
    thread->start();
    QTRY_VERIFY(thread->isFinished());
    QCOMPARE(values, numbersTo(2000));
}

void tst_StreamThreads::threadOfTheSourceMayEnd()
{
    Worker worker;
    const StreamWriter<int> writer;
    const Stream<int> stream = worker.run([&] { return writer.stream(); });
    const Reply<std::optional<int>> reply = stream.next();
    worker.run([] { return 0; });
    worker.end();
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Closed);
}

void tst_StreamThreads::threadOfTheSourceMayEndBeforeItIsRead()
{
    Worker worker;
    const Stream<int> stream = worker.run([] { return countTo(3); });
    worker.end();
    QCOMPARE(errorOf(stream.next()).kind(), Error::Kind::Closed);
    QCOMPARE(errorOf(stream.each(this, [](int) {})).kind(), Error::Kind::Closed);
}

void tst_StreamThreads::threadOfTheReaderMayEnd()
{
    Worker worker;
    int made = 0;
    int alive = 0;
    std::atomic_int read = 0;
    const Reply<void> reply =
        countForEver(made, alive).each(worker.object.get(), [&](int) { ++read; });
    QTRY_VERIFY(read > 0);
    worker.end();
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
    QTRY_COMPARE(alive, 0);
}

void tst_StreamThreads::writerMayBeInAnyThread()
{
    StreamWriter<int> writer;
    const Reply<QList<int>> reply = writer.stream().toList();
    std::unique_ptr<QThread> thread(QThread::create([&] {
        for (int i = 1; i <= 50'000; ++i)
            writer.write(i);
        writer.finish();
    }));
    thread->start();
    QVERIFY(settles(reply));
    QCOMPARE(reply.result(), numbersTo(50'000));
    QVERIFY(thread->wait());
}

QTEST_GUILESS_MAIN(tst_StreamThreads)

#include "tst_streamthreads.moc"
