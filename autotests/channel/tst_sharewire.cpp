// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messages.h"
#include "thermostat.h"
#include "waitfor.h"

#include <websocketrpc/server.h>
#include <websocketrpc/test/scriptedpeer.h>

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;

namespace {

QByteArray request(const QByteArray &method, const QByteArray &params)
{
    return R"({"jsonrpc":"2.0","method":")" + method + R"(","params":)" + params + R"(,"id":1})";
}

QByteArray notification(const QByteArray &method, const QByteArray &params)
{
    return R"({"jsonrpc":"2.0","method":")" + method + R"(","params":)" + params + '}';
}

QByteArray result(const QByteArray &json)
{
    return R"({"jsonrpc":"2.0","result":)" + json + R"(,"id":1})";
}

} // namespace

// Signals and properties, message by message.
class tst_ShareWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void signalIsANotificationOfItsOwnName();
    void namesMayGoByPosition();
    void unsubscribedSignalIsNotSent();
    void watchAnswersWithTheValues_data();
    void watchAnswersWithTheValues();
    void changeComesBeforeTheAnswerOfItsCall();
    void changesOfOneTurnAreOneMessage();
    void changeWithoutAChangeIsNotSent();
    void unwatchedPropertyIsNotSent();
    void setWritesAndAnswersNull();
    void refusedSettingIsAnError_data();
    void refusedSettingIsAnError();
    void unsharedNamesLookLikeUnknownOnes_data();
    void unsharedNamesLookLikeUnknownOnes();
    void allNamesOrNone();
    void wrongParamsAreRefused_data();
    void wrongParamsAreRefused();
    void authorizerIsAskedForEachName();
    void snakeCaseAppliesToAllNames();
    void requestsMayComeInABatch();
    void changeAfterABatchIsTheLast();
    void notificationSubscribes();
    void pythonGetsNamedArguments();
    void programThatSharesNothingHasNoSuchMethods();
    void objectsWithTheSamePrefixAreOne();

private:
    std::unique_ptr<Thermostat> m_thermostat;
    std::unique_ptr<Server> m_server;
};

void tst_ShareWire::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_server.reset();
    m_thermostat = std::make_unique<Thermostat>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_thermostat.get(), Thermostat::shared());
    QVERIFY(m_server->listen());
}

void tst_ShareWire::signalIsANotificationOfItsOwnName()
{
    ScriptedPeer peer(m_server->url());
    ScriptedPeer other(m_server->url());
    peer.send(request("rpc.subscribe", R"({"names":["thermostat.alarm","thermostat.said"]})"));
    QCOMPARE(peer.next(), result("null"));
    Q_EMIT m_thermostat->alarm(99.5);
    QCOMPARE(peer.next(), notification("thermostat.alarm", "[99.5]"));
    Q_EMIT m_thermostat->said(u"hot"_s);
    QCOMPARE(peer.next(), notification("thermostat.said", R"(["hot",1])"));
    other.send(request("thermostat.heat", "[1]"));
    QCOMPARE(other.next(), result("21.0"));
    QCOMPARE(other.received().size(), 1);
}

void tst_ShareWire::namesMayGoByPosition()
{
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.subscribe", R"([["thermostat.alarm"]])"));
    QCOMPARE(peer.next(), result("null"));
    Q_EMIT m_thermostat->alarm(1);
    QCOMPARE(peer.next(), notification("thermostat.alarm", "[1.0]"));
}

void tst_ShareWire::unsubscribedSignalIsNotSent()
{
    ScriptedPeer peer(m_server->url());
    ScriptedPeer other(m_server->url());
    other.send(request("rpc.subscribe", R"([["thermostat.alarm"]])"));
    QCOMPARE(other.next(), result("null"));
    peer.send(request("rpc.subscribe", R"([["thermostat.alarm", "thermostat.said"]])"));
    QCOMPARE(peer.next(), result("null"));
    peer.send(request("rpc.unsubscribe", R"([["thermostat.alarm"]])"));
    QCOMPARE(peer.next(), result("null"));
    Q_EMIT m_thermostat->alarm(1);
    Q_EMIT m_thermostat->said(u"a"_s, 2);
    QCOMPARE(peer.next(), notification("thermostat.said", R"(["a",2])"));
}

void tst_ShareWire::watchAnswersWithTheValues_data()
{
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<QByteArray>("values");
    QTest::newRow("of an object") << QByteArray(
        R"("thermostat")") << QByteArray(R"("temperature":20.0,"name":"hall","setpoint":21.0)");
    QTest::newRow("a single one") << QByteArray(R"("thermostat.setpoint")")
                                  << QByteArray(R"("setpoint":21.0)");
    QTest::newRow("two") << QByteArray(R"("thermostat.name","thermostat.temperature")")
                         << QByteArray(R"("name":"hall","temperature":20.0)");
}

