// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "nextturn_p.h"

#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <functional>
#include <thread>

using namespace WebSocketRpc;

class Target final : public NextTurn::Target
{
public:
    explicit Target(std::function<void()> function = {}) : m_function(std::move(function)) { }

    int count = 0;

private:
    void nextTurn() override
    {
        ++count;
        if (const auto function = m_function) // may destroy this
            function();
    }

    const std::function<void()> m_function;
};

// A dispatcher as an application may bring its own, with timers only.
class OtherDispatcher final : public QAbstractEventDispatcher
{
public:
    bool processEvents(QEventLoop::ProcessEventsFlags flags) override
    {
        QCoreApplication::sendPostedEvents();
        if (tellsOfTurns && (flags & QEventLoop::WaitForMoreEvents))
            Q_EMIT awake();
        if (keepsTimersBack)
            return false;
        const QList<TimerInfo> due = m_timers;
        for (const TimerInfo &timer : due) {
            QTimerEvent event(timer.timerId);
            QCoreApplication::sendEvent(m_owners.value(timer.timerId), &event);
        }
        return !due.isEmpty();
    }
    void registerSocketNotifier(QSocketNotifier *) override { }
    void unregisterSocketNotifier(QSocketNotifier *) override { }
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override
    {
        m_timers.append({id, int(interval), type});
        m_owners.insert(id, object);
    }
    bool unregisterTimer(int id) override
    {
        m_owners.remove(id);
        return m_timers.removeIf([id](const TimerInfo &timer) { return timer.timerId == id; }) > 0;
    }
    bool unregisterTimers(QObject *) override { return false; }
    QList<TimerInfo> registeredTimers(QObject *) const override { return m_timers; }
    int remainingTime(int) override { return 0; }
    void wakeUp() override { ++wakeUps; }
    void interrupt() override { }

    bool tellsOfTurns = false;
    bool keepsTimersBack = false;
    int wakeUps = 0;

private:
    QList<TimerInfo> m_timers;
    QHash<int, QObject *> m_owners;
};

// There is always a connection to be accepted, which nobody accepts.
class BusySocket
{
public:
    BusySocket()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("nothing to listen on");
        m_server.pauseAccepting();
        m_client.connectToHost(QHostAddress::LocalHost, m_server.serverPort());
        if (!m_client.waitForConnected())
            qFatal("no connection");
        m_notifier.emplace(m_server.socketDescriptor(), QSocketNotifier::Read);
    }

    [[nodiscard]] QSocketNotifier &notifier() { return *m_notifier; }

private:
    QTcpServer m_server;
    QTcpSocket m_client;
    std::optional<QSocketNotifier> m_notifier;
};

// Runs one function after the other, each time that it is started.
class RepeatedThread final : public QThread
{
public:
    explicit RepeatedThread(std::vector<std::function<void()>> runs) : m_runs(std::move(runs)) { }

private:
    void run() override { m_runs.at(m_next++)(); }

    const std::vector<std::function<void()>> m_runs;
    std::size_t m_next = 0;
};

class tst_NextTurn : public QObject
{
    Q_OBJECT

public:
    // `early` was requested with another application, which is gone.
    explicit tst_NextTurn(const Target &early) : m_early(early) { }

private Q_SLOTS:
    void comesWithAnotherApplication();
    void comesOnceForManyRequests();
    void comesInALoopThatDoesNotWait();
    void comesInALoopInsideATarget();
    void comesInALoopInsideThoughNothingIsRequestedThere();
    void loopOutsideMayEndInALoopInside();
    void comesInAnotherTurnWhereATargetAsksAgain();
    void withdrawnDoesNotCome();
    void targetMayDestroyItselfAndOthers();
    void comesWhereSocketsAreBusy();
    void comesBeforeThereIsADispatcher();
    void comesAgainWhereThereWasNoDispatcher();
    void comesInALoopInsideWhereThereWasNoDispatcher();
    void comesWhenItsThreadStartsAgain();
    void comesWithDispatcher_data();
    void comesWithDispatcher();
    void deleteLaterWaitsForTheOuterLoop();

private:
    const Target &m_early;
};

