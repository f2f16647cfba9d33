// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streamtest.h"

#include <QMetaMethod>

using namespace WebSocketRpc;

namespace {

// Runs an event loop before its second value.
Stream<int> nested(std::function<void()> inside, int &alive)
{
    const Alive variable(alive);
    co_yield 1;
    inside();
    QCoreApplication::processEvents();
    co_yield 2;
    co_yield 3;
}

} // namespace

class tst_StreamLifetime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void cleanup()
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(m_alive, 0);
    }

    void lastCopyEndsTheStream();
    void readingKeepsTheStream();
    void nextKeepsTheStream();
    void endDestroysTheSource();
    void cancelInTheFunctionIsTheLastValue();
    void contextThatDiesEndsTheStream();
    void contextThatDiesInTheFunctionEndsTheStream();
    void contextMayDieWithTheLastValue();
    void contextIsForgottenAtTheEnd();
    void contextThatDiesEndsWaiting();
    void functionMayDestroyTheStream();
    void streamMayBeCancelledWhileItRuns();
    void streamMayBeDroppedWhileItRuns();
    void streamMayBeReadWhileItRuns();
    void functionMayWaitInAnEventLoop();
    void lastCopyMayBeInTheSource();
    void batchesMayEndTheContext();

private:
    int m_made = 0;
    int m_alive = 0;
};

void tst_StreamLifetime::lastCopyEndsTheStream()
{
    Stream<int> stream = countForEver(m_made, m_alive);
    QCOMPARE(stream.next().result(), m_made);
    Stream<int> copy = stream;
    stream = {};
    QCOMPARE(m_alive, 1);
    copy = {};
    QCOMPARE(m_alive, 0);
}

void tst_StreamLifetime::readingKeepsTheStream()
{
    int read = 0;
    const Reply<void> reply = countTo(5000).each(this, [&](int) { ++read; });
    QVERIFY(settles(reply));
    QCOMPARE(read, 5000);
}

void tst_StreamLifetime::nextKeepsTheStream()
{
    m_made = 0;
    const Reply<std::optional<int>> reply = countForEver(m_made, m_alive).next();
    QCOMPARE(reply.result(), 1);
}

void tst_StreamLifetime::endDestroysTheSource()
{
    const Stream<int> stream =
        Stream<int>::generate([variable = Alive(m_alive)]() -> std::optional<int> { return {}; });
    QCOMPARE(m_alive, 1);
    QCOMPARE(stream.next().result(), std::nullopt);
    QCOMPARE(m_alive, 0);
}

void tst_StreamLifetime::cancelInTheFunctionIsTheLastValue()
{
    int read = 0;
    const Stream<int> stream = countForEver(m_made, m_alive);
    const Reply<void> reply = stream.each(this, [&](int) {
        if (++read == 2)
            stream.cancel();
    });
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
    QCOMPARE(read, 2);
}

void tst_StreamLifetime::contextThatDiesEndsTheStream()
{
    auto context = std::make_unique<QObject>();
    int read = 0;
    const Reply<void> reply =
        countForEver(m_made, m_alive).each(context.get(), [&](int) { ++read; });
    QTRY_VERIFY(read > 0);
    context.reset();
    QCOMPARE(m_alive, 0);
    const int before = read;
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
    QCOMPARE(read, before);
}

void tst_StreamLifetime::contextThatDiesInTheFunctionEndsTheStream()
{
    auto context = std::make_unique<QObject>();
    int read = 0;
    const Reply<void> reply = countForEver(m_made, m_alive).each(context.get(), [&](int) {
        if (++read == 3)
            context.reset();
    });
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
    QCOMPARE(read, 3);
}

void tst_StreamLifetime::contextMayDieWithTheLastValue()
{
    auto context = std::make_unique<QObject>();
    const Reply<void> reply = countTo(1).each(context.get(), [&](int) { context.reset(); });
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
}

