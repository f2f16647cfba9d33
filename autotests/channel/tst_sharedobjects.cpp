// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "sharelistener.h"
#include "thermostat.h"

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// How long signals and properties are followed, and what is allowed meanwhile.
class tst_SharedObjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void eitherEndMayShare_data();
    void eitherEndMayShare();
    void settingChangesTheObject();
    void deadObjectIsSilent();
    void unexposedObjectIsSilent();
    void closedChannelLetsGoOfEverything();
    void nobodyListensWithoutFollowers();
    void objectMayDieInItsOwnSignal();
    void channelMayBeDeletedWhileAPropertyIsRead();
    void propertyThatThrowsIsLeftOut();
    void readingMayChangeMore();
    void signalOfAnotherThreadArrives();
};

void tst_SharedObjects::eitherEndMayShare_data()
{
    QTest::addColumn<bool>("leftShares");
    QTest::newRow("the client shares") << true;
    QTest::newRow("the server shares") << false;
}

void tst_SharedObjects::eitherEndMayShare()
{
    QFETCH(const bool, leftShares);
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    Channel &sharing = leftShares ? pair.left() : pair.right();
    ShareListener listener(leftShares ? pair.right() : pair.left());
    sharing.expose(&thermostat, Thermostat::shared());
    listener.watch({u"thermostat"_s});
    QCOMPARE(listener.values[u"thermostat"][u"name"], u"hall"_s);
    listener.subscribe({u"thermostat.alarm"_s});
    thermostat.setTemperature(30);
    Q_EMIT thermostat.alarm(30);
    const QStringList all = {
        uR"(rpc.changed {"thermostat":{"temperature":30}})"_s, u"thermostat.alarm [30]"_s};
    QTRY_COMPARE(listener.heard, all);
}

void tst_SharedObjects::settingChangesTheObject()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    ShareListener listener(pair.left());
    listener.watch({u"thermostat.setpoint"_s});
    listener.call<QJsonValue>("rpc.set", u"thermostat.setpoint"_s, 8);
    const QStringList all = {uR"(rpc.changed {"thermostat":{"setpoint":8}})"_s, u"answer [null]"_s};
    QTRY_COMPARE(listener.heard, all);
    QCOMPARE(thermostat.setpoint(), 8.0);
    const auto refused = pair.left().call<void>("rpc.set", u"thermostat.setpoint"_s, 31);
    QCOMPARE(errorOf(refused).code(), 3);
}

void tst_SharedObjects::deadObjectIsSilent()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    auto thermostat = std::make_unique<Thermostat>();
    pair.right().expose(thermostat.get(), Thermostat::shared());
    ShareListener listener(pair.left());
    listener.watch({u"thermostat"_s});
    listener.subscribe({u"thermostat.alarm"_s});
    thermostat->setTemperature(1);
    thermostat.reset();
    const auto gone = pair.left().call<void>("rpc.watch", QStringList{u"thermostat"_s});
    QCOMPARE(errorOf(gone).code(), Error::InvalidParams);
    QCOMPARE(listener.heard, QStringList());
    Thermostat another;
    pair.right().expose(&another, Thermostat::shared());
    listener.watch({u"thermostat"_s});
    QCOMPARE(listener.values[u"thermostat"][u"temperature"], 20);
}

void tst_SharedObjects::unexposedObjectIsSilent()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    ShareListener listener(pair.left());
    listener.watch({u"thermostat"_s});
    listener.subscribe({u"thermostat.alarm"_s});
    pair.right().unexpose(&thermostat);
    QCOMPARE(thermostat.receiversOfAll(), 0);
    thermostat.alternate();
    const auto gone = pair.left().call<void>("rpc.watch", QStringList{u"thermostat"_s});
    QCOMPARE(errorOf(gone).code(), Error::InvalidParams);
    QCOMPARE(listener.heard, QStringList());
}

