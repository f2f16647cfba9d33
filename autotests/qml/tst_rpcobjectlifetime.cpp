// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "qmlclient.h"

using namespace Qt::StringLiterals;

namespace {

constexpr char document[] = R"(
import QtQml
import WebSocketRpc

RpcClient {
    id: rpc

    property var log: []
    property var heard: []
    property RpcObject thermostat: RpcObject {
        name: "thermostat"
        client: rpc
        signals: ["alarm"]
        onReceived: (name, args) => rpc.heard.push(args[0])
        onSetFailed: {}
        onFailed: {}
    }
    property var temperature: thermostat?.temperature
    property var synchronised: thermostat?.synchronised

    reconnect { firstDelay: 1; maximumDelay: 10 }
    onTemperatureChanged: log.push(temperature ?? null)
}
)";

} // namespace

// RpcObject before, between and after connections, and destroyed by what it tells.
class tst_RpcObjectLifetime : public QmlClientTest
{
    Q_OBJECT

public Q_SLOTS:
    void deleteObject() { delete object(); }
    void deleteClient() { client().deleteRoot(); }

private Q_SLOTS:
    void init() { load(document); }

    void mayBeUsedBeforeTheConnection();
    void goesOnAfterAReconnect();
    void followsAnotherName();
    void followsAnotherClient();
    void clientGoesFirst();
    void engineGoesFirst();
    void goesInASlot_data();
    void goesInASlot();
    void goesInItsFunction();
    void goesInABinding();

private:
    [[nodiscard]] QObject *object() const
    {
        return client().root()->property("thermostat").value<QObject *>();
    }
    void connectToServer();
};

void tst_RpcObjectLifetime::connectToServer()
{
    client().connectToServer();
    QTRY_VERIFY(run(u"synchronised"_s).toBool());
    QTRY_COMPARE(thermostat().receiversOfAll(), 3);
}

void tst_RpcObjectLifetime::mayBeUsedBeforeTheConnection()
{
    run(u"thermostat.on('said', text => heard.push(text));"
        "thermostat.setpoint = 19;"
        "thermostat.call('raiseAlarm', 1);"
        "thermostat.call('say', ['hello', 1])"_s);
    QCOMPARE(run(u"thermostat.setpoint"_s), QVariant());
    client().connectToServer();
    QTRY_COMPARE(json(u"heard"_s), uR"([1,"hello"])"_s);
    QCOMPARE(run(u"thermostat.setpoint"_s).toInt(), 19);
    QCOMPARE(json(u"log"_s), u"[null,20]"_s);
}

void tst_RpcObjectLifetime::goesOnAfterAReconnect()
{
    connectToServer();
    run(u"thermostat.on('said', text => heard.push(text)).resumed.connect(() => heard.push('resumed'))"_s);
    run(u"thermostat.valueChanged.connect(key => heard.push(key))"_s);
    QTRY_COMPARE(thermostat().receiversOfAll(), 4);
    client().stopServer();
    QTRY_VERIFY(!run(u"synchronised"_s).toBool());
    QCOMPARE(run(u"temperature"_s).toInt(), 20);
    thermostat().setTemperature(25);
    run(u"thermostat.setpoint = 19"_s); // waits for the connection
    client().startServer();
    QTRY_VERIFY(run(u"synchronised"_s).toBool());
    QTRY_COMPARE(thermostat().setpoint(), 19.0);
    QTRY_COMPARE(run(u"thermostat.setpoint"_s).toInt(), 19);
    QTRY_COMPARE(thermostat().receiversOfAll(), 4);
    QCOMPARE(json(u"log"_s), u"[null,20,25]"_s);
    thermostat().raiseAlarm(7);
    thermostat().say(u"hello"_s, 1);
    QTRY_COMPARE(json(u"heard.sort()"_s), uR"([7,"hello","resumed","setpoint","temperature"])"_s);
}

void tst_RpcObjectLifetime::followsAnotherName()
{
    connectToServer();
    Thermostat cellar;
    cellar.setTemperature(12);
    client().server().expose(&cellar, Thermostat::shared(u"cellar."_s));
    run(u"thermostat.on('said', text => heard.push(text)); thermostat.name = 'cellar'"_s);
    QCOMPARE(run(u"thermostat.temperature"_s), QVariant()); // not that of the other
    QVERIFY(!run(u"synchronised"_s).toBool());
    QTRY_VERIFY(run(u"synchronised"_s).toBool());
    QCOMPARE(json(u"log"_s), u"[null,20,null,12]"_s);
    QTRY_COMPARE(thermostat().receiversOfAll(), 0);
    QTRY_COMPARE(cellar.receiversOfAll(), 4);
    cellar.say(u"from the cellar"_s, 1);
    cellar.raiseAlarm(3);
    QTRY_COMPARE(json(u"heard"_s), uR"(["from the cellar",3])"_s);
    run(u"thermostat.setpoint = 8"_s);
    QTRY_COMPARE(cellar.setpoint(), 8.0);
    QCOMPARE(thermostat().setpoint(), 21.0);
}

