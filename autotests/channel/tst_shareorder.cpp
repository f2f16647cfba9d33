// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "sharelistener.h"
#include "thermostat.h"

#include <websocketrpc/detail/mailbox.h>

#include <QSemaphore>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// Signals, changes and answers of one object come in the order in which they happened, in whichever
// thread it lives.
class tst_ShareOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init();
    void cleanup();

    void changeComesBeforeItsAnswer_data() { addThreads(); }
    void changeComesBeforeItsAnswer();
    void changeComesBeforeALaterAnswer_data() { addThreads(); }
    void changeComesBeforeALaterAnswer();
    void laterAnswerWaitsForABusyThread();
    void signalsAndChangesKeepTheirOrder_data() { addThreads(); }
    void signalsAndChangesKeepTheirOrder();
    void changesOfOneTurnAreOne_data() { addThreads(); }
    void changesOfOneTurnAreOne();
    void settingComesBeforeItsAnswer_data() { addThreads(); }
    void settingComesBeforeItsAnswer();
    void watchOfTwoThreadsIsComplete();
    void watchedWhileItChangesEndsOnTheLastValue();
    void answerThatWaitsSaysTheLatest();
    void readingOneMayChangeAnother();
    void unexposedObjectIsNotSet();
    void threadMayEnd();

private:
    static void addThreads();
    void expose(); // in the thread of the row
    void inItsThread(const std::function<void()> &function);

    std::unique_ptr<ChannelPair> m_pair;
    std::unique_ptr<ShareListener> m_listener;
    std::unique_ptr<QThread> m_thread;
    Thermostat *m_thermostat = nullptr;
};

void tst_ShareOrder::addThreads()
{
    QTest::addColumn<bool>("elsewhere");
    QTest::newRow("in the thread of the channel") << false;
    QTest::newRow("in another thread") << true;
}

void tst_ShareOrder::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_pair = std::make_unique<ChannelPair>(ChannelPair::fetchKind());
    m_listener = std::make_unique<ShareListener>(m_pair->left());
    m_thread = std::make_unique<QThread>();
    m_thread->start();
    m_thermostat = new Thermostat;
}

void tst_ShareOrder::cleanup()
{
    m_listener.reset();
    m_pair.reset();
    if (m_thermostat && m_thermostat->thread() == m_thread.get())
        m_thermostat->deleteLater(); // when the thread ends
    else
        delete m_thermostat;
    m_thread->quit();
    m_thread->wait();
}

void tst_ShareOrder::expose()
{
    QFETCH(const bool, elsewhere);
    if (elsewhere)
        m_thermostat->moveToThread(m_thread.get());
    m_pair->right().expose(m_thermostat, Thermostat::shared());
}

void tst_ShareOrder::inItsThread(const std::function<void()> &function)
{
    Detail::Mailbox::of(m_thermostat->thread())->post(function);
}

void tst_ShareOrder::changeComesBeforeItsAnswer()
{
    expose();
    m_listener->watch({u"thermostat.temperature"_s});
    m_listener->call<double>("thermostat.heat", 1);
    const QStringList all = {
        uR"(rpc.changed {"thermostat":{"temperature":21}})"_s, u"answer [21]"_s};
    QTRY_COMPARE(m_listener->heard.size(), 2);
    QCOMPARE(m_listener->heard, all);
}

void tst_ShareOrder::changeComesBeforeALaterAnswer()
{
    expose();
    m_listener->watch({u"thermostat.temperature"_s});
    for (int i = 1; i <= 20; ++i) {
        m_listener->heard.clear();
        m_listener->call<double>("thermostat.heatLater", 1);
        const QStringList all = {uR"(rpc.changed {"thermostat":{"temperature":%1}})"_s.arg(20 + i),
            u"answer [%1]"_s.arg(20 + i)};
        QTRY_COMPARE(m_listener->heard.size(), 2);
        QCOMPARE(m_listener->heard, all);
    }
}

