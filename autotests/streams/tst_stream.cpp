// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streamtest.h"

#include <QElapsedTimer>
#include <QPromise>

using namespace WebSocketRpc;

namespace {

Stream<int> written(int end)
{
    StreamWriter<int> writer;
    for (int i = 1; i <= end; ++i)
        writer.write(i);
    writer.finish();
    return writer.stream();
}

Stream<int> generatedByFunction(int end)
{
    return Stream<int>::generate([i = 0, end]() mutable -> std::optional<int> {
        if (i == end)
            return {};
        return ++i;
    });
}

Stream<int> resultsOf(int end)
{
    QPromise<int> promise;
    promise.start();
    for (int i = 1; i <= end; ++i)
        promise.addResult(i);
    promise.finish();
    return Stream<int>::from(promise.future());
}

Stream<int> fromList(int end)
{
    return Stream<int>::from(numbersTo(end));
}

using Make = Stream<int> (*)(int end);
using Read = std::function<QList<int>(const Stream<int> &)>;

QList<int> readEach(const Stream<int> &stream)
{
    QObject context;
    QList<int> values;
    settles(stream.each(&context, [&](int value) { values.append(value); }));
    return values;
}

QList<int> readEachBatch(const Stream<int> &stream)
{
    QObject context;
    QList<int> values;
    settles(stream.eachBatch(&context, [&](const QList<int> &batch) { values.append(batch); }));
    return values;
}

QList<int> readNext(const Stream<int> &stream)
{
    QList<int> values;
    while (const std::optional<int> value = stream.next().result())
        values.append(*value);
    return values;
}

QList<int> readList(const Stream<int> &stream)
{
    return stream.toList().result();
}

QList<int> readFuture(const Stream<int> &stream)
{
    const QFuture<int> future = stream;
    if (!QTest::qWaitFor([&] { return future.isFinished(); }))
        return {};
    return future.results();
}

} // namespace

Q_DECLARE_METATYPE(Make)
Q_DECLARE_METATYPE(Read)

class tst_Stream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

    void valuesComeInOrder_data();
    void valuesComeInOrder();
    void streamWithoutValuesEndsAtOnce();
    void nothingIsMadeBeforeItIsRead();
    void noMoreIsMadeThanIsRead();
    void nextMakesOneValue();
    void failureComesAfterTheValues();
    void failureFailsTheFuture();
    void otherExceptionsArePassedOn();
    void failureOfTheReaderEndsTheStream();
    void secondReaderFails();
    void restIsReadAfterNext();
    void nextMakesNoMoreThanIsAskedFor();
    void nextWaitsItsTurn();
    void slowValuesComeOneByOne();
    void eventLoopGoesOn();
    void suspendedFutureReadsNothing();
    void cancelledFutureEndsTheStream();
    void slowReaderSuspendsTheFuture();
    void futureIsCancelledWithItsReader();
    void cancelledFutureFailsItsReader();
    void failedFutureFailsItsReader();
    void failingFutureIsNotTakenForACancelledOne();
};

void tst_Stream::valuesComeInOrder_data()
{
    QTest::addColumn<Make>("make");
    QTest::addColumn<Read>("read");
    QTest::addColumn<int>("count");

    const std::pair<const char *, Make> makers[] = {{"generator", &countTo}, {"list", &fromList},
        {"function", &generatedByFunction}, {"writer", &written}, {"future", &resultsOf}};
    const std::pair<const char *, Read> readers[] = {{"each", readEach}, {"batches", readEachBatch},
        {"next", readNext}, {"list", readList}, {"future", readFuture}};
    for (const auto &[maker, make] : makers) {
        for (const auto &[reader, read] : readers) {
            for (const int count : {0, 1, 1024, 3000})
                QTest::addRow("%d of a %s by %s", count, maker, reader) << make << read << count;
        }
    }
}

void tst_Stream::valuesComeInOrder()
{
    QFETCH(Make, make);
    QFETCH(Read, read);
    QFETCH(int, count);

    QCOMPARE(read(make(count)), numbersTo(count));
}

void tst_Stream::streamWithoutValuesEndsAtOnce()
{
    const Stream<QString> stream;
    QCOMPARE(stream.next().result(), std::nullopt);
    QCOMPARE(stream.toList().result(), QList<QString>());
}

void tst_Stream::nothingIsMadeBeforeItIsRead()
{
    int made = 0;
    int alive = 0;
    const Stream<int> stream = countForEver(made, alive);
    QCoreApplication::processEvents();
    QCOMPARE(made, 0);
    QCOMPARE(alive, 0);
    const Reply<std::optional<int>> first = stream.next();
    QCOMPARE(made, 0); // not inside next()
    QVERIFY(settles(first));
    QCOMPARE(made, 1);
}