// Runs a loop that waits until it is quit.
static void exec(QEventLoop &loop)
{
    QTimer::singleShot(std::chrono::seconds(20), &loop, [&] { loop.exit(1); });
    QCOMPARE(loop.exec(), 0);
}

void tst_NextTurn::comesWithAnotherApplication()
{
    QCOMPARE(m_early.count, 0);
    Target target;
    target.request();
    QTRY_COMPARE(target.count, 1);
    QCOMPARE(m_early.count, 1);
}

void tst_NextTurn::comesOnceForManyRequests()
{
    QEventLoop loop;
    Target target([&] { loop.quit(); });
    target.request();
    target.request();
    QCOMPARE(target.count, 0);
    exec(loop);
    QCOMPARE(target.count, 1);
}

void tst_NextTurn::comesInALoopThatDoesNotWait()
{
    Target target;
    target.request();
    QTRY_COMPARE(target.count, 1);
    target.request();
    QTRY_COMPARE(target.count, 2);
}

void tst_NextTurn::comesInALoopInsideATarget()
{
    QEventLoop inside;
    Target second;
    Target third([&] { inside.quit(); });
    int seen = 0;
    Target first([&] {
        third.request();
        exec(inside);
        seen = second.count;
    });
    first.request();
    second.request();
    QTRY_COMPARE(seen, 1);
    QCOMPARE(third.count, 1);
}

void tst_NextTurn::comesInALoopInsideThoughNothingIsRequestedThere()
{
    int seen = 0;
    Target second;
    Target first([&] {
        for (int turns = 0; turns < 5; ++turns)
            QCoreApplication::processEvents();
        seen = second.count;
    });
    first.request();
    second.request();
    QTRY_COMPARE(first.count, 1);
    QCOMPARE(seen, 1);
}

void tst_NextTurn::loopOutsideMayEndInALoopInside()
{
    QEventLoop outside;
    Target second([&] { outside.quit(); });
    Target first([&] {
        second.request();
        for (int turns = 0; turns < 5; ++turns)
            QCoreApplication::processEvents();
    });
    first.request();
    exec(outside);
    QCOMPARE(second.count, 1);
}

void tst_NextTurn::comesInAnotherTurnWhereATargetAsksAgain()
{
    int othersTurns = 0;
    std::optional<Target> target;
    target.emplace([&] {
        QMetaObject::invokeMethod(
            this, [&] { ++othersTurns; }, Qt::QueuedConnection);
        if (target->count < 5)
            target->request();
        QVERIFY(target->count <= othersTurns + 2);
    });
    target->request();
    QTRY_COMPARE(othersTurns, 5);
    QCOMPARE(target->count, 5);
}

void tst_NextTurn::withdrawnDoesNotCome()
{
    Target withdrawn;
    Target behind;
    withdrawn.request();
    behind.request();
    withdrawn.withdraw();
    withdrawn.withdraw();
    QTRY_COMPARE(behind.count, 1);
    QCOMPARE(withdrawn.count, 0);
    withdrawn.request();
    QTRY_COMPARE(withdrawn.count, 1);
}

void tst_NextTurn::targetMayDestroyItselfAndOthers()
{
    std::vector<std::unique_ptr<Target>> targets;
    int calls = 0;
    for (int i = 0; i < 3; ++i) {
        targets.push_back(std::make_unique<Target>([&] {
            ++calls;
            targets.clear();
        }));
        targets.back()->request();
    }
    Target behind;
    behind.request();
    QTRY_COMPARE(behind.count, 1);
    QCOMPARE(calls, 1);
}

void tst_NextTurn::comesWhereSocketsAreBusy()
{
    BusySocket socket;
    int readable = 0;
    QEventLoop loop;
    std::optional<Target> target;
    target.emplace([&] {
        if (target->count == 5)
            loop.quit();
    });
    connect(&socket.notifier(), &QSocketNotifier::activated, &loop, [&] {
        target->request();
        if (++readable == 1000)
            loop.exit(1);
    });
    QCOMPARE(loop.exec(), 0);
    QVERIFY(readable < 20);
}

void tst_NextTurn::comesBeforeThereIsADispatcher()
{
    int count = 0;
    std::thread([&] {
        Target target;
        target.request();
        QEventLoop loop;
        loop.processEvents();
        count = target.count;
    }).join();
    QCOMPARE(count, 1);
}

