// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include "thermostat.h"

#include <websocketrpc/remoteobject.h>
#include <websocketrpc/remoteproperty.h>

#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

void Snippets::shareAnObject()
{
    WebSocketRpc::Server &server = *m_server;
    Thermostat thermostat;
    //! [expose]
    server.expose(&thermostat,
        {.prefix = u"thermostat."_s,
            .sharedSignals = {u"alarm"_s},
            .sharedProperties = {u"temperature"_s}, // peers may read and follow it
            .writableProperties = {u"setpoint"_s}}); // and may set this one, too
    //! [expose]
    const auto set = m_client->call<void>("rpc.set", "thermostat.setpoint", 19);
    QTRY_VERIFY(set.isFinished());
    QCOMPARE(thermostat.setpoint(), 19.0);
    const auto watched =
        m_client->call<QJsonObject>("rpc.watch", {{"names", QStringList{u"thermostat"_s}}});
    QTRY_VERIFY(watched.isFinished());
    const QJsonObject expected{{u"temperature"_s, 20.0}, {u"setpoint"_s, 19.0}};
    QCOMPARE(watched.result()[u"thermostat"], expected);
}

void Snippets::followAnObject()
{
    WebSocketRpc::Client &client = *m_client;
    Thermostat served;
    m_server->expose(&served,
        {.prefix = u"thermostat."_s,
            .sharedSignals = {u"alarm"_s},
            .sharedProperties = {u"temperature"_s},
            .writableProperties = {u"setpoint"_s}});
    QList<double> alarms;
    QStringList shown;
    const auto showAlarm = [&](double degrees) { alarms.append(degrees); };
    const auto show = [&](const QString &text) { shown.append(text); };
    //! [subscribe]
    WebSocketRpc::Subscription alarm = client.subscribe("thermostat.alarm", this, showAlarm);
    alarm.onResumed(this, [=] { show(u"There may have been alarms meanwhile."_s); });
    //! [subscribe]
    //! [property]
    WebSocketRpc::RemoteProperty<double> temperature(&client, "thermostat.temperature");
    QProperty<QString> label([&] { return u"%1 degrees"_s.arg(temperature.value()); });
    //! [property]
    //! [object]
    WebSocketRpc::RemoteObject thermostat(&client, u"thermostat"_s);
    connect(&thermostat, &WebSocketRpc::RemoteObject::changed, this,
        [=](const QString &property, const QJsonValue &value) {
            show(property + u": "_s + value.toVariant().toString());
        });
    const auto set = thermostat.set("setpoint", 19);
    //! [object]
    //! [checked]
    const auto checked = thermostat.subscribe<&Thermostat::alarm>(this, showAlarm);
    //! [checked]
    QTRY_VERIFY(set.isFinished());
    QCOMPARE(label.value(), u"20 degrees"_s);
    QCOMPARE(served.setpoint(), 19.0);
    QVERIFY(shown.contains(u"setpoint: 19"_s));
    QTRY_VERIFY(alarm.isActive() && checked.isActive());
    Q_EMIT served.alarm(90);
    const QList<double> both = {90, 90};
    QTRY_COMPARE(alarms, both);
}
