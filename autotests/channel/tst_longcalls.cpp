// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "clock_p.h"
#include "sequences.h"
#include "waitfor.h"

#include <QPromise>
#include <QThread>
#include <QThreadPool>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using namespace std::chrono_literals;

namespace {

enum class Place { Here, OtherThread, Pool };
enum class Event { Cancel, Answer, Progress, Timeout, Drop, DeleteCaller, DeleteCallee };

constexpr Event allEvents[] = {Event::Cancel, Event::Answer, Event::Progress, Event::Timeout,
    Event::Drop, Event::DeleteCaller, Event::DeleteCallee};

QByteArray nameOf(const QList<Event> &events)
{
    constexpr const char *names[] = {"cancel", "answer", "progress", "timeout", "drop",
        "delete the caller", "delete the callee"};
    return WebSocketRpc::nameOf(events, names);
}

// What a run that works in another thread is told by the test. It outlives the run.
struct Orders
{
    std::atomic_bool mayAnswer = false;
    std::atomic_int progress = 0;
    std::atomic_int begun = 0;
    std::atomic_int running = 0;
};

// Works until it may answer or is cancelled.
template<typename IsCancelled, typename TellProgress>
void work(Orders &orders, IsCancelled &&isCancelled, TellProgress &&tellProgress)
{
    int told = 0;
    ++orders.begun;
    while (!orders.mayAnswer && !isCancelled()) {
        if (const int progress = orders.progress; progress != told)
            tellProgress(told = progress);
        QThread::yieldCurrentThread();
    }
}

class Worker : public QObject
{
    Q_OBJECT

public:
    explicit Worker(std::shared_ptr<Orders> orders) : m_orders(std::move(orders)) { }

    Q_INVOKABLE int blocking(const CallContext &call)
    {
        ++m_orders->running;
        work(
            *m_orders, [&] { return call.isCancelled(); },
            [&](int progress) { call.setProgressValue(progress); });
        --m_orders->running;
        return 1;
    }

    Q_INVOKABLE QFuture<int> pooled()
    {
        auto promise = std::make_shared<QPromise<int>>();
        promise->start();
        ++m_orders->running;
        QThreadPool::globalInstance()->start([promise, orders = m_orders] {
            promise->setProgressRange(0, 1000);
            work(
                *orders, [&] { return promise->isCanceled(); },
                [&](int progress) { promise->setProgressValue(progress); });
            promise->addResult(1);
            promise->finish();
            --orders->running;
        });
        return promise->future();
    }

    Q_INVOKABLE QFuture<int> promised()
    {
        ++m_orders->begun;
        m_promise = std::make_unique<QPromise<int>>();
        m_promise->start();
        return m_promise->future();
    }
    QPromise<int> *promise() { return m_promise.get(); }

private:
    const std::shared_ptr<Orders> m_orders;
    std::unique_ptr<QPromise<int>> m_promise;
};

// One call, and what happens to it.
class Scene : public QObject
{
public:
    Scene(ChannelPair::Kind kind, Place place, QThread &thread) : m_pair(kind)
    {
        if (place == Place::OtherThread)
            m_worker->moveToThread(&thread);
        m_pair.right().expose(m_worker.get());
        m_method = place == Place::Here ? "promised" : place == Place::Pool ? "pooled" : "blocking";
    }
    ~Scene() override { m_worker.release()->deleteLater(); }
    Q_DISABLE_COPY_MOVE(Scene)

    void call()
    {
        m_reply = m_pair.left().with({.timeout = 1s, .progress = true}).call<int>(m_method);
        m_reply.onProgress(this, [this](const auto &) { m_lateProgress += m_settled; });
        m_reply.then(this, [this](const Reply<int> &reply) {
            (void)reply.isCanceled();
            ++m_settled;
        });
    }