void tst_NextTurn::comesAgainWhereThereWasNoDispatcher()
{
    int count = 0;
    int othersCount = 0;
    std::thread([&] {
        std::optional<Target> target;
        target.emplace([&] {
            if (target->count == 1)
                target->request();
        });
        Target other;
        target->request();
        other.request();
        QEventLoop loop;
        for (int turns = 0; turns < 5; ++turns)
            loop.processEvents();
        other.request();
        for (int turns = 0; turns < 5; ++turns)
            loop.processEvents();
        count = target->count;
        othersCount = other.count;
    }).join();
    QCOMPARE(count, 2);
    QCOMPARE(othersCount, 2);
}

void tst_NextTurn::comesInALoopInsideWhereThereWasNoDispatcher()
{
    int seen = 0;
    int othersSeen = 0;
    std::thread([&] {
        Target other;
        Target another;
        Target target([&] {
            for (int turns = 0; turns < 5; ++turns)
                QCoreApplication::processEvents();
            seen = other.count;
            another.request();
            for (int turns = 0; turns < 5; ++turns)
                QCoreApplication::processEvents();
            othersSeen = another.count;
        });
        target.request();
        other.request();
        QEventLoop loop;
        loop.processEvents();
    }).join();
    QCOMPARE(seen, 1);
    QCOMPARE(othersSeen, 1);
}

void tst_NextTurn::comesWhenItsThreadStartsAgain()
{
    std::unique_ptr<Target> target;
    int count = 0;
    int countAgain = 0;
    RepeatedThread thread({[&] {
                               target = std::make_unique<Target>();
                               target->request();
                           },
        [&] {
            QEventLoop loop;
            for (int turns = 0; turns < 5; ++turns)
                loop.processEvents();
            count = target->count;
            target->request();
            for (int turns = 0; turns < 5; ++turns)
                loop.processEvents();
            countAgain = target->count;
            target.reset();
        }});
    for (int runs = 0; runs < 2; ++runs) {
        thread.start();
        QVERIFY(thread.wait(20'000));
    }
    QCOMPARE(count, 1);
    QCOMPARE(countAgain, 2);
}

// Runs the function in a thread that has such a dispatcher.
static void withOtherDispatcher(const std::function<void(OtherDispatcher &)> &function)
{
    auto *const dispatcher = new OtherDispatcher;
    const std::unique_ptr<QThread> thread(QThread::create([&] { function(*dispatcher); }));
    thread->setEventDispatcher(dispatcher);
    thread->start();
    QVERIFY(thread->wait(20'000));
}

void tst_NextTurn::comesWithDispatcher_data()
{
    QTest::addColumn<bool>("tellsOfTurns");
    QTest::newRow("that tells of its turns") << true; // and whose timers would come too late
    QTest::newRow("that tells of no turns") << false;
}

void tst_NextTurn::comesWithDispatcher()
{
    QFETCH(const bool, tellsOfTurns);
    int count = 0;
    int wakeUps = -1;
    withOtherDispatcher([&](OtherDispatcher &dispatcher) {
        dispatcher.tellsOfTurns = tellsOfTurns;
        dispatcher.keepsTimersBack = tellsOfTurns;
        dispatcher.wakeUps = 0;
        Target target;
        for (int i = 0; i < 3; ++i) {
            target.request();
            dispatcher.processEvents(QEventLoop::WaitForMoreEvents);
        }
        count = target.count;
        wakeUps = dispatcher.wakeUps;
    });
    QCOMPARE(count, 3);
    QCOMPARE(wakeUps, 0); // of a loop that is awake
}

void tst_NextTurn::deleteLaterWaitsForTheOuterLoop()
{
    QEventLoop loop;
    QPointer<QObject> object = new QObject;
    bool existed = false;
    Target target([&] {
        object->deleteLater();
        QCoreApplication::processEvents();
        existed = bool(object);
        loop.quit();
    });
    target.request();
    exec(loop);
    QVERIFY(existed);
    QTRY_VERIFY(!object);
}

int main(int argc, char *argv[])
{
    Target early;
    {
        const QCoreApplication application(argc, argv);
        early.request();
    }
    const QCoreApplication application(argc, argv);
    tst_NextTurn test(early);
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_nextturn.moc"
