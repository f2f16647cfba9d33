// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "thermostat.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/remoteobject.h>
#include <websocketrpc/remoteproperty.h>
#include <websocketrpc/server.h>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using namespace std::chrono_literals;

// What is followed outlives connections.
class tst_RemoteReconnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void mayBeMadeBeforeTheConnection();
    void isAskedForBeforeCallsThatWait_data();
    void isAskedForBeforeCallsThatWait();
    void isAskedForAfterTheOpeningStep();
    void propertyTellsOnlyWhatIsDifferent();
    void subscriptionTellsThatItGoesOn();
    void whatIsRefusedIsAskedForAgain();
    void lostQuestionIsNoRefusal();
    void endingWithoutConnectionNeedsNone();
    void closedClientOpensAgain();
    void speaksFastApi();

private:
    void restart();

    std::unique_ptr<Thermostat> m_thermostat;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Client> m_client;
    quint16 m_port = 0;
};

void tst_RemoteReconnect::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_port = 0;
    m_thermostat = std::make_unique<Thermostat>();
    restart();
    m_client = std::make_unique<Client>(m_server->url());
    m_client->setReconnectPolicy({.firstDelay = 1ms, .maximumDelay = 10ms});
}

void tst_RemoteReconnect::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_thermostat.reset();
}

void tst_RemoteReconnect::restart()
{
    m_server.reset();
    m_server = std::make_unique<Server>();
    m_server->expose(m_thermostat.get(), Thermostat::shared());
    QVERIFY(QTest::qWaitFor([this] { return m_server->listen(QHostAddress::LocalHost, m_port); }));
    m_port = m_server->port();
}

void tst_RemoteReconnect::mayBeMadeBeforeTheConnection()
{
    const RemoteProperty<double> property(m_client.get(), "thermostat.temperature");
    const RemoteObject object(m_client.get(), u"thermostat"_s);
    int alarms = 0;
    const Subscription alarm = m_client->subscribe("thermostat.alarm", this, [&] { ++alarms; });
    int active = 0;
    alarm.onActive(this, [&] { ++active; });
    m_client->open();
    QTRY_VERIFY(property.isSynchronised());
    QTRY_VERIFY(object.isSynchronised());
    QTRY_COMPARE(active, 1);
    QCOMPARE(property.value(), 20.0);
    Q_EMIT m_thermostat->alarm(1);
    QTRY_COMPARE(alarms, 1);
}

void tst_RemoteReconnect::isAskedForBeforeCallsThatWait_data()
{
    QTest::addColumn<bool>("callsFirst");
    QTest::newRow("the call is made first") << true;
    QTest::newRow("the call is made last") << false;
}

void tst_RemoteReconnect::isAskedForBeforeCallsThatWait()
{
    QFETCH(const bool, callsFirst);
    Reply<double> reply;
    const auto call = [&] { reply = m_client->call<double>("thermostat.heat", 5.0); };
    if (callsFirst)
        call();
    QList<double> values;
    const RemoteProperty<double> property(m_client.get(), "thermostat.temperature");
    connect(
        &property, &RemotePropertyBase::changed, this, [&] { values.append(property.value()); });
    int alarms = 0;
    const Subscription alarm = m_client->subscribe("thermostat.alarm", this, [&] { ++alarms; });
    if (!callsFirst)
        call();
    const Reply<void> raised = m_client->call<void>("thermostat.raiseAlarm", 1.0);
    m_client->open();
    QVERIFY(settles(reply));
    QVERIFY(settles(raised));
    const QList<double> before = {20, 25};
    QCOMPARE(values, before);
    QCOMPARE(alarms, 1);
}

void tst_RemoteReconnect::isAskedForAfterTheOpeningStep()
{
    QStringList asked;
    m_server->setAuthorizer([&](const CallContext &call) {
        asked.append(call.method());
        return std::optional<Error>();
    });
    m_server->on("log_in", this, [](const QString &name) { return name; });
    const RemoteProperty<double> property(m_client.get(), "thermostat.temperature");
    Subscription alarm;
    m_client->setOpening([&](ChannelHandle server) {
        alarm = m_client->subscribe("thermostat.alarm", this, [] {});
        return server.call<QString>("log_in", u"me"_s).then([](const QString &) {});
    });
    m_client->open();
    QTRY_VERIFY(property.isSynchronised());
    QTRY_VERIFY(alarm.isActive());
    const QStringList all = {u"log_in"_s, u"thermostat.alarm"_s, u"thermostat.temperature"_s};
    QCOMPARE(asked, all);
}