void tst_SharedObjects::closedChannelLetsGoOfEverything()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    {
        ShareListener listener(pair.left());
        listener.watch({u"thermostat"_s});
        listener.subscribe({u"thermostat.alarm"_s, u"thermostat.said"_s});
    }
    QCOMPARE(thermostat.receiversOfAll(), 4);
    pair.deleteLeft();
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
    thermostat.alternate();
}

void tst_SharedObjects::nobodyListensWithoutFollowers()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    ShareListener listener(pair.left());
    QCOMPARE(thermostat.receiversOfAll(), 0);
    listener.watch({u"thermostat.temperature"_s});
    listener.watch({u"thermostat.temperature"_s});
    QCOMPARE(thermostat.receiversOfAll(), 1);
    waitFor(pair.left().call<void>("rpc.unwatch", QStringList{u"thermostat"_s}));
    QCOMPARE(thermostat.receiversOfAll(), 0);
}

void tst_SharedObjects::objectMayDieInItsOwnSignal()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    auto *const thermostat = new Thermostat;
    pair.right().expose(thermostat, Thermostat::shared());
    ShareListener listener(pair.left());
    listener.subscribe({u"thermostat.alarm"_s});
    listener.watch({u"thermostat"_s});
    connect(thermostat, &Thermostat::alarm, this, [thermostat] {
        thermostat->setTemperature(2);
        delete thermostat;
    });
    Q_EMIT thermostat->alarm(1);
    QTRY_COMPARE(listener.heard, QStringList{u"thermostat.alarm [1]"_s});
}

// It is read before the answer is sent, by user code.
void tst_SharedObjects::channelMayBeDeletedWhileAPropertyIsRead()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.left().expose(&thermostat, Thermostat::shared());
    ShareListener listener(pair.right());
    listener.watch({u"thermostat"_s});
    thermostat.whenRead = [&pair] { pair.deleteLeft(); };
    const auto lost = pair.right().call<double>("thermostat.heat", 1);
    QVERIFY(settles(lost));
    QCOMPARE(errorOf(lost).kind(), Error::Kind::ConnectionLost);
    QVERIFY(!pair.hasLeft());
}

void tst_SharedObjects::propertyThatThrowsIsLeftOut()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    thermostat.whenRead = [] { throw std::runtime_error("broken"); };
    ShareListener listener(pair.left());
    QTest::ignoreMessage(
        QtWarningMsg, "those who follow thermostat.temperature are not told: broken");
    listener.watch({u"thermostat.temperature"_s, u"thermostat.name"_s});
    const QJsonObject expected{{u"thermostat"_s, QJsonObject{{u"name"_s, u"hall"_s}}}};
    QCOMPARE(listener.values, expected);
}

// What a READ function changes and makes known is newer than what was read before it.
void tst_SharedObjects::readingMayChangeMore()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    ShareListener listener(pair.left());
    listener.watch({u"thermostat"_s});
    listener.subscribe({u"thermostat.alarm"_s});
    thermostat.setSetpoint(8);
    thermostat.setTemperature(1);
    thermostat.whenRead = [&thermostat] {
        if (thermostat.setpoint() == 9)
            return;
        thermostat.setSetpoint(9);
        Q_EMIT thermostat.alarm(2);
    };
    const QStringList all = {uR"(rpc.changed {"thermostat":{"setpoint":9}})"_s,
        u"thermostat.alarm [2]"_s, uR"(rpc.changed {"thermostat":{"temperature":1}})"_s};
    QTRY_COMPARE(listener.heard, all);
}

void tst_SharedObjects::signalOfAnotherThreadArrives()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    ShareListener listener(pair.left());
    listener.subscribe({u"thermostat.said"_s});
    const std::unique_ptr<QThread> thread(
        QThread::create([&] { Q_EMIT thermostat.said(u"from elsewhere"_s, 2); }));
    thread->start();
    QTRY_COMPARE(listener.heard, QStringList{uR"(thermostat.said ["from elsewhere",2])"_s});
    QVERIFY(thread->wait());
}

QTEST_GUILESS_MAIN(tst_SharedObjects)
#include "tst_sharedobjects.moc"