// The thread tells of the change only at the end of its turn, which lasts longer than the call.
void tst_ShareOrder::laterAnswerWaitsForABusyThread()
{
    m_thermostat->moveToThread(m_thread.get());
    m_pair->right().expose(m_thermostat, Thermostat::shared());
    QPromise<int> promise;
    promise.start();
    m_pair->right().on("later", this, [&promise] { return promise.future(); });
    m_listener->watch({u"thermostat.temperature"_s});
    m_listener->call<int>("later");
    QTRY_COMPARE(m_pair->right().statistics().runningCalls, 1);
    QSemaphore mayGoOn;
    inItsThread([&] {
        m_thermostat->setTemperature(30);
        promise.addResult(1);
        promise.finish();
        mayGoOn.acquire();
    });
    QTRY_VERIFY(promise.future().isFinished());
    for (int turn = 0; turn < 20; ++turn)
        QCoreApplication::processEvents();
    const QStringList early = m_listener->heard;
    mayGoOn.release();
    const QStringList all = {
        uR"(rpc.changed {"thermostat":{"temperature":30}})"_s, u"answer [1]"_s};
    QTRY_COMPARE(m_listener->heard, all);
    QCOMPARE(early, QStringList());
}

void tst_ShareOrder::signalsAndChangesKeepTheirOrder()
{
    expose();
    m_listener->watch({u"thermostat.temperature"_s});
    m_listener->subscribe({u"thermostat.alarm"_s});
    m_listener->call<QJsonValue>("thermostat.alternate");
    const QStringList all = {uR"(rpc.changed {"thermostat":{"temperature":21}})"_s,
        u"thermostat.alarm [21]"_s, uR"(rpc.changed {"thermostat":{"temperature":22}})"_s,
        u"thermostat.alarm [22]"_s, u"answer [null]"_s};
    QTRY_COMPARE(m_listener->heard.size(), 5);
    QCOMPARE(m_listener->heard, all);
}

void tst_ShareOrder::changesOfOneTurnAreOne()
{
    expose();
    m_listener->watch({u"thermostat.temperature"_s});
    inItsThread([this] { m_thermostat->flood(1000); });
    QTRY_COMPARE(
        m_listener->heard, QStringList{uR"(rpc.changed {"thermostat":{"temperature":1000}})"_s});
}

void tst_ShareOrder::settingComesBeforeItsAnswer()
{
    expose();
    m_listener->watch({u"thermostat.setpoint"_s});
    m_listener->call<QJsonValue>("rpc.set", u"thermostat.setpoint"_s, 7);
    const QStringList all = {uR"(rpc.changed {"thermostat":{"setpoint":7}})"_s, u"answer [null]"_s};
    QTRY_COMPARE(m_listener->heard.size(), 2);
    QCOMPARE(m_listener->heard, all);
    const auto refused = m_pair->left().call<void>("rpc.set", u"thermostat.setpoint"_s, 31);
    QCOMPARE(errorOf(refused).code(), 3);
}

void tst_ShareOrder::watchOfTwoThreadsIsComplete()
{
    Thermostat here;
    m_thermostat->moveToThread(m_thread.get());
    m_pair->right().expose(&here, Thermostat::shared(u"here."_s));
    m_pair->right().expose(m_thermostat, Thermostat::shared(u"there."_s));
    m_listener->watch({u"there.temperature"_s, u"here.temperature"_s});
    const QJsonObject expected{{u"here"_s, QJsonObject{{u"temperature"_s, 20}}},
        {u"there"_s, QJsonObject{{u"temperature"_s, 20}}}};
    QCOMPARE(m_listener->values, expected);
}

