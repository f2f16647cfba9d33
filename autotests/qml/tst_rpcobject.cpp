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
    property var count: ({evaluations: 0})
    property var heard: []
    property var refusals: []
    property string shown: thermostat.temperature + " of " + thermostat.setpoint
    property var setpoint: {
        ++count.evaluations;
        return thermostat.setpoint;
    }
    property RpcObject thermostat: RpcObject {
        id: thermostat

        client: rpc
        name: "thermostat"
        onSetFailed: (property, error) => rpc.refusals.push([property, error.code, error.kind])
    }

    reconnect { firstDelay: 1; maximumDelay: 10 }
    onShownChanged: log.push(shown)
}
)";

// Its properties have the names of members of RpcObject and of its base classes.
class Namesake : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int client READ number CONSTANT)
    Q_PROPERTY(int name READ number CONSTANT)
    Q_PROPERTY(int values READ number CONSTANT)
    Q_PROPERTY(int keys READ number CONSTANT)
    Q_PROPERTY(int QObject READ number CONSTANT)
    Q_PROPERTY(int deleteLater READ number CONSTANT)
    Q_PROPERTY(int received READ number CONSTANT)
    Q_PROPERTY(int other READ number CONSTANT)

public:
    [[nodiscard]] int number() const { return 7; }
};

// Its setter takes no value beyond 10.
class Limited : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int level READ level WRITE setLevel NOTIFY levelChanged)

public:
    [[nodiscard]] int level() const { return m_level; }
    void setLevel(int level)
    {
        if (std::exchange(m_level, qMin(level, 10)) != m_level)
            Q_EMIT levelChanged();
    }

Q_SIGNALS:
    void levelChanged();

private:
    int m_level = 10;
};

} // namespace

// RpcObject, over a socket.
class tst_RpcObject : public QmlClientTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void membersFollowThePeer();
    void membersThatChangeTogetherAreToldTogether();
    void memberKeepsItsValueUntilThePeerTells();
    void lastAssignmentCounts();
    void ignoredAssignmentIsSeen();
    void refusedAssignmentIsTold_data();
    void refusedAssignmentIsTold();
    void refusalWarnsWhereNobodyListens();
    void setReturnsAPromise();
    void callReturnsAPromise();
    void withoutClientEverythingFails();
    void namesOfItsOwnAreInValues();
    void valuesAreConverted();
    void functionHearsASignal();
    void functionEndsWithItsContext();
    void exceptionOfAFunctionIsReported();
    void listedSignalsAreReceived();
    void onlyWantedSignalsAreSubscribed();
    void refusedSignalIsTold();
};

void tst_RpcObject::init()
{
    load(document);
    client().connectToServer();
    QTRY_VERIFY(run(u"thermostat.synchronised"_s).toBool());
}

void tst_RpcObject::membersFollowThePeer()
{
    QCOMPARE(json(u"log"_s), uR"(["undefined of undefined","20 of 21"])"_s);
    thermostat().setTemperature(22.5);
    QTRY_COMPARE(run(u"shown"_s), u"22.5 of 21"_s);
    QCOMPARE(
        json(u"thermostat.values"_s), uR"({"name":"hall","setpoint":21,"temperature":22.5})"_s);
    QCOMPARE(run(u"thermostat.unknown"_s), QVariant());
}

void tst_RpcObject::membersThatChangeTogetherAreToldTogether()
{
    run(u"thermostat.valueChanged.connect((key, value) => heard.push(key + ' ' + value + ' ' + shown))"_s);
    thermostat().setSetpoint(9);
    thermostat().setTemperature(10);
    QTRY_COMPARE(run(u"heard.length"_s).toInt(), 2);
    QCOMPARE(json(u"heard"_s), uR"(["setpoint 9 10 of 9","temperature 10 10 of 9"])"_s);
    QCOMPARE(json(u"log"_s), uR"(["undefined of undefined","20 of 21","10 of 9"])"_s);
}