void tst_ShareWire::watchAnswersWithTheValues()
{
    QFETCH(const QByteArray, names);
    QFETCH(const QByteArray, values);
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.watch", R"({"names":[)" + names + "]}"));
    QCOMPARE(peer.next(), result(R"({"thermostat":{)" + values + "}}"));
}

void tst_ShareWire::changeComesBeforeTheAnswerOfItsCall()
{
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.watch", R"([["thermostat.temperature"]])"));
    QCOMPARE(peer.next(), result(R"({"thermostat":{"temperature":20.0}})"));
    peer.send(request("thermostat.heat", "[2]"));
    QCOMPARE(peer.next(), notification("rpc.changed", R"({"thermostat":{"temperature":22.0}})"));
    QCOMPARE(peer.next(), result("22.0"));
    peer.send(request("thermostat.heatLater", "[2]"));
    QCOMPARE(peer.next(), notification("rpc.changed", R"({"thermostat":{"temperature":24.0}})"));
    QCOMPARE(peer.next(), result("24.0"));
}

void tst_ShareWire::changesOfOneTurnAreOneMessage()
{
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.watch", R"([["thermostat"]])"));
    (void)peer.next();
    m_thermostat->reads = 0;
    m_thermostat->flood(100);
    m_thermostat->setSetpoint(8);
    QCOMPARE(peer.next(),
        notification("rpc.changed", R"({"thermostat":{"temperature":100.0,"setpoint":8.0}})"));
    QCOMPARE(m_thermostat->reads, 1);
}

void tst_ShareWire::changeWithoutAChangeIsNotSent()
{
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.watch", R"([["thermostat"]])"));
    (void)peer.next();
    m_thermostat->setTemperature(20);
    peer.send(request("thermostat.heat", "[0]"));
    QCOMPARE(peer.next(), result("20.0"));
}

void tst_ShareWire::unwatchedPropertyIsNotSent()
{
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.watch", R"([["thermostat"]])"));
    (void)peer.next();
    peer.send(request("rpc.unwatch", R"([["thermostat.temperature"]])"));
    QCOMPARE(peer.next(), result("null"));
    m_thermostat->setTemperature(1);
    m_thermostat->setSetpoint(9);
    QCOMPARE(peer.next(), notification("rpc.changed", R"({"thermostat":{"setpoint":9.0}})"));
    peer.send(request("rpc.unwatch", R"([["thermostat"]])"));
    QCOMPARE(peer.next(), result("null"));
    m_thermostat->setSetpoint(10);
    peer.send(request("thermostat.heat", "[1]"));
    QCOMPARE(peer.next(), result("2.0"));
}

void tst_ShareWire::setWritesAndAnswersNull()
{
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.watch", R"([["thermostat.setpoint"]])"));
    (void)peer.next();
    peer.send(request("rpc.set", R"({"name":"thermostat.setpoint","value":19})"));
    QCOMPARE(peer.next(), notification("rpc.changed", R"({"thermostat":{"setpoint":19.0}})"));
    QCOMPARE(peer.next(), result("null"));
    QCOMPARE(m_thermostat->setpoint(), 19.0);
}

void tst_ShareWire::refusedSettingIsAnError_data()
{
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &params, int code, const QString &text) {
        QTest::newRow(name) << params << code << text;
    };
    row("what the setter throws", R"(["thermostat.setpoint",31])", 3, u"from 5 to 30"_s);
    row("wrong type", R"(["thermostat.setpoint","hot"])", Error::InvalidParams,
        u"property 'thermostat.setpoint': expected double, got \"hot\""_s);
    row("null", R"(["thermostat.setpoint",null])", Error::InvalidParams,
        u"property 'thermostat.setpoint': expected double, got null"_s);
    row("read-only", R"(["thermostat.temperature",1])", Error::InvalidParams,
        u"the property 'thermostat.temperature' cannot be written"_s);
    row("not shared", R"(["thermostat.secret",1])", Error::InvalidParams,
        u"there is no shared property 'thermostat.secret'"_s);
    row("an object", R"(["thermostat",1])", Error::InvalidParams,
        u"'thermostat' is not a single property"_s);
    row("without a value", R"(["thermostat.setpoint"])", Error::InvalidParams,
        u"missing argument 'value' of rpc.set(QString name, QJsonValue value)"_s);
}

void tst_ShareWire::refusedSettingIsAnError()
{
    QFETCH(const QByteArray, params);
    QFETCH(const int, code);
    QFETCH(const QString, text);
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.set", params));
    const QByteArray answer = peer.next();
    QCOMPARE(errorCodeOf(answer), code);
    QCOMPARE(errorMessageOf(answer), text);
    QCOMPARE(m_thermostat->setpoint(), 21.0);
}