    void happen(Event event)
    {
        switch (event) {
        case Event::Cancel:
            return m_reply.cancel();
        case Event::Answer:
            return answer();
        case Event::Progress:
            ++m_orders->progress;
            if (m_worker->promise())
                m_worker->promise()->setProgressValueAndText(m_orders->progress, u"on"_s);
            return;
        case Event::Timeout:
            return m_clock.advance(1s);
        case Event::Drop:
            return m_pair.dropLink();
        case Event::DeleteCaller:
            return m_pair.deleteLeft();
        case Event::DeleteCallee:
            return m_pair.deleteRight();
        }
    }

    void answer()
    {
        m_orders->mayAnswer = true;
        if (QPromise<int> *const promise = m_worker->promise()) {
            promise->addResult(1);
            promise->finish();
        }
    }

    [[nodiscard]] bool hasBegun() const { return m_orders->begun > 0; }
    [[nodiscard]] int settled() const { return m_settled; }
    [[nodiscard]] int lateProgress() const { return m_lateProgress; }
    [[nodiscard]] bool isOver() const
    {
        const bool calleeIsDone =
            !m_pair.hasRight() || m_pair.right().statistics().runningCalls == 0;
        const bool callerIsDone = !m_pair.hasLeft() || m_pair.left().statistics().pendingCalls == 0;
        return m_settled == 1 && m_orders->running == 0 && calleeIsDone && callerIsDone;
    }

private:
    ManualClock m_clock;
    const std::shared_ptr<Orders> m_orders = std::make_shared<Orders>();
    std::unique_ptr<Worker> m_worker = std::make_unique<Worker>(m_orders);
    ChannelPair m_pair;
    QByteArray m_method;
    Reply<int> m_reply;
    int m_settled = 0;
    int m_lateProgress = 0;
};

} // namespace

// Whatever happens to a call, in whatever order: it settles once, no progress follows, and nothing is
// left of it on either side.
class tst_LongCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void cleanupTestCase();

    void callSettlesOnceWhateverHappens_data();
    void callSettlesOnceWhateverHappens();

private:
    QThread m_thread;
};

void tst_LongCalls::initTestCase()
{
    ChannelPair::addRows();
    m_thread.start();
}

void tst_LongCalls::cleanupTestCase()
{
    m_thread.quit();
    m_thread.wait();
}

void tst_LongCalls::callSettlesOnceWhateverHappens_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<bool>("waits"); // for the run to begin, and for a turn after each event
    QTest::newRow("in the same thread") << int(Place::Here) << true;
    QTest::newRow("in the same thread, at once") << int(Place::Here) << false;
    QTest::newRow("in another thread") << int(Place::OtherThread) << true;
    QTest::newRow("in another thread, at once") << int(Place::OtherThread) << false;
    QTest::newRow("in a pool") << int(Place::Pool) << true;
    QTest::newRow("in a pool, at once") << int(Place::Pool) << false;
}

void tst_LongCalls::callSettlesOnceWhateverHappens()
{
    QFETCH(const int, place);
    QFETCH(const bool, waits);
    const ChannelPair::Kind kind = ChannelPair::fetchKind();
    for (const QList<Event> &events : sequences(allEvents, lengthOver(kind))) {
        Scene scene(kind, Place(place), m_thread);
        scene.call();
        if (waits)
            QVERIFY2(becomesTrue([&] { return scene.hasBegun(); }), nameOf(events));
        for (const Event event : events) {
            scene.happen(event);
            if (waits)
                QCoreApplication::processEvents();
        }
        // What is left of it ends now.
        if (scene.settled() == 0)
            scene.happen(Event::Timeout);
        scene.answer();
        QVERIFY2(becomesTrue([&] { return scene.isOver(); }), nameOf(events));
        QCoreApplication::processEvents();
        QVERIFY2(scene.settled() == 1, nameOf(events));
        QVERIFY2(scene.lateProgress() == 0, nameOf(events));
    }
}

QTEST_GUILESS_MAIN(tst_LongCalls)
#include "tst_longcalls.moc"