void tst_RpcObjectLifetime::followsAnotherClient()
{
    connectToServer();
    run(u"heard = Qt.createQmlObject('import WebSocketRpc; RpcClient {}', rpc)"_s);
    run(u"thermostat.client = heard"_s);
    QVERIFY(!run(u"synchronised"_s).toBool());
    run(u"heard.url = rpc.url; rpc.active = false"_s);
    QTRY_VERIFY(run(u"synchronised"_s).toBool());
    thermostat().setTemperature(23);
    QTRY_COMPARE(run(u"temperature"_s).toInt(), 23);
}

void tst_RpcObjectLifetime::clientGoesFirst()
{
    connectToServer();
    run(u"heard = Qt.createQmlObject('import WebSocketRpc; RpcClient {}', rpc);"
        "heard.url = rpc.url; thermostat.client = heard"_s);
    QTRY_VERIFY(run(u"synchronised"_s).toBool());
    run(u"heard.destroy()"_s);
    QTRY_VERIFY(!run(u"synchronised"_s).toBool());
    QVERIFY(run(u"thermostat.client === null"_s).toBool());
    QCOMPARE(run(u"temperature"_s).toInt(), 20); // the latest that came
    run(u"thermostat.client = rpc"_s);
    QTRY_VERIFY(run(u"synchronised"_s).toBool());
}

void tst_RpcObjectLifetime::engineGoesFirst()
{
    connectToServer();
    const QObject *const survivor = object(); // afterwards nothing can be read from the document
    run(u"thermostat.on('said', () => {}); thermostat.setpoint = 31"_s);
    client().deleteEngine();
    thermostat().setTemperature(30);
    thermostat().raiseAlarm(1);
    thermostat().say(u"hello"_s, 1);
    QVERIFY(survivor->property("synchronised").toBool());
    client().stopServer();
    QTRY_VERIFY(!survivor->property("synchronised").toBool());
}

void tst_RpcObjectLifetime::goesInASlot_data()
{
    QTest::addColumn<QByteArray>("signal");
    QTest::addColumn<QString>("cause");
    QTest::addColumn<QByteArray>("slot");

    const std::pair<const char *, QString> rows[] = {
        {"valueChanged(QString,QVariant)", u"call('heat', 1)"_s},
        {"valuesChanged()", u"call('heat', 1)"_s},
        {"received(QString,QJSValue)", u"call('raiseAlarm', 1)"_s},
        {"setFailed(QString,QJSValue)", u"setpoint = 31"_s},
        {"failed(QJSValue)", u"name = 'cellar'"_s},
        {"nameChanged()", u"name = 'cellar'"_s},
        {"clientChanged()", u"client = null"_s},
        {"signalsChanged()", u"signals = []"_s},
        {"synchronisedChanged()", u"name = 'cellar'"_s},
    };
    for (const auto &[signal, cause] : rows) {
        QTest::addRow("object in %s", signal)
            << QByteArray(signal) << cause << QByteArray("1deleteObject()");
        QTest::addRow("client in %s", signal)
            << QByteArray(signal) << cause << QByteArray("1deleteClient()");
    }
}

// The script runs when nothing of it is on the stack that must survive.
void tst_RpcObjectLifetime::goesInASlot()
{
    QFETCH(const QByteArray, signal);
    QFETCH(const QString, cause);
    QFETCH(const QByteArray, slot);

    connectToServer();
    const QPointer<QObject> destroyed(slot == "1deleteObject()" ? object() : client().root());
    QVERIFY(connect(object(), '2' + signal, this, slot));
    if (cause.startsWith(u"name"_s))
        object()->setProperty("name", u"cellar"_s);
    else if (cause.startsWith(u"client"_s))
        object()->setProperty("client", QVariant());
    else if (cause.startsWith(u"signals"_s))
        object()->setProperty("signals", QStringList());
    else
        run(u"thermostat."_s + cause);
    QTRY_VERIFY(!destroyed);
    QTRY_COMPARE(thermostat().receiversOfAll(), 0);
}

void tst_RpcObjectLifetime::goesInItsFunction()
{
    connectToServer();
    run(u"thermostat.on('said', () => { thermostat.destroy(); })"_s);
    QTRY_COMPARE(thermostat().receiversOfAll(), 4);
    thermostat().say(u"hello"_s, 1);
    QTRY_VERIFY(!object());
}

void tst_RpcObjectLifetime::goesInABinding()
{
    connectToServer();
    run(u"rpc.temperatureChanged.connect(() => thermostat?.destroy())"_s);
    thermostat().setTemperature(30);
    thermostat().setSetpoint(30);
    QTRY_VERIFY(!object());
    QTRY_COMPARE(thermostat().receiversOfAll(), 0);
}

QTEST_GUILESS_MAIN(tst_RpcObjectLifetime)

#include "tst_rpcobjectlifetime.moc"
