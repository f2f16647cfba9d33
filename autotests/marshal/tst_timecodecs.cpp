// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qrandom.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtimezone.h>

using namespace CodecTest;
using namespace Qt::StringLiterals;

class tst_TimeCodecs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void randomTimesSurvive();
    void spellingIsIso8601_data();
    void spellingIsIso8601();
    void zoneIsKept_data();
    void zoneIsKept();
    void shortFormsAreRead();
    void malformedTimesAreRefused_data();
    void malformedTimesAreRefused();
    void nullTimesAreNull();
    void yearsThatIso8601LacksAreNotWritten();
    void localTimeThatDoesNotExistIsRefused();
    void offsetOfOddSecondsBecomesUtc();
    void timesAreInterpretedStrings();
};

static QDateTime at(QDate date, QTime time, int secondsAheadOfUtc)
{
    return QDateTime(date, time, QTimeZone(secondsAheadOfUtc)).toOffsetFromUtc(secondsAheadOfUtc);
}

void tst_TimeCodecs::initTestCase()
{
    qputenv("TZ", "Europe/Berlin");
}

void tst_TimeCodecs::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void tst_TimeCodecs::randomTimesSurvive()
{
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < 500; ++i) {
        const QDate date = QDate(1, 1, 1).addDays(random->bounded(3'600'000));
        const QTime time = QTime::fromMSecsSinceStartOfDay(random->bounded(86'400'000));
        QCOMPARE(survived(date), date);
        QCOMPARE(survived(time), time);
        const QDateTime utc = at(date, time, 0);
        QCOMPARE(survived(utc), utc);
        QCOMPARE(survived(utc).timeSpec(), Qt::UTC);
        const int offset = 60 * random->bounded(-14 * 60, 14 * 60);
        const QDateTime far = at(date, time, offset);
        QCOMPARE(survived(far), far);
        QCOMPARE(survived(far).offsetFromUtc(), offset);
        QCOMPARE(survived(utc.toLocalTime()), utc);
    }
}

void tst_TimeCodecs::spellingIsIso8601_data()
{
    QTest::addColumn<QDateTime>("dateTime");
    QTest::addColumn<QByteArray>("json");
    const QDate date(2024, 7, 1);
    const QTime time(12, 0, 0, 5);
    QTest::newRow("UTC") << at(date, time, 0) << QByteArray(R"("2024-07-01T12:00:00.005Z")");
    QTest::newRow("offset") << at(date, time, -(3 * 60 + 30) * 60)
                            << QByteArray(R"("2024-07-01T12:00:00.005-03:30")");
    QTest::newRow("local time") << QDateTime(date, time)
                                << QByteArray(R"("2024-07-01T12:00:00.005+02:00")");
    QTest::newRow("time zone") << QDateTime(date, time, QTimeZone("Asia/Tokyo"))
                               << QByteArray(R"("2024-07-01T12:00:00.005+09:00")");
}

void tst_TimeCodecs::spellingIsIso8601()
{
    QFETCH(const QDateTime, dateTime);
    QFETCH(const QByteArray, json);
    QCOMPARE(written(dateTime), json);
    QCOMPARE(survived(dateTime), dateTime);
    QCOMPARE(survived(dateTime).offsetFromUtc(), dateTime.offsetFromUtc());
    QCOMPARE(written(dateTime.date()), QByteArray(R"("2024-07-01")"));
    QCOMPARE(written(dateTime.time()), QByteArray(R"("12:00:00.005")"));
}

void tst_TimeCodecs::zoneIsKept_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QDateTime>("expected");
    const QDate date(2024, 2, 29);
    const QTime time(23, 59, 59);
    QTest::newRow("UTC") << QByteArray("Z") << at(date, time, 0);
    QTest::newRow("zero offset") << QByteArray("+00:00") << at(date, time, 0);
    QTest::newRow("east") << QByteArray("+05:45") << at(date, time, (5 * 60 + 45) * 60);
    QTest::newRow("none") << QByteArray() << QDateTime(date, time, Qt::LocalTime);
}

