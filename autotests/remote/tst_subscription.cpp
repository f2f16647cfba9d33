// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "thermostat.h"
#include "waitfor.h"

#include <websocketrpc/remoteobject.h>

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// Functions that are called with the signals of an object at the other end.
class tst_Subscription : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void eitherEndMaySubscribe();
    void functionMayTakeFewerArguments();
    void signalIsCheckedByTheCompiler();
    void allSubscriptionsOfASignalAreCalled();
    void lastOneEndsItAtThePeer();
    void endedOneIsSilentAtOnce();
    void signalOnItsWayIsIgnored();
    void endsWithItsContext();
    void refusalIsTold();
    void refusalIsLoggedWhereNobodyListens();
    void argumentsThatDoNotFitAreReported();
    void functionRunsInTheThreadOfItsContext();
    void mayEndInItsOwnFunction();
    void channelMayBeDeletedInTheFunction();
    void outlivesTheChannel();
};

namespace {

bool becomesActive(const Subscription &subscription)
{
    return QTest::qWaitFor([&] { return subscription.isActive(); });
}

} // namespace

void tst_Subscription::eitherEndMaySubscribe()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat left;
    Thermostat right;
    pair.left().expose(&left, Thermostat::shared());
    pair.right().expose(&right, Thermostat::shared());
    QList<double> atLeft;
    QList<double> atRight;
    const Subscription ofLeft = pair.left().subscribe(
        "thermostat.alarm", this, [&](double degrees) { atLeft.append(degrees); });
    const Subscription ofRight = pair.right().subscribe(
        "thermostat.alarm", this, [&](double degrees) { atRight.append(degrees); });
    QVERIFY(becomesActive(ofLeft));
    QVERIFY(becomesActive(ofRight));
    Q_EMIT left.alarm(1);
    Q_EMIT right.alarm(2);
    Q_EMIT right.alarm(3);
    QTRY_COMPARE(atRight, QList<double>{1});
    const QList<double> both = {2, 3};
    QTRY_COMPARE(atLeft, both);
}

void tst_Subscription::functionMayTakeFewerArguments()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    QStringList texts;
    int count = 0;
    const Subscription first = pair.left().subscribe(
        "thermostat.said", this, [&](const QString &text) { texts.append(text); });
    const Subscription second = pair.left().subscribe("thermostat.said", this, [&] { ++count; });
    QVERIFY(becomesActive(second));
    thermostat.say(u"hello"_s, 2);
    QTRY_COMPARE(texts, QStringList{u"hello"_s});
    QCOMPARE(count, 1);
}

void tst_Subscription::signalIsCheckedByTheCompiler()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    RemoteObject remote(&pair.left(), u"thermostat"_s);
    QString said;
    QList<int> rounded;
    const Subscription first =
        remote.subscribe<&Thermostat::said>(this, [&](const QString &text) { said += text; });
    const Subscription second = remote.subscribe<&Thermostat::alarm>(
        this, [&](auto degrees) { rounded.append(int(degrees)); });
    QVERIFY(becomesActive(first));
    QVERIFY(becomesActive(second));
    thermostat.say(u"all"_s, 3);
    Q_EMIT thermostat.alarm(20.5);
    QTRY_COMPARE(rounded, QList<int>{20});
    QCOMPARE(said, u"all"_s);
}

void tst_Subscription::allSubscriptionsOfASignalAreCalled()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    QStringList calls;
    const Subscription first =
        pair.left().subscribe("thermostat.alarm", this, [&] { calls.append(u"first"_s); });
    const Subscription second =
        pair.left().subscribe("thermostat.alarm", this, [&] { calls.append(u"second"_s); });
    QVERIFY(becomesActive(second));
    const Subscription third =
        pair.left().subscribe("thermostat.alarm", this, [&] { calls.append(u"third"_s); });
    QVERIFY(becomesActive(third));
    Q_EMIT thermostat.alarm(1);
    const QStringList all = {u"first"_s, u"second"_s, u"third"_s};
    QTRY_COMPARE(calls, all);
}

void tst_Subscription::lastOneEndsItAtThePeer()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    int calls = 0;
    auto first = std::make_unique<Subscription>(
        pair.left().subscribe("thermostat.alarm", this, [&] { ++calls; }));
    auto copy = std::make_unique<Subscription>(*first);
    Subscription second = pair.left().subscribe("thermostat.alarm", this, [&] { ++calls; });
    QVERIFY(becomesActive(*first));
    QVERIFY(becomesActive(second));
    QVERIFY(thermostat.receiversOfAll() > 0);
    first.reset();
    QVERIFY(copy->isActive());
    copy.reset();
    Q_EMIT thermostat.alarm(1);
    QTRY_COMPARE(calls, 1);
    second.end();
    QVERIFY(!second.isValid());
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
    QCOMPARE(pair.left().statistics().pendingCalls, 0);
    QCOMPARE(calls, 1);
}

void tst_Subscription::endedOneIsSilentAtOnce()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    int calls = 0;
    Subscription ended = pair.left().subscribe("thermostat.alarm", this, [&] { ++calls; });
    QVERIFY(becomesActive(ended));
    Q_EMIT thermostat.alarm(1); // on its way when the subscription ends
    ended.end();
    int again = 0;
    const Subscription next = pair.left().subscribe("thermostat.alarm", this, [&] { ++again; });
    QVERIFY(becomesActive(next));
    Q_EMIT thermostat.alarm(2);
    QTRY_VERIFY(again > 0);
    QCOMPARE(calls, 0);
}