void tst_RpcObject::memberKeepsItsValueUntilThePeerTells()
{
    const int evaluations = run(u"count.evaluations"_s).toInt();
    QCOMPARE(run(u"(thermostat.setpoint = 19, thermostat.setpoint)"_s).toInt(), 21);
    QCOMPARE(
        run(u"count.evaluations"_s).toInt(), evaluations); // a control that is bound stays as it is
    QTRY_COMPARE(run(u"setpoint"_s).toInt(), 19);
    QCOMPARE(run(u"count.evaluations"_s).toInt(), evaluations + 1);
    QCOMPARE(thermostat().setpoint(), 19.0);
    QCOMPARE(json(u"refusals"_s), u"[]"_s);
}

void tst_RpcObject::lastAssignmentCounts()
{
    run(u"thermostat.setpoint = 19; thermostat.setpoint = 21; thermostat.call('heat', 1).then(() => heard.push(1))"_s);
    QTRY_COMPARE(run(u"heard.length"_s).toInt(), 1);
    QCOMPARE(thermostat().setpoint(), 21.0);
    QCOMPARE(run(u"setpoint"_s).toInt(), 21);
}

// A control that is bound goes back to what the peer has made of it.
void tst_RpcObject::ignoredAssignmentIsSeen()
{
    Limited limited;
    client().server().expose(
        &limited, {.prefix = u"limited."_s, .writableProperties = {u"level"_s}});
    run(u"thermostat.name = 'limited'; setpoint = Qt.binding(() => thermostat.level + '.' + ++count.evaluations)"_s);
    QTRY_COMPARE(run(u"thermostat.level"_s).toInt(), 10);
    run(u"count.evaluations = 0; thermostat.level = 12"_s);
    QTRY_COMPARE(run(u"setpoint"_s).toString(), u"10.1"_s);
    run(u"thermostat.level = 9"_s);
    QTRY_COMPARE(run(u"setpoint"_s).toString(), u"9.2"_s);
    run(u"thermostat.call('nothing').catch(() => heard.push(1))"_s);
    QTRY_COMPARE(run(u"heard.length"_s).toInt(), 1);
    QCOMPARE(run(u"setpoint"_s).toString(), u"9.2"_s);
}

void tst_RpcObject::refusedAssignmentIsTold_data()
{
    QTest::addColumn<QString>("assignment");
    QTest::addColumn<QString>("refusal");

    QTest::newRow("by the setter") << u"setpoint = 31"_s << uR"(["setpoint",3,"Remote"])"_s;
    QTest::newRow("of a wrong type")
        << u"setpoint = 'warm'"_s << uR"(["setpoint",-32602,"Remote"])"_s;
    QTest::newRow("read-only") << u"temperature = 5"_s << uR"(["temperature",-32602,"Remote"])"_s;
    QTest::newRow("unknown") << u"unknown = 5"_s << uR"(["unknown",-32602,"Remote"])"_s;
    QTest::newRow("not for the wire")
        << u"setpoint = rpc"_s << uR"(["setpoint",0,"InvalidCall"])"_s;
}

void tst_RpcObject::refusedAssignmentIsTold()
{
    QFETCH(const QString, assignment);
    QFETCH(const QString, refusal);

    const int evaluations = run(u"count.evaluations"_s).toInt();
    run(u"thermostat."_s + assignment);
    QTRY_COMPARE(run(u"refusals.length"_s).toInt(), 1);
    QCOMPARE(json(u"refusals[0]"_s), refusal);
    QCOMPARE(run(u"shown"_s), u"20 of 21"_s);
    const bool isBound = assignment.startsWith(u"setpoint"_s);
    QCOMPARE(
        run(u"count.evaluations"_s).toInt(), evaluations + int(isBound)); // a control goes back
    QCOMPARE(thermostat().setpoint(), 21.0);
}

void tst_RpcObject::refusalWarnsWhereNobodyListens()
{
    run(u"heard = Qt.createQmlObject('import WebSocketRpc; RpcObject { name: \"thermostat\" }', rpc); heard.client = rpc"_s);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"'setpoint' was not set: from 5 to 30"_s));
    run(u"heard.setpoint = 31; heard.call('heat', 1).then(() => log = [])"_s);
    QTRY_COMPARE(run(u"log.length"_s).toInt(), 0);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"the object 'cellar' is not followed: .*cellar"_s));
    run(u"heard.name = 'cellar'; heard.call('heat', 1).catch(() => log = [1, 2, 3])"_s);
    QTRY_COMPARE(run(u"log.length"_s).toInt(), 3);
}