void tst_Stream::noMoreIsMadeThanIsRead()
{
    int made = 0;
    int alive = 0;
    const Stream<int> stream = countForEver(made, alive);
    stream.setReadAhead({.values = 10});
    QList<qsizetype> sizes;
    stream.eachBatch(this, [&](const QList<int> &batch) {
        QVERIFY(made <= batch.last());
        sizes.append(batch.size());
        if (sizes.size() == 3)
            stream.cancel();
    });
    QTRY_COMPARE(sizes.size(), 3);
    QTRY_COMPARE(alive, 0);
    QVERIFY(sizes.at(2) <= 10);
    QVERIFY(made <= 30);
}

void tst_Stream::nextMakesOneValue()
{
    int made = 0;
    int alive = 0;
    const Stream<int> stream = countForEver(made, alive);
    for (int i = 1; i <= 3; ++i) {
        QCOMPARE(stream.next().result(), i);
        QCoreApplication::processEvents();
        QCOMPARE(made, i);
    }
}

void tst_Stream::failureComesAfterTheValues()
{
    QList<int> values;
    const Reply<void> reply = failAfter(3).each(this, [&](int value) { values.append(value); });
    QCOMPARE(errorOf(reply).code(), 7);
    QCOMPARE(values, numbersTo(3));

    const Stream<int> stream = failAfter(1);
    QCOMPARE(stream.next().result(), 1);
    QCOMPARE(errorOf(stream.next()).code(), 7);
    QCOMPARE(errorOf(stream.next()).code(), 7);
    QCOMPARE(errorOf(stream.toList()).code(), 7);
}

void tst_Stream::failureFailsTheFuture()
{
    const QFuture<int> future = failAfter(3);
    QTRY_VERIFY(future.isFinished());
    QVERIFY_EXCEPTION_THROWN((void)future.results(), Error);
}

void tst_Stream::otherExceptionsArePassedOn()
{
    const Stream<int> stream =
        Stream<int>::generate([]() -> std::optional<int> { throw std::out_of_range("too far"); });
    const Reply<QList<int>> reply = stream.toList();
    QVERIFY(settles(reply));
    QVERIFY_EXCEPTION_THROWN((void)reply.result(), std::out_of_range);
}

void tst_Stream::failureOfTheReaderEndsTheStream()
{
    int made = 0;
    int alive = 0;
    int read = 0;
    const Stream<int> stream = countForEver(made, alive);
    const Reply<void> reply = stream.each(this, [&](int value) {
        ++read;
        if (value == 2)
            throw Error(9, QStringLiteral("I do not like it"));
    });
    QCOMPARE(errorOf(reply).code(), 9);
    QCOMPARE(read, 2);
    QTRY_COMPARE(alive, 0);
}

void tst_Stream::secondReaderFails()
{
    const Stream<int> stream = countTo(3);
    const Reply<QList<int>> first = stream.toList();
    const Stream<int> copy = stream;
    QCOMPARE(errorOf(copy.toList()).kind(), Error::Kind::InvalidCall);
    QCOMPARE(errorOf(copy.each(this, [](int) {})).kind(), Error::Kind::InvalidCall);
    QCOMPARE(errorOf(copy.next()).kind(), Error::Kind::InvalidCall);
    const QFuture<int> future = copy;
    QVERIFY(future.isFinished());
    QVERIFY_EXCEPTION_THROWN((void)future.results(), Error);
    QCOMPARE(first.result(), numbersTo(3));
    QCOMPARE(errorOf(copy.toList()).kind(), Error::Kind::InvalidCall);
}

void tst_Stream::restIsReadAfterNext()
{
    const Stream<int> stream = countTo(3);
    QCOMPARE(stream.next().result(), 1);
    QCOMPARE(stream.toList().result(), (QList<int>{2, 3}));
}

void tst_Stream::nextMakesNoMoreThanIsAskedFor()
{
    int made = 0;
    const auto stream = Stream<int>::generate([&]() -> std::optional<int> {
        if (made == 5)
            throw Error(7, QStringLiteral("no more"));
        return made++;
    });
    QCOMPARE(stream.next(2).result(), (QList<int>{0, 1}));
    QCOMPARE(made, 2);
    QCOMPARE(stream.next().result(), 2);
    QCOMPARE(stream.next(10).result(), (QList<int>{3, 4}));
    QCOMPARE(errorOf(stream.next(10)).code(), 7);
    QCOMPARE(Stream<int>().next(10).result(), QList<int>());
    QCOMPARE(Stream<int>::from({1, 2}).next(0).result(), QList<int>{1});
}