void tst_Subscription::signalOnItsWayIsIgnored()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    QSignalSpy failed(&pair.left(), &Channel::notificationFailed);
    Subscription ended = pair.left().subscribe("thermostat.alarm", this, [] {});
    QVERIFY(becomesActive(ended));
    Q_EMIT thermostat.alarm(1);
    ended.end();
    QVERIFY(settles(pair.left().call<double>("thermostat.heat", 1.0)));
    QCOMPARE(failed.size(), 0);
}

void tst_Subscription::endsWithItsContext()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    auto context = std::make_unique<QObject>();
    int calls = 0;
    const Subscription subscription =
        pair.left().subscribe("thermostat.alarm", context.get(), [&] { ++calls; });
    QVERIFY(becomesActive(subscription));
    context.reset();
    Q_EMIT thermostat.alarm(1);
    QTRY_VERIFY(!subscription.isActive());
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
    QCOMPARE(calls, 0);
}

void tst_Subscription::refusalIsTold()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    QList<int> codes;
    const auto note = [&](const Error &error) { codes.append(error.code()); };
    const Subscription nothing = pair.left().subscribe("thermostat.alarm", this, [] {});
    nothing.onFailed(this, note);
    QTRY_COMPARE(codes, QList<int>{Error::MethodNotFound});
    pair.right().expose(&thermostat, Thermostat::shared());
    codes.clear();
    const Subscription hidden = pair.left().subscribe("thermostat.hiddenSignal", this, [] {});
    hidden.onFailed(this, note);
    QTRY_COMPARE(codes, QList<int>{Error::InvalidParams});
    hidden.onFailed(this, note); // has happened already
    QCOMPARE(codes.size(), 2);
    QVERIFY(hidden.isValid());
    QVERIFY(!hidden.isActive());
}

void tst_Subscription::refusalIsLoggedWhereNobodyListens()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    QTest::ignoreMessage(QtWarningMsg,
        "the signal 'thermostat.alarm' is not followed: there is no method 'rpc.subscribe'");
    const Subscription subscription = pair.left().subscribe("thermostat.alarm", this, [] {});
    QVERIFY(
        settles(pair.left().call<QString>("_get_channel_id_").onFailed([] { return QString(); })));
}

void tst_Subscription::argumentsThatDoNotFitAreReported()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    int calls = 0;
    const Subscription subscription =
        pair.left().subscribe("thermostat.said", this, [&](int) { ++calls; });
    QVERIFY(becomesActive(subscription));
    QSignalSpy failed(&pair.left(), &Channel::notificationFailed);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"thermostat.said.*expected int, got "_s));
    thermostat.say(u"hi"_s, 1);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().toString(), u"thermostat.said"_s);
    QCOMPARE(calls, 0);
}

void tst_Subscription::functionRunsInTheThreadOfItsContext()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    QThread thread;
    QObject context;
    context.moveToThread(&thread);
    thread.start();
    std::atomic<QThread *> ranIn = nullptr;
    std::atomic<QThread *> toldIn = nullptr;
    Subscription subscription = pair.left().subscribe(
        "thermostat.alarm", &context, [&] { ranIn = QThread::currentThread(); });
    subscription.onActive(&context, [&] { toldIn = QThread::currentThread(); });
    QVERIFY(becomesActive(subscription));
    Q_EMIT thermostat.alarm(1);
    QTRY_COMPARE(ranIn.load(), &thread);
    QTRY_COMPARE(toldIn.load(), &thread);
    subscription.end();
    thread.quit();
    QVERIFY(thread.wait());
}

void tst_Subscription::mayEndInItsOwnFunction()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    int calls = 0;
    Subscription first;
    Subscription second;
    first = pair.left().subscribe("thermostat.alarm", this, [&] {
        ++calls;
        first = {};
        second.end();
    });
    second = pair.left().subscribe("thermostat.alarm", this, [&] { ++calls; });
    second.onActive(this, [&] { Q_EMIT thermostat.alarm(1); });
    QTRY_COMPARE(calls, 1);
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
    QCOMPARE(calls, 1);
}

void tst_Subscription::channelMayBeDeletedInTheFunction()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    int calls = 0;
    const Subscription first = pair.left().subscribe("thermostat.alarm", this, [&] {
        ++calls;
        pair.deleteLeft();
    });
    const Subscription second = pair.left().subscribe("thermostat.alarm", this, [&] { ++calls; });
    QVERIFY(becomesActive(second));
    Q_EMIT thermostat.alarm(1);
    QTRY_COMPARE(calls, 1);
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
    QVERIFY(!first.isActive());
}

void tst_Subscription::outlivesTheChannel()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    Subscription subscription = pair.left().subscribe("thermostat.alarm", this, [] {});
    QVERIFY(becomesActive(subscription));
    pair.deleteLeft();
    QVERIFY(!subscription.isActive());
    subscription.onResumed(this, [] {});
    subscription.end();
    QVERIFY(!subscription.isValid());
}

QTEST_GUILESS_MAIN(tst_Subscription)
#include "tst_subscription.moc"