void tst_RpcObject::setReturnsAPromise()
{
    run(u"thermostat.set('setpoint', 12).then(() => heard.push(thermostat.setpoint))"_s);
    QTRY_COMPARE(json(u"heard"_s), u"[12]"_s);
    run(u"thermostat.set('name', 'x').catch(error => heard.push(error.code))"_s);
    QTRY_COMPARE(json(u"heard"_s), u"[12,-32602]"_s);
    QCOMPARE(json(u"refusals"_s), u"[]"_s);
}

void tst_RpcObject::callReturnsAPromise()
{
    const QString note = u".then(value => heard.push(value + ' ' + thermostat.temperature))"_s;
    run(u"thermostat.call('heat', 1)"_s + note);
    QTRY_COMPARE(json(u"heard"_s), uR"(["21 21"])"_s);
    run(u"thermostat.call('heat', [2])"_s + note);
    QTRY_COMPARE(run(u"heard.length"_s).toInt(), 2);
    run(u"thermostat.call('heat', {degrees: 3}, {timeout: 5000})"_s + note);
    QTRY_COMPARE(json(u"heard"_s), uR"(["21 21","23 23","26 26"])"_s);
}

void tst_RpcObject::withoutClientEverythingFails()
{
    run(u"thermostat.client = null; thermostat.setpoint = 19"_s);
    run(u"thermostat.call('heat', 1).catch(error => heard.push(error.kind))"_s);
    run(u"thermostat.set('setpoint', 1).catch(error => heard.push(error.kind))"_s);
    QTRY_COMPARE(json(u"refusals"_s), uR"([["setpoint",0,"Closed"]])"_s);
    QTRY_COMPARE(json(u"heard"_s), uR"(["Closed","Closed"])"_s);
}

void tst_RpcObject::namesOfItsOwnAreInValues()
{
    Namesake namesake;
    const QStringList names = {u"client"_s, u"name"_s, u"values"_s, u"keys"_s, u"QObject"_s,
        u"deleteLater"_s, u"received"_s, u"other"_s};
    client().server().expose(&namesake, {.prefix = u"namesake."_s, .sharedProperties = names});
    run(u"thermostat.name = 'namesake'"_s);
    QTRY_COMPARE(run(u"thermostat.other"_s).toInt(), 7);
    QCOMPARE(run(u"thermostat.name"_s).toString(), u"namesake"_s);
    QVERIFY(run(u"thermostat.client === rpc"_s).toBool());
    for (const QString &name : names)
        QCOMPARE(run(u"thermostat.values['%1']"_s.arg(name)).toInt(), 7);
}

void tst_RpcObject::valuesAreConverted()
{
    QObject object;
    Holder holder;
    holder.setValue(
        QVariantMap{{u"day"_s, u"2026-02-28T12:00:00Z"_s}, {u"list"_s, QVariantList{1, 2}}});
    client().server().expose(&holder, {.prefix = u"holder."_s, .writableProperties = {u"value"_s}});
    run(u"rpc.conversions.dates = ['day']; thermostat.name = 'holder'"_s);
    QTRY_VERIFY(run(u"thermostat.synchronised"_s).toBool());
    QVERIFY(run(u"thermostat.value.day instanceof Date"_s).toBool());
    QVERIFY(run(u"Array.isArray(thermostat.value.list)"_s).toBool());
    run(u"thermostat.value = {a: [1, {b: null}], c: undefined}"_s);
    QTRY_COMPARE(json(u"thermostat.value"_s), uR"({"a":[1,{"b":null}]})"_s);
    run(u"thermostat.value = [true, 'x']"_s);
    QTRY_COMPARE(json(u"thermostat.value"_s), uR"([true,"x"])"_s);
    QCOMPARE(holder.value(), QVariant(QVariantList{true, u"x"_s}));
}