void tst_RemoteReconnect::propertyTellsOnlyWhatIsDifferent()
{
    const RemoteProperty<double> temperature(m_client.get(), "thermostat.temperature");
    const RemoteProperty<double> setpoint(m_client.get(), "thermostat.setpoint");
    const RemoteObject object(m_client.get(), u"thermostat"_s);
    m_client->open();
    QTRY_VERIFY(object.isSynchronised());
    QSignalSpy temperatureChanged(&temperature, &RemotePropertyBase::changed);
    QSignalSpy setpointChanged(&setpoint, &RemotePropertyBase::changed);
    QSignalSpy objectChanged(&object, &RemoteObject::changed);
    QSignalSpy states(&object, &RemoteObject::synchronisedChanged);
    m_server.reset();
    QTRY_VERIFY(!object.isSynchronised());
    QCOMPARE(temperature.value(), 20.0);
    m_thermostat->setSetpoint(11);
    restart();
    QTRY_VERIFY(object.isSynchronised());
    QCOMPARE(states.size(), 2);
    QCOMPARE(setpoint.value(), 11.0);
    QCOMPARE(temperatureChanged.size(), 0);
    QCOMPARE(setpointChanged.size(), 1);
    QCOMPARE(objectChanged.size(), 1);
    QCOMPARE(objectChanged.first().first().toString(), u"setpoint"_s);
}

void tst_RemoteReconnect::subscriptionTellsThatItGoesOn()
{
    QStringList told;
    const Subscription alarm = m_client->subscribe(
        "thermostat.alarm", this, [&](int degrees) { told.append(QString::number(degrees)); });
    alarm.onActive(this, [&] { told.append(u"active"_s); }).onResumed(this, [&] {
        told.append(u"resumed"_s);
    });
    m_client->open();
    QTRY_COMPARE(told, QStringList{u"active"_s});
    Q_EMIT m_thermostat->alarm(1);
    QTRY_COMPARE(told.size(), 2);
    m_server.reset();
    QTRY_VERIFY(!alarm.isActive());
    Q_EMIT m_thermostat->alarm(2);
    restart();
    QTRY_VERIFY(alarm.isActive());
    Q_EMIT m_thermostat->alarm(3);
    const QStringList all = {u"active"_s, u"1"_s, u"active"_s, u"resumed"_s, u"3"_s};
    QTRY_COMPARE(told, all);
}

void tst_RemoteReconnect::whatIsRefusedIsAskedForAgain()
{
    m_server->unexpose(m_thermostat.get());
    const RemoteProperty<double> property(m_client.get(), "thermostat.temperature");
    QSignalSpy failed(&property, &RemotePropertyBase::failed);
    m_client->open();
    QTRY_COMPARE(failed.size(), 1);
    restart();
    QTRY_VERIFY(property.isSynchronised());
    QCOMPARE(failed.size(), 1);
}

void tst_RemoteReconnect::lostQuestionIsNoRefusal()
{
    int asked = 0;
    m_server->setAuthorizer([&](const CallContext &) {
        if (++asked == 1)
            m_server->channels().first()->close();
        return std::optional<Error>();
    });
    const RemoteProperty<double> property(m_client.get(), "thermostat.temperature");
    QSignalSpy failed(&property, &RemotePropertyBase::failed);
    m_client->open();
    QTRY_VERIFY(property.isSynchronised());
    QCOMPARE(asked, 2);
    QCOMPARE(failed.size(), 0);
}

void tst_RemoteReconnect::endingWithoutConnectionNeedsNone()
{
    auto property =
        std::make_unique<RemoteProperty<double>>(m_client.get(), "thermostat.temperature");
    Subscription alarm = m_client->subscribe("thermostat.alarm", this, [] {});
    const RemoteProperty<double> other(m_client.get(), "thermostat.setpoint");
    property.reset();
    alarm.end();
    QStringList asked;
    m_server->setAuthorizer([&](const CallContext &call) {
        asked.append(call.method());
        return std::optional<Error>();
    });
    m_client->open();
    QTRY_VERIFY(other.isSynchronised());
    QCOMPARE(asked, QStringList{u"thermostat.setpoint"_s});
}

void tst_RemoteReconnect::closedClientOpensAgain()
{
    const RemoteProperty<double> property(m_client.get(), "thermostat.temperature");
    m_client->open();
    QTRY_VERIFY(property.isSynchronised());
    m_client->close();
    QVERIFY(!property.isSynchronised());
    m_thermostat->setTemperature(1);
    m_client->open();
    QTRY_VERIFY(property.isSynchronised());
    QCOMPARE(property.value(), 1.0);
}

void tst_RemoteReconnect::speaksFastApi()
{
    m_client->setDialect(Dialect::FastApi);
    const RemoteProperty<double> property(m_client.get(), "thermostat.temperature");
    QString said;
    int times = 0;
    const Subscription subscription =
        m_client->subscribe("thermostat.said", this, [&](const QString &text, int count) {
            said = text;
            times = count;
        });
    m_client->open();
    QTRY_VERIFY(property.isSynchronised());
    QTRY_VERIFY(subscription.isActive());
    m_thermostat->say(u"hello"_s, 3);
    m_thermostat->setTemperature(8);
    QTRY_COMPARE(property.value(), 8.0);
    QCOMPARE(said, u"hello"_s);
    QCOMPARE(times, 3);
}

QTEST_GUILESS_MAIN(tst_RemoteReconnect)
#include "tst_remotereconnect.moc"