void tst_Stream::nextWaitsItsTurn()
{
    const Stream<int> stream = countTo(2);
    const Reply<std::optional<int>> replies[] = {stream.next(), stream.next(), stream.next()};
    QCOMPARE(replies[2].result(), std::nullopt);
    QCOMPARE(replies[0].result(), 1);
    QCOMPARE(replies[1].result(), 2);
}

void tst_Stream::slowValuesComeOneByOne()
{
    const Stream<int> stream = Stream<int>::generate([i = 0]() mutable -> std::optional<int> {
        QElapsedTimer timer;
        timer.start();
        while (!timer.hasExpired(10)) { }
        return ++i <= 3 ? std::optional(i) : std::nullopt;
    });
    QList<QList<int>> batches;
    QVERIFY(settles(stream.eachBatch(this, [&](const QList<int> &batch) { batches << batch; })));
    QCOMPARE(batches, (QList<QList<int>>{{1}, {2}, {3}}));
}

void tst_Stream::eventLoopGoesOn()
{
    int made = 0;
    int alive = 0;
    const Stream<int> stream = countForEver(made, alive);
    int events = 0;
    std::function<void()> next = [&] {
        if (++events < 10)
            QMetaObject::invokeMethod(this, next, Qt::QueuedConnection);
        else
            stream.cancel();
    };
    const Reply<void> reply = stream.each(this, [&](int) {
        if (events == 0)
            next();
    });
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
    QCOMPARE(events, 10);
}

void tst_Stream::suspendedFutureReadsNothing()
{
    int made = 0;
    int alive = 0;
    QFuture<int> future = countForEver(made, alive);
    QTRY_VERIFY(made > 0);
    future.suspend();
    QTRY_VERIFY(future.isSuspended());
    QCoreApplication::processEvents();
    const int madeBefore = made;
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(made, madeBefore);
    future.resume();
    QTRY_VERIFY(made > madeBefore);
    future.cancel();
    QTRY_COMPARE(alive, 0);
}

void tst_Stream::cancelledFutureEndsTheStream()
{
    int made = 0;
    int alive = 0;
    QFuture<int> future = countForEver(made, alive);
    QTRY_VERIFY(future.resultCount() > 0);
    QCOMPARE(future.resultAt(0), 1);
    future.cancel();
    QTRY_COMPARE(alive, 0);
    QTRY_VERIFY(future.isFinished());
}

void tst_Stream::slowReaderSuspendsTheFuture()
{
    QPromise<int> promise;
    promise.start();
    const Stream<int> stream = Stream<int>::from(promise.future());
    stream.setReadAhead({.values = 4});
    for (int i = 1; i <= 4; ++i)
        promise.addResult(i);
    QTRY_VERIFY(promise.future().isSuspending());
    QCOMPARE(stream.next().result(), 1);
    QVERIFY(promise.future().isSuspending());
    QCOMPARE(stream.next().result(), 2);
    QVERIFY(!promise.future().isSuspending());
    promise.finish();
    QCOMPARE(stream.toList().result(), (QList<int>{3, 4}));
}

void tst_Stream::futureIsCancelledWithItsReader()
{
    QPromise<int> promise;
    promise.start();
    {
        const Stream<int> stream = Stream<int>::from(promise.future());
        QVERIFY(!promise.isCanceled());
    }
    QVERIFY(promise.isCanceled());
}

void tst_Stream::cancelledFutureFailsItsReader()
{
    QPromise<int> promise;
    promise.start();
    const Stream<int> stream = Stream<int>::from(promise.future());
    const Reply<QList<int>> reply = stream.toList();
    QCoreApplication::processEvents();
    promise.future().cancel();
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
}

void tst_Stream::failedFutureFailsItsReader()
{
    QPromise<int> promise;
    promise.start();
    const Stream<int> stream = Stream<int>::from(promise.future());
    const Reply<QList<int>> reply = stream.toList();
    QCoreApplication::processEvents();
    promise.setException(Error(11, QStringLiteral("broken")));
    promise.finish();
    QCOMPARE(errorOf(reply).code(), 11);
}

// It is cancelled before it is finished, in another thread perhaps.
void tst_Stream::failingFutureIsNotTakenForACancelledOne()
{
    QPromise<int> promise;
    promise.start();
    const Stream<int> stream = Stream<int>::from(promise.future());
    const Reply<QList<int>> reply = stream.toList();
    QCoreApplication::processEvents();
    promise.setException(Error(11, QStringLiteral("broken")));
    QCoreApplication::processEvents();
    QVERIFY(!reply.isFinished());
    promise.finish();
    QCOMPARE(errorOf(reply).code(), 11);
}

QTEST_GUILESS_MAIN(tst_Stream)

#include "tst_stream.moc"
