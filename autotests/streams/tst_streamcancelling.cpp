// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streamtest.h"

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// Reply::cancel() of those who read a stream.
class tst_StreamCancelling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelledReaderEndsTheStream_data();
    void cancelledReaderEndsTheStream();
    void cancelledNextLeavesNoGap_data();
    void cancelledNextLeavesNoGap();
    void othersAreAnsweredInOrder();
    void valuesThatAreBeingMadeComeAllTheSame();
    void replyDoesNotKeepTheStream();
};

void tst_StreamCancelling::cancelledReaderEndsTheStream_data()
{
    QTest::addColumn<bool>("isAtOnce");
    QTest::newRow("before it has begun") << true;
    QTest::newRow("while it reads") << false;
}

void tst_StreamCancelling::cancelledReaderEndsTheStream()
{
    QFETCH(const bool, isAtOnce);
    int made = 0;
    int alive = 0;
    const auto isCancelled = [&](auto reply) {
        if (!isAtOnce && !QTest::qWaitFor([&] { return made > 0; }))
            return false;
        reply.cancel();
        return errorOf(reply).kind() == Error::Kind::Cancelled && alive == 0;
    };
    QVERIFY(isCancelled(countForEver(made, alive).each(this, [](int) {})));
    made = 0;
    QVERIFY(isCancelled(countForEver(made, alive).eachBatch(this, [](const auto &) {})));
    made = 0;
    QVERIFY(isCancelled(countForEver(made, alive).toList()));
}

void tst_StreamCancelling::cancelledNextLeavesNoGap_data()
{
    cancelledReaderEndsTheStream_data();
}

void tst_StreamCancelling::cancelledNextLeavesNoGap()
{
    QFETCH(const bool, isAtOnce);
    const StreamWriter<int> writer;
    const Stream<int> stream = writer.stream();
    Reply<std::optional<int>> cancelled = stream.next();
    if (!isAtOnce)
        QCoreApplication::processEvents();
    cancelled.cancel();
    writer.write(1);
    writer.write(2);
    writer.finish();
    QCOMPARE(errorOf(cancelled).kind(), Error::Kind::Cancelled);
    cancelled.cancel();
    const Reply<QList<int>> rest = stream.toList();
    QVERIFY(settles(rest));
    QCOMPARE(rest.result(), numbersTo(2));
}

void tst_StreamCancelling::othersAreAnsweredInOrder()
{
    const StreamWriter<int> writer;
    const Stream<int> stream = writer.stream();
    const Reply<std::optional<int>> first = stream.next();
    Reply<std::optional<int>> second = stream.next();
    const Reply<std::optional<int>> third = stream.next();
    QCoreApplication::processEvents();
    second.cancel();
    QVERIFY(second.isFinished());
    QVERIFY(!first.isFinished());
    writer.write(1);
    writer.write(2);
    QVERIFY(settles(third));
    QCOMPARE(first.result(), 1);
    QCOMPARE(third.result(), 2);
}

void tst_StreamCancelling::valuesThatAreBeingMadeComeAllTheSame()
{
    Reply<std::optional<int>> reply;
    const Stream<int> stream = Stream<int>::generate([&]() -> std::optional<int> {
        reply.cancel();
        return 1;
    });
    reply = stream.next();
    QVERIFY(settles(reply));
    QCOMPARE(reply.result(), 1);
}

void tst_StreamCancelling::replyDoesNotKeepTheStream()
{
    int made = 0;
    int alive = 0;
    auto stream = std::make_optional(countForEver(made, alive));
    Reply<std::optional<int>> reply = stream->next();
    QVERIFY(settles(reply));
    QCOMPARE(alive, 1);
    stream.reset();
    QCOMPARE(alive, 0);
    reply.cancel();
}

QTEST_GUILESS_MAIN(tst_StreamCancelling)

#include "tst_streamcancelling.moc"