void tst_TimeCodecs::zoneIsKept()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QDateTime, expected);
    const auto result = read<QDateTime>("\"2024-02-29T23:59:59" + json + '"');
    QCOMPARE(result.problem, QString());
    QCOMPARE(result.value, expected);
    QCOMPARE(result.value.timeSpec(), expected.timeSpec());
    QCOMPARE(result.value.offsetFromUtc(), expected.offsetFromUtc());
}

void tst_TimeCodecs::shortFormsAreRead()
{
    QCOMPARE(read<QTime>(R"("07:05")").value, QTime(7, 5));
    QCOMPARE(read<QTime>(R"("07:05:09")").value, QTime(7, 5, 9));
    QCOMPARE(read<QTime>(R"("07:05:09.5")").value, QTime(7, 5, 9, 500));
    QCOMPARE(read<QTime>(R"("23:59:59.999999")").value, QTime(23, 59, 59, 999));
    QCOMPARE(
        read<QDateTime>(R"("2024-01-01T07:05Z")").value, at(QDate(2024, 1, 1), QTime(7, 5), 0));
}

void tst_TimeCodecs::malformedTimesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {R"("")", R"("2023-02-29")", R"("2024-13-01")", R"("2024-1-1")",
             R"("2024-01-01 ")", R"("2024-01-01T")", R"("20240101")", R"("24:00:00")", R"("12:60")",
             R"("12:00:00.")", R"("1:00")", R"("12:00:00 PM")", R"("2024-01-01 12:00:00")",
             R"("2024-01-01T12:00:00z")", R"("2024-01-01T12:00:00+2")",
             R"("2024-01-01T12:00:00+24:00")", R"("2024-01-01T12:00:00Z+01:00")",
             R"("Mon Jan 1 2024")", "5", "1704067200000", "true", "[]", "{}"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_TimeCodecs::malformedTimesAreRefused()
{
    QFETCH(const QByteArray, json);
    QVERIFY(read<QDate>(json).problem.startsWith(u"expected date as in "));
    QVERIFY(read<QTime>(json).problem.startsWith(u"expected time as in "));
    QVERIFY(read<QDateTime>(json).problem.startsWith(u"expected date and time as in "));
    QCOMPARE(fit<QDateTime>(json), Fit::None);
}

void tst_TimeCodecs::nullTimesAreNull()
{
    QCOMPARE(written(QDate()), QByteArray("null"));
    QCOMPARE(written(QTime()), QByteArray("null"));
    QCOMPARE(written(QDateTime()), QByteArray("null"));
    QVERIFY(survived(QDate()).isNull());
    QVERIFY(survived(QTime()).isNull());
    QVERIFY(survived(QDateTime()).isNull());
}

void tst_TimeCodecs::yearsThatIso8601LacksAreNotWritten()
{
    const QDate date(10'000, 1, 1);
    QVERIFY(written(date).startsWith("expected a year from 0 to 9999"));
    QVERIFY(written(at(date, QTime(0, 0), 0)).startsWith("expected a year"));
    QVERIFY(written(QDate(-5, 1, 1)).startsWith("expected a year"));
}

void tst_TimeCodecs::localTimeThatDoesNotExistIsRefused()
{
    QVERIFY(!read<QDateTime>(R"("2024-03-31T02:30:00")").problem.isEmpty());
    QVERIFY(read<QDateTime>(R"("2024-03-31T03:30:00")").problem.isEmpty());
}

void tst_TimeCodecs::offsetOfOddSecondsBecomesUtc()
{
    const QDateTime odd = at(QDate(1890, 1, 1), QTime(12, 0), 53 * 60 + 28);
    QCOMPARE(survived(odd), odd);
    QCOMPARE(written(odd), QByteArray(R"("1890-01-01T11:06:32.000Z")"));
}

void tst_TimeCodecs::timesAreInterpretedStrings()
{
    QCOMPARE(fit<QDate>(R"("2024-02-29")"), Fit::Widening);
    QCOMPARE(fit<QDate>(R"("2023-02-29")"), Fit::None);
}

QTEST_GUILESS_MAIN(tst_TimeCodecs)
#include "tst_timecodecs.moc"