void tst_ShareWire::unsharedNamesLookLikeUnknownOnes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *what, const QByteArray &method, const QByteArray &name,
                         const QString &kind) { QTest::newRow(what) << method << name << kind; };
    row("unshared signal", "rpc.subscribe", "thermostat.hiddenSignal", u"signal"_s);
    row("unknown signal", "rpc.subscribe", "thermostat.nothing", u"signal"_s);
    row("signal of QObject", "rpc.subscribe", "thermostat.destroyed", u"signal"_s);
    row("unshared property", "rpc.watch", "thermostat.secret", u"property"_s);
    row("unknown property", "rpc.watch", "thermostat.nothing", u"property"_s);
    row("property of QObject", "rpc.watch", "thermostat.objectName", u"property"_s);
    row("unknown object", "rpc.watch", "nothing", u"property"_s);
    row("unsubscribing from one", "rpc.unsubscribe", "thermostat.hiddenSignal", u"signal"_s);
}

void tst_ShareWire::unsharedNamesLookLikeUnknownOnes()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, name);
    QFETCH(const QString, kind);
    ScriptedPeer peer(m_server->url());
    peer.send(request(method, R"([[")" + name + R"("]])"));
    const QByteArray answer = peer.next();
    QCOMPARE(errorCodeOf(answer), Error::InvalidParams);
    QCOMPARE(errorMessageOf(answer),
        u"there is no shared %1 '%2'"_s.arg(kind, QString::fromLatin1(name)));
}

void tst_ShareWire::allNamesOrNone()
{
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.subscribe", R"([["thermostat.alarm","a","b"]])"));
    QCOMPARE(errorMessageOf(peer.next()), u"there is no shared signal 'a', 'b'"_s);
    QCOMPARE(m_thermostat->receiversOfAll(), 0);
    Q_EMIT m_thermostat->alarm(1);
    peer.send(request("thermostat.heat", "[1]"));
    QCOMPARE(peer.next(), result("21.0"));
}

void tst_ShareWire::wrongParamsAreRefused_data()
{
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QString>("text");
    QTest::newRow("a text") << QByteArray(R"(["thermostat.alarm"])")
                            << u"argument 'names': expected"_s;
    QTest::newRow("a number among them")
        << QByteArray(R"({"names":["thermostat.alarm",1]})") << u"argument 'names': [1]"_s;
    QTest::newRow("another name") << QByteArray(R"({"name":["thermostat.alarm"]})")
                                  << u"unknown argument 'name' of rpc.subscribe"_s;
    QTest::newRow("nothing") << QByteArray("[]") << u"missing argument 'names' of rpc.subscribe"_s;
}

void tst_ShareWire::wrongParamsAreRefused()
{
    QFETCH(const QByteArray, params);
    QFETCH(const QString, text);
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.subscribe", params));
    const QByteArray answer = peer.next();
    QCOMPARE(errorCodeOf(answer), Error::InvalidParams);
    QVERIFY2(errorMessageOf(answer).startsWith(text), answer);
}

void tst_ShareWire::authorizerIsAskedForEachName()
{
    QStringList asked;
    m_server->setAuthorizer([&asked](const CallContext &context) -> std::optional<Error> {
        asked.append(context.method());
        if (context.method() == u"thermostat.said"_s
            || context.method() == u"thermostat.setpoint"_s)
            return Error(-5, u"not you"_s);
        return {};
    });
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.subscribe", R"([["thermostat.alarm","thermostat.said"]])"));
    QCOMPARE(errorMessageOf(peer.next()), u"not you"_s);
    QCOMPARE(std::exchange(asked, {}), (QStringList{u"thermostat.alarm"_s, u"thermostat.said"_s}));
    peer.send(request("rpc.watch", R"([["thermostat"]])"));
    QVERIFY(peer.next().contains("20.0"));
    QCOMPARE(std::exchange(asked, {}), QStringList{u"thermostat"_s});
    peer.send(request("rpc.set", R"(["thermostat.setpoint",22])"));
    QCOMPARE(errorMessageOf(peer.next()), u"not you"_s);
    QCOMPARE(asked, QStringList{u"thermostat.setpoint"_s});
    QCOMPARE(m_thermostat->setpoint(), 21.0);
    QCOMPARE(m_thermostat->receiversOfAll(), 2); // the properties
}

