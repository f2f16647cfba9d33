// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "thermostat.h"
#include "waitfor.h"

#include <websocketrpc/remoteobject.h>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// All of an object at the other end, by name.
class tst_RemoteObject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void hasTheProperties();
    void tellsOfChanges();
    void setsProperties();
    void callsMethods();
    void subscribesToSignals();
    void refusalIsTold();
    void mayBeDestroyedInChanged();
    void outlivesTheChannel();
};

void tst_RemoteObject::hasTheProperties()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    const RemoteObject remote(&pair.left(), u"thermostat"_s);
    QCOMPARE(remote.name(), u"thermostat"_s);
    QVERIFY(!remote.isSynchronised());
    QVERIFY(remote.value(u"name"_s).isUndefined());
    QTRY_VERIFY(remote.isSynchronised());
    const QStringList names = {u"name"_s, u"setpoint"_s, u"temperature"_s};
    QCOMPARE(remote.propertyNames(), names);
    QCOMPARE(remote.value(u"name"_s), QJsonValue(u"hall"_s));
    QCOMPARE(remote.value(u"temperature"_s), QJsonValue(20));
}

void tst_RemoteObject::tellsOfChanges()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    const RemoteObject remote(&pair.left(), u"thermostat"_s);
    QTRY_VERIFY(remote.isSynchronised());
    QStringList told;
    connect(&remote, &RemoteObject::changed, this,
        [&](const QString &property, const QJsonValue &value) {
            told.append(property + u' ' + QString::number(value.toDouble()));
            QCOMPARE(remote.value(u"setpoint"_s), QJsonValue(9));
        });
    thermostat.setSetpoint(9);
    thermostat.setTemperature(21);
    thermostat.setTemperature(22);
    QTRY_COMPARE(told.size(), 2);
    told.sort();
    const QStringList both = {u"setpoint 9"_s, u"temperature 22"_s};
    QCOMPARE(told, both);
}

void tst_RemoteObject::setsProperties()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    RemoteObject remote(&pair.left(), u"thermostat"_s);
    QVERIFY(settles(remote.set("setpoint", 7)));
    QCOMPARE(remote.value(u"setpoint"_s), QJsonValue(7));
    QCOMPARE(errorOf(remote.set("setpoint", 4)).code(), 3);
    QCOMPARE(errorOf(remote.set("name", u"x"_s)).code(), Error::InvalidParams);
    QCOMPARE(errorOf(remote.set("setpoint", u"warm"_s)).code(), Error::InvalidParams);
}

void tst_RemoteObject::callsMethods()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    RemoteObject remote(&pair.left(), u"thermostat"_s);
    QCOMPARE(waitFor(remote.call<double>("heat", 2.5)), 22.5);
    QCOMPARE(waitFor(remote.call<&Thermostat::heat>(1)), 23.5);
    QCOMPARE(remote.value(u"temperature"_s), QJsonValue(23.5));
    remote.notify("heat", -3.5);
    QTRY_COMPARE(remote.value(u"temperature"_s), QJsonValue(20));
}

void tst_RemoteObject::subscribesToSignals()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    RemoteObject remote(&pair.left(), u"thermostat"_s);
    double degrees = 0;
    const Subscription alarm =
        remote.subscribe("alarm", this, [&](double value) { degrees = value; });
    QTRY_VERIFY(alarm.isActive());
    remote.notify("raiseAlarm", 90.0);
    QTRY_COMPARE(degrees, 90.0);
}

void tst_RemoteObject::refusalIsTold()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    const RemoteObject remote(&pair.left(), u"thermostat"_s);
    QSignalSpy failed(&remote, &RemoteObject::failed);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().code(), Error::MethodNotFound);
    QVERIFY(!remote.isSynchronised());
    QTest::ignoreMessage(
        QtWarningMsg, "the object 'another' is not followed: there is no method 'rpc.watch'");
    const RemoteObject another(&pair.left(), u"another"_s);
    QTRY_COMPARE(pair.left().statistics().pendingCalls, 0);
}

void tst_RemoteObject::mayBeDestroyedInChanged()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    auto remote = std::make_unique<RemoteObject>(&pair.left(), u"thermostat"_s);
    int changes = 0;
    connect(remote.get(), &RemoteObject::changed, this, [&] {
        ++changes;
        remote.reset();
    });
    QTRY_COMPARE(changes, 1);
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
    QCOMPARE(changes, 1);
}

void tst_RemoteObject::outlivesTheChannel()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    RemoteObject remote(&pair.left(), u"thermostat"_s);
    QTRY_VERIFY(remote.isSynchronised());
    pair.deleteLeft();
    QVERIFY(!remote.isSynchronised());
    QCOMPARE(remote.value(u"temperature"_s), QJsonValue(20));
    QCOMPARE(errorOf(remote.call<double>("heat", 1.0)).kind(), Error::Kind::Closed);
    QCOMPARE(errorOf(remote.set("setpoint", 9)).kind(), Error::Kind::Closed);
    QVERIFY(!remote.subscribe("alarm", this, [] {}).isValid());
}

QTEST_GUILESS_MAIN(tst_RemoteObject)
#include "tst_remoteobject.moc"
