// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "timer_p.h"

#include <QTest>
#include <QTimer>

using namespace WebSocketRpc;
using namespace std::chrono_literals;

class tst_Timer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesOutOnceFromTheEventLoop();
    void manualTimeStandsStill();
    void advanceFiresInOrderAndAtTheirTimes();
    void timerStartedByATimerIsDueInTheSameAdvance();
    void startReplacesAndStopForgets();
    void mayBeDestroyedByItsFunction();
    void realTimeGoesOnWithoutTheClock();
};

void tst_Timer::timesOutOnceFromTheEventLoop()
{
    int count = 0;
    Timer timer([&] { ++count; });
    timer.start(0ms);
    QVERIFY(timer.isActive());
    QCOMPARE(count, 0);
    QTRY_COMPARE(count, 1);
    QVERIFY(!timer.isActive());
    bool isLater = false;
    Timer later([&] { isLater = true; });
    later.start(1ms);
    QTRY_VERIFY(isLater);
    QCOMPARE(count, 1);
}

void tst_Timer::manualTimeStandsStill()
{
    ManualClock clock;
    const Clock::time_point before = currentTime();
    bool timedOut = false;
    Timer timer([&] { timedOut = true; });
    timer.start(1ms);
    bool isLater = false;
    QTimer::singleShot(2ms, this, [&] { isLater = true; });
    QTRY_VERIFY(isLater);
    QVERIFY(!timedOut);
    QCOMPARE(currentTime(), before);
    clock.advance(1h);
    QVERIFY(timedOut);
    QCOMPARE(currentTime(), before + 1h);
}

void tst_Timer::advanceFiresInOrderAndAtTheirTimes()
{
    ManualClock clock;
    const Clock::time_point start = currentTime();
    QList<std::pair<int, qint64>> fired;
    const auto record = [&](int number) {
        return [&fired, number, start] { fired.append({number, (currentTime() - start) / 1ms}); };
    };
    Timer late(record(1));
    Timer early(record(2));
    Timer later(record(3));
    late.start(20ms);
    early.start(10ms);
    later.start(31ms);
    clock.advance(30ms);
    QCOMPARE(fired, (QList<std::pair<int, qint64>>{{2, 10}, {1, 20}}));
    clock.advance(1ms);
    QCOMPARE(fired.last(), std::pair(3, qint64(31)));
}

void tst_Timer::timerStartedByATimerIsDueInTheSameAdvance()
{
    ManualClock clock;
    int count = 0;
    std::unique_ptr<Timer> timer;
    timer = std::make_unique<Timer>([&] {
        ++count;
        timer->start(10ms);
    });
    timer->start(10ms);
    clock.advance(35ms);
    QCOMPARE(count, 3);
}

void tst_Timer::startReplacesAndStopForgets()
{
    ManualClock clock;
    int count = 0;
    Timer timer([&] { ++count; });
    timer.start(10ms);
    timer.start(20ms);
    clock.advance(15ms);
    QCOMPARE(count, 0);
    clock.advance(5ms);
    QCOMPARE(count, 1);
    timer.start(10ms);
    timer.stop();
    clock.advance(1h);
    QCOMPARE(count, 1);
}

void tst_Timer::mayBeDestroyedByItsFunction()
{
    ManualClock clock;
    Timer *timer = nullptr;
    timer = new Timer([&timer, text = QString(100, QLatin1Char('x'))] {
        delete std::exchange(timer, nullptr);
        QCOMPARE(text.size(), 100);
    });
    timer->start(1ms);
    clock.advance(1ms);
    QCOMPARE(timer, nullptr);
}

void tst_Timer::realTimeGoesOnWithoutTheClock()
{
    bool timedOut = false;
    Timer timer([&] { timedOut = true; });
    {
        ManualClock clock;
        timer.start(1ms);
    }
    QTRY_VERIFY(timedOut);
}

QTEST_GUILESS_MAIN(tst_Timer)

#include "tst_timer.moc"