void tst_ShareWire::snakeCaseAppliesToAllNames()
{
    m_server->expose(m_thermostat.get(),
        {.prefix = u"t."_s,
            .names = MethodNames::SnakeCase,
            .sharedSignals = {u"temperatureChanged"_s}});
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.subscribe", R"([["t.temperature_changed"]])"));
    QCOMPARE(peer.next(), result("null"));
    m_thermostat->setTemperature(3);
    QCOMPARE(peer.next(), R"({"jsonrpc":"2.0","method":"t.temperature_changed"})");
}

// The batch leaves as a whole, so a change that comes after one of its answers has to wait for it.
void tst_ShareWire::requestsMayComeInABatch()
{
    ScriptedPeer peer(m_server->url());
    peer.send('[' + request("rpc.watch", R"([["thermostat.temperature"]])") + ','
        + request("thermostat.heat", "[1]") + ']');
    QCOMPARE(peer.next(),
        '[' + result(R"({"thermostat":{"temperature":20.0}})") + ',' + result("21.0") + ']');
    QCOMPARE(peer.next(), notification("rpc.changed", R"({"thermostat":{"temperature":21.0}})"));
}

void tst_ShareWire::changeAfterABatchIsTheLast()
{
    ScriptedPeer peer(m_server->url());
    peer.send('[' + request("rpc.watch", R"([["thermostat.temperature"]])") + ','
        + request("thermostat.heat", "[1]") + ']');
    (void)peer.next();
    m_thermostat->setTemperature(5); // the one before may not have been sent yet
    QTRY_VERIFY(peer.received().constLast().contains(R"({"temperature":5.0})"));
    peer.send(request("thermostat.heat", "[0]"));
    QTRY_VERIFY(peer.received().constLast().contains("result"));
    QCOMPARE(peer.received().last(2).constFirst(),
        notification("rpc.changed", R"({"thermostat":{"temperature":5.0}})"));
}

void tst_ShareWire::notificationSubscribes()
{
    ScriptedPeer peer(m_server->url());
    peer.send(notification("rpc.subscribe", R"([["thermostat.alarm"]])"));
    peer.send(request("thermostat.raiseAlarm", "[1]"));
    QCOMPARE(peer.next(), notification("thermostat.alarm", "[1.0]"));
    QCOMPARE(peer.next(), result("null"));
}

void tst_ShareWire::pythonGetsNamedArguments()
{
    ScriptedPeer peer(m_server->url());
    const auto call = [&](const QByteArray &method, const QByteArray &arguments) {
        peer.send(R"({"request":{"method":")" + method + R"(","arguments":)" + arguments
            + R"(,"call_id":"7"},"response":null})");
    };
    const auto told = [](const QByteArray &method, const QByteArray &arguments) {
        return R"({"request":{"method":")" + method + R"(","arguments":)" + arguments
            + R"(,"call_id":null},"response":null})";
    };
    call("rpc.subscribe", R"({"names":["thermostat.said"]})");
    QCOMPARE(messageIn(peer.next())[u"response"][u"call_id"], u"7"_s);
    Q_EMIT m_thermostat->said(u"hot"_s, 3);
    QCOMPARE(peer.next(), told("thermostat.said", R"({"text":"hot","times":3})"));
    call("rpc.watch", R"({"names":["thermostat.temperature"]})");
    const QByteArray answer = peer.next();
    QCOMPARE(messageIn(answer)[u"response"][u"result"],
        (QJsonObject{{u"thermostat"_s, QJsonObject{{u"temperature"_s, 20}}}}));
    QCOMPARE(messageIn(answer)[u"response"][u"result_type"], u"dict"_s);
    m_thermostat->setTemperature(5);
    QCOMPARE(peer.next(), told("rpc.changed", R"({"thermostat":{"temperature":5.0}})"));
}

void tst_ShareWire::programThatSharesNothingHasNoSuchMethods()
{
    Server server;
    server.expose(m_thermostat.get());
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(request("rpc.watch", R"([["thermostat"]])"));
    QCOMPARE(errorCodeOf(peer.next()), Error::MethodNotFound);
}

// The property that was exposed first counts, as with methods.
void tst_ShareWire::objectsWithTheSamePrefixAreOne()
{
    Thermostat second;
    second.setTemperature(1);
    m_server->expose(m_thermostat.get(),
        {.prefix = u"t."_s, .methods = {u"heat"_s}, .sharedProperties = {u"temperature"_s}});
    m_server->expose(&second,
        {.prefix = u"t."_s,
            .methods = {u"say"_s},
            .sharedProperties = {u"name"_s, u"temperature"_s}});
    ScriptedPeer peer(m_server->url());
    peer.send(request("rpc.watch", R"([["t"]])"));
    QCOMPARE(peer.next(), result(R"({"t":{"temperature":20.0,"name":"hall"}})"));
}

QTEST_GUILESS_MAIN(tst_ShareWire)
#include "tst_sharewire.moc"