void tst_RpcObject::functionHearsASignal()
{
    run(u"log = thermostat.on('said', (text, times) => heard.push([text, times]))"_s);
    QTRY_VERIFY(thermostat().receiversOfAll() == 3);
    thermostat().say(u"hello"_s, 2);
    QTRY_COMPARE(json(u"heard"_s), uR"([["hello",2]])"_s);
    run(u"thermostat.on('said', () => log?.end())"_s); // from inside
    thermostat().say(u"again"_s, 1);
    QTRY_COMPARE(run(u"heard.length"_s).toInt(), 2);
    run(u"thermostat.call('say', ['more', 1]).then(() => heard.push('end'))"_s);
    QTRY_COMPARE(json(u"heard"_s), uR"([["hello",2],["again",1],"end"])"_s);
}

void tst_RpcObject::functionEndsWithItsContext()
{
    run(u"log = Qt.createQmlObject('import QtQml; QtObject {}', rpc); thermostat.on('alarm', degrees => heard.push(degrees), log)"_s);
    QTRY_COMPARE(thermostat().receiversOfAll(), 3);
    thermostat().raiseAlarm(1);
    QTRY_COMPARE(json(u"heard"_s), u"[1]"_s);
    run(u"log.destroy()"_s);
    QTRY_COMPARE(thermostat().receiversOfAll(), 2);
}

void tst_RpcObject::exceptionOfAFunctionIsReported()
{
    run(u"rpc.notificationFailed.connect(method => heard.push(method)); thermostat.on('alarm', () => { throw new Error('broken'); })"_s);
    QTRY_COMPARE(thermostat().receiversOfAll(), 3);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"\"thermostat.alarm\" had no effect"_s));
    thermostat().raiseAlarm(1);
    QTRY_COMPARE(json(u"heard"_s), uR"(["thermostat.alarm"])"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a handler must be a function"_s));
    QVERIFY(run(u"thermostat.on('alarm', 5) === null"_s).toBool());
}

void tst_RpcObject::listedSignalsAreReceived()
{
    run(u"thermostat.signals = ['alarm', 'said']; thermostat.received.connect((name, args) => heard.push([name, Array.isArray(args), args]))"_s);
    QTRY_COMPARE(thermostat().receiversOfAll(), 4);
    thermostat().raiseAlarm(99.5);
    thermostat().say(u"hello"_s, 2);
    QTRY_COMPARE(json(u"heard"_s), uR"([["alarm",true,[99.5]],["said",true,["hello",2]]])"_s);
    run(u"thermostat.signals = ['said']"_s);
    QTRY_COMPARE(thermostat().receiversOfAll(), 3);
}

void tst_RpcObject::onlyWantedSignalsAreSubscribed()
{
    QCOMPARE(thermostat().receiversOfAll(), 2); // of the properties
    run(u"heard = Qt.createQmlObject('import WebSocketRpc; RpcObject { name: \"thermostat\" }', "
        u"rpc);"
        "heard.client = rpc; heard.on('said', () => {})"_s);
    QTRY_COMPARE(thermostat().receiversOfAll(), 3);
    run(u"thermostat.name = ''; heard.destroy()"_s);
    QTRY_COMPARE(thermostat().receiversOfAll(), 0);
}

void tst_RpcObject::refusedSignalIsTold()
{
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"the signal 'hiddenSignal' is not followed: .*"_s));
    run(u"thermostat.signals = ['hiddenSignal']; thermostat.call('heat', 1).then(() => heard.push(1))"_s);
    QTRY_COMPARE(run(u"heard.length"_s).toInt(), 1);
    run(u"thermostat.failed.connect(error => heard.push(error.code)); thermostat.signals = ['secretChanged']"_s);
    QTRY_COMPARE(json(u"heard"_s), u"[1,-32602]"_s);
    run(u"log = thermostat.on('nothing', () => {}); log.failed.connect(error => heard.push('own ' + error.code))"_s);
    QTRY_COMPARE(json(u"heard"_s), uR"([1,-32602,"own -32602"])"_s);
}

QTEST_GUILESS_MAIN(tst_RpcObject)

#include "tst_rpcobject.moc"