// A change may come between the reading of a property and the answer that tells of it.
void tst_ShareOrder::watchedWhileItChangesEndsOnTheLastValue()
{
    Thermostat here;
    m_thermostat->moveToThread(m_thread.get());
    m_pair->right().expose(&here, Thermostat::shared(u"here."_s));
    m_pair->right().expose(m_thermostat, Thermostat::shared(u"there."_s));
    for (int i = 1; i <= 50; ++i) {
        inItsThread([this, i] { m_thermostat->setTemperature(i); });
        auto watched = m_pair->left().call<QJsonObject>(
            "rpc.watch", QStringList{u"here.temperature"_s, u"there.temperature"_s});
        here.setTemperature(-i);
        inItsThread([this, i] { m_thermostat->setTemperature(i + 0.5); });
        m_listener->heard.clear();
        const QJsonObject values = waitFor(watched);
        const auto isLast = [&](const QString &object, double last) {
            const QString change = uR"("%1":{"temperature":%2})"_s.arg(object).arg(last);
            return values[object][u"temperature"] == last
                || !m_listener->heard.filter(change).isEmpty();
        };
        QTRY_VERIFY(isLast(u"here"_s, -i));
        QTRY_VERIFY(isLast(u"there"_s, i + 0.5));
        waitFor(m_pair->left().call<void>("rpc.unwatch", QStringList{u"here"_s, u"there"_s}));
    }
}

// One of the objects is in a thread that is busy.
void tst_ShareOrder::answerThatWaitsSaysTheLatest()
{
    Thermostat here;
    m_thermostat->moveToThread(m_thread.get());
    m_pair->right().expose(&here, Thermostat::shared(u"here."_s));
    m_pair->right().expose(m_thermostat, Thermostat::shared(u"there."_s));
    QSemaphore busy;
    inItsThread([&busy] { busy.acquire(); });
    const auto watched = m_pair->left().call<QJsonObject>(
        "rpc.watch", QStringList{u"here.temperature"_s, u"there.temperature"_s});
    QTRY_COMPARE(here.reads, 1);
    here.setTemperature(5);
    busy.release();
    QCOMPARE(waitFor(watched)[u"here"][u"temperature"], 5);
    QCOMPARE(m_listener->heard, QStringList());
}

void tst_ShareOrder::readingOneMayChangeAnother()
{
    Thermostat other;
    m_pair->right().expose(m_thermostat, Thermostat::shared());
    m_pair->right().expose(&other, Thermostat::shared(u"other."_s));
    other.whenRead = [this] { m_thermostat->setTemperature(5); };
    m_listener->watch({u"thermostat.temperature"_s, u"other.temperature"_s});
    QCOMPARE(m_listener->values[u"thermostat"][u"temperature"], 5);
    QCOMPARE(m_listener->heard, QStringList());
}

// The value is on its way to a thread that is busy.
void tst_ShareOrder::unexposedObjectIsNotSet()
{
    m_thermostat->moveToThread(m_thread.get());
    m_pair->right().expose(m_thermostat, Thermostat::shared());
    QSemaphore busy;
    inItsThread([&busy] { busy.acquire(); });
    const auto late = m_pair->left().call<void>("rpc.set", u"thermostat.setpoint"_s, 8);
    waitFor(m_pair->left().call<void>("rpc.unwatch", QStringList{u"thermostat"_s}));
    m_pair->right().unexpose(m_thermostat);
    busy.release();
    QCOMPARE(errorOf(late).code(), Error::InvalidParams);
    QCOMPARE(m_thermostat->setpoint(), 21.0);
}

void tst_ShareOrder::threadMayEnd()
{
    m_thermostat->moveToThread(m_thread.get());
    m_pair->right().expose(m_thermostat, Thermostat::shared());
    m_listener->watch({u"thermostat"_s});
    m_thread->quit();
    QVERIFY(m_thread->wait());
    const auto late = m_pair->left().call<void>("rpc.set", u"thermostat.setpoint"_s, 8);
    QVERIFY(settles(late));
    QCOMPARE(errorOf(late).code(), Error::InternalError);
    delete std::exchange(m_thermostat, nullptr);
}

QTEST_GUILESS_MAIN(tst_ShareOrder)
#include "tst_shareorder.moc"
