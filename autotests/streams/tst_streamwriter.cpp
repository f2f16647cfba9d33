// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streamtest.h"

using namespace WebSocketRpc;

class tst_StreamWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

    void valuesArriveAsTheyAreWritten();
    void copiesWriteToTheSameStream();
    void streamIsAlwaysTheSame();
    void lostWriterFailsTheStream();
    void failureComesAfterTheValues();
    void fullWriterHearsOfRoom();
    void emptyWriterHearsOfRoomAtOnce();
    void writerHearsThatNobodyReads();
    void finishedWriterHearsIt();
    void nothingIsWrittenAfterTheEnd();
    void contextsThatAreGoneHearNothing();
};

void tst_StreamWriter::valuesArriveAsTheyAreWritten()
{
    StreamWriter<QString> writer;
    QStringList read;
    const Reply<void> reply =
        writer.stream().each(this, [&](const QString &value) { read.append(value); });
    QCoreApplication::processEvents();
    writer.write(QStringLiteral("one"));
    QTRY_COMPARE(read, QStringList({QStringLiteral("one")}));
    writer.write(QStringLiteral("two"));
    QTRY_COMPARE(read, QStringList({QStringLiteral("one"), QStringLiteral("two")}));
    QVERIFY(!reply.isFinished());
    writer.finish();
    QVERIFY(settles(reply));
}

void tst_StreamWriter::copiesWriteToTheSameStream()
{
    auto writer = std::make_unique<StreamWriter<int>>();
    StreamWriter<int> copy = *writer;
    const Stream<int> stream = writer->stream();
    writer->write(1);
    writer.reset();
    copy.write(2);
    copy.finish();
    QCOMPARE(stream.toList().result(), numbersTo(2));
}

void tst_StreamWriter::streamIsAlwaysTheSame()
{
    StreamWriter<int> writer;
    const Stream<int> one = writer.stream();
    const Stream<int> other = writer.stream();
    writer.write(1);
    writer.write(2);
    QCOMPARE(one.next().result(), 1);
    QCOMPARE(other.next().result(), 2);
}

void tst_StreamWriter::lostWriterFailsTheStream()
{
    auto writer = std::make_unique<StreamWriter<int>>();
    const Stream<int> stream = writer->stream();
    writer->write(1);
    writer.reset();
    QCOMPARE(stream.next().result(), 1);
    QCOMPARE(errorOf(stream.next()).code(), int(Error::InternalError));
}

void tst_StreamWriter::failureComesAfterTheValues()
{
    StreamWriter<int> writer;
    const Stream<int> stream = writer.stream();
    writer.write(1);
    writer.fail(Error(5, QStringLiteral("broken")));
    QCOMPARE(stream.next().result(), 1);
    QCOMPARE(errorOf(stream.next()).code(), 5);
}

void tst_StreamWriter::fullWriterHearsOfRoom()
{
    StreamWriter<int> writer;
    const Stream<int> stream = writer.stream();
    stream.setReadAhead({.values = 4});
    for (int i = 1; i <= 4; ++i) {
        QVERIFY(!writer.isFull());
        writer.write(i);
    }
    QVERIFY(writer.isFull());
    int told = 0;
    writer.onRoom(this, [&] { ++told; });
    QCoreApplication::processEvents();
    QCOMPARE(told, 0);
    QCOMPARE(stream.next().result(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(told, 0);
    QCOMPARE(stream.next().result(), 2);
    QTRY_COMPARE(told, 1);
    writer.write(5);
    QCOMPARE(stream.next().result(), 3);
    QCoreApplication::processEvents();
    QCOMPARE(told, 1); // it was not full
    writer.write(6);
    writer.write(7);
    for (int i = 0; i < 4; ++i)
        (void)stream.next().result();
    QTRY_COMPARE(told, 2);
}

void tst_StreamWriter::emptyWriterHearsOfRoomAtOnce()
{
    StreamWriter<int> writer;
    int next = 0;
    const Stream<int> stream = writer.stream();
    stream.setReadAhead({.values = 8});
    writer.onRoom(this, [&] {
        while (!writer.isFull() && !writer.isClosed()) {
            if (next == 1000)
                return writer.finish();
            writer.write(++next);
        }
    });
    QCOMPARE(next, 0);
    QCOMPARE(stream.toList().result(), numbersTo(1000));
}

void tst_StreamWriter::writerHearsThatNobodyReads()
{
    StreamWriter<int> writer;
    int told = 0;
    writer.onClosed(this, [&] { ++told; });
    {
        const Stream<int> stream = writer.stream();
        QVERIFY(!writer.isClosed());
    }
    QVERIFY(writer.isClosed());
    QTRY_COMPARE(told, 1);
    writer.onClosed(this, [&] { told = 10; });
    QTRY_COMPARE(told, 10);
}

void tst_StreamWriter::finishedWriterHearsIt()
{
    StreamWriter<int> writer;
    int told = 0;
    writer.onClosed(this, [&] { ++told; });
    writer.finish();
    writer.finish();
    QTRY_COMPARE(told, 1);
}

void tst_StreamWriter::nothingIsWrittenAfterTheEnd()
{
    StreamWriter<int> writer;
    const Stream<int> stream = writer.stream();
    writer.finish();
    writer.write(1);
    writer.fail(Error(1, QStringLiteral("late")));
    QCOMPARE(stream.toList().result(), QList<int>());
}

void tst_StreamWriter::contextsThatAreGoneHearNothing()
{
    StreamWriter<int> writer;
    {
        QObject context;
        writer.onRoom(&context, [] { QFAIL("nobody is there"); });
        writer.onClosed(&context, [] { QFAIL("nobody is there"); });
    }
    writer.finish();
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(tst_StreamWriter)

#include "tst_streamwriter.moc"