// One that lives for long may read many streams.
void tst_StreamLifetime::contextIsForgottenAtTheEnd()
{
    class Context : public QObject
    {
    public:
        [[nodiscard]] bool isFollowed() const
        {
            return isSignalConnected(QMetaMethod::fromSignal(&QObject::destroyed));
        }
    };
    Context context;
    const Stream<int> stream = countTo(3);
    const Reply<void> reply = stream.each(&context, [](int) {});
    QVERIFY(context.isFollowed());
    QVERIFY(settles(reply));
    QVERIFY(!context.isFollowed());
}

void tst_StreamLifetime::contextThatDiesEndsWaiting()
{
    StreamWriter<int> writer;
    auto context = std::make_unique<QObject>();
    const Reply<void> reply = writer.stream().each(context.get(), [](int) {});
    QCoreApplication::processEvents();
    QVERIFY(!writer.isClosed());
    context.reset();
    QVERIFY(writer.isClosed());
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
}

void tst_StreamLifetime::functionMayDestroyTheStream()
{
    auto stream = std::make_unique<Stream<int>>(countTo(3));
    int read = 0;
    const Reply<void> reply = stream->each(this, [&](int) {
        ++read;
        stream.reset();
    });
    QVERIFY(settles(reply));
    QCOMPARE(read, 3);
}

void tst_StreamLifetime::streamMayBeCancelledWhileItRuns()
{
    Stream<int> stream;
    stream = nested(
        [&] {
            stream.cancel();
            QCOMPARE(m_alive, 1);
        },
        m_alive);
    QCOMPARE(stream.next().result(), 1);
    const Reply<std::optional<int>> second = stream.next();
    QCOMPARE(errorOf(second).kind(), Error::Kind::Cancelled);
    QTRY_COMPARE(m_alive, 0);
}

void tst_StreamLifetime::streamMayBeDroppedWhileItRuns()
{
    auto context = std::make_unique<QObject>();
    bool hasEnded = false;
    const Reply<void> reply = nested(
        [&] {
            context.reset();
            QCoreApplication::processEvents();
            hasEnded = true;
            QCOMPARE(m_alive, 1);
        },
        m_alive)
                                  .each(context.get(), [](int) {});
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
    QTRY_VERIFY(hasEnded);
    QTRY_COMPARE(m_alive, 0);
}

void tst_StreamLifetime::streamMayBeReadWhileItRuns()
{
    Stream<int> stream;
    Reply<std::optional<int>> third;
    stream = nested([&] { third = stream.next(); }, m_alive);
    QCOMPARE(stream.next().result(), 1);
    QCOMPARE(stream.next().result(), 2);
    QCOMPARE(third.result(), 3);
    QCOMPARE(stream.next().result(), std::nullopt);
}

void tst_StreamLifetime::functionMayWaitInAnEventLoop()
{
    const Stream<int> stream = countTo(5);
    stream.setReadAhead({.values = 2});
    QList<int> read;
    bool isInside = false;
    const Reply<void> reply = stream.each(this, [&](int value) {
        QVERIFY(!isInside);
        isInside = true;
        read.append(value);
        QCoreApplication::processEvents();
        isInside = false;
    });
    QVERIFY(settles(reply));
    QCOMPARE(read, numbersTo(5));
}

void tst_StreamLifetime::lastCopyMayBeInTheSource()
{
    const auto held = std::make_shared<Stream<int>>();
    *held = Stream<int>::generate(
        [held, variable = Alive(m_alive)]() -> std::optional<int> { return 1; });
    QCOMPARE(held->next().result(), 1);
    held->cancel();
    QCOMPARE(held.use_count(), 1);
    QCOMPARE(m_alive, 0);
}

void tst_StreamLifetime::batchesMayEndTheContext()
{
    auto context = std::make_unique<QObject>();
    const Reply<void> reply =
        countForEver(m_made, m_alive).eachBatch(context.get(), [&](QList<int>) {
            context.reset();
        });
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
}

QTEST_GUILESS_MAIN(tst_StreamLifetime)

#include "tst_streamlifetime.moc"
