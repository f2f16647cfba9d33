// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serverprocess.h"
#include "waitfor.h"

#include <websocketrpc/test/scriptedpeer.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using WebSocketRpc::Test::ScriptedPeer;

// The thermostat of the interop server, as a program sees it that knows no more than JSON-RPC 2.0.
class InteropSharingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void thermostatIsFollowed_data();
    void thermostatIsFollowed();
    void settingIsFromFiveToThirty();
    void floodEndsOnTheLastValue();
    void hiddenObjectIsNotThere_data();
    void hiddenObjectIsNotThere();

private:
    static void call(ScriptedPeer &peer, const QByteArray &method, const QByteArray &params)
    {
        peer.send(
            R"({"jsonrpc":"2.0","method":")" + method + R"(","params":)" + params + R"(,"id":1})");
    }
    static QJsonObject next(ScriptedPeer &peer)
    {
        return QJsonDocument::fromJson(peer.next()).object();
    }
};

void InteropSharingTest::thermostatIsFollowed_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("in one thread") << QStringList();
    QTest::newRow("in three") << QStringList{u"--threads"_s, u"3"_s};
}

void InteropSharingTest::thermostatIsFollowed()
{
    QFETCH(const QStringList, options);
    ServerProcess server(options);
    ScriptedPeer peer(server.url());
    call(peer, "rpc.watch", R"({"names":["thermostat"]})");
    const QJsonObject values{
        {u"temperature"_s, 20.0}, {u"setpoint"_s, 21.0}, {u"name"_s, u"hall"_s}};
    QCOMPARE(next(peer)[u"result"][u"thermostat"], values);
    call(peer, "rpc.subscribe", R"({"names":["thermostat.alarm","thermostat.said"]})");
    QVERIFY(next(peer)[u"result"].isNull());
    call(peer, "thermostat.heat", "[1.5]");
    QJsonObject told = next(peer);
    QCOMPARE(told[u"method"], u"rpc.changed"_s);
    QCOMPARE(told[u"params"][u"thermostat"], (QJsonObject{{u"temperature"_s, 21.5}}));
    QCOMPARE(next(peer)[u"result"], 21.5);
    call(peer, "thermostat.raise_alarm", "[99]");
    told = next(peer);
    QCOMPARE(told[u"method"], u"thermostat.alarm"_s);
    QCOMPARE(told[u"params"].toArray(), QJsonArray{99});
    QVERIFY(next(peer).contains(u"result"));
    call(peer, "thermostat.say", R"(["hot", 2])");
    told = next(peer);
    QCOMPARE(told[u"method"], u"thermostat.said"_s);
    QCOMPARE(told[u"params"].toArray(), (QJsonArray{u"hot"_s, 2}));
    QVERIFY(!told.contains(u"id"));
}

void InteropSharingTest::settingIsFromFiveToThirty()
{
    ServerProcess server;
    ScriptedPeer peer(server.url());
    call(peer, "rpc.set", R"({"name":"thermostat.setpoint","value":30})");
    QVERIFY(next(peer)[u"result"].isNull());
    call(peer, "rpc.set", R"({"name":"thermostat.setpoint","value":30.5})");
    const QJsonObject answer = next(peer);
    QCOMPARE(answer[u"error"][u"code"], 3);
    QVERIFY(answer[u"error"][u"message"].toString().contains(u"5 to 30"));
    call(peer, "rpc.set", R"({"name":"thermostat.temperature","value":1})");
    QCOMPARE(next(peer)[u"error"][u"code"], -32602);
}

void InteropSharingTest::floodEndsOnTheLastValue()
{
    ServerProcess server;
    ScriptedPeer peer(server.url());
    call(peer, "rpc.watch", R"([["thermostat.temperature"]])");
    (void)peer.next();
    call(peer, "thermostat.flood", "[100000]");
    QCOMPARE(next(peer)[u"params"][u"thermostat"][u"temperature"], 100'000);
    QVERIFY(next(peer).contains(u"result"));
}

void InteropSharingTest::hiddenObjectIsNotThere_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("signal") << QByteArray("rpc.subscribe") << QByteArray("hidden.changed");
    QTest::newRow("property") << QByteArray("rpc.watch") << QByteArray("hidden.state");
    QTest::newRow("object") << QByteArray("rpc.watch") << QByteArray("hidden");
    QTest::newRow("object that does not exist") << QByteArray("rpc.watch") << QByteArray("none");
}

void InteropSharingTest::hiddenObjectIsNotThere()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, name);
    ServerProcess server;
    ScriptedPeer peer(server.url());
    call(peer, method, R"([[")" + name + R"("]])");
    const QJsonObject error = next(peer)[u"error"].toObject();
    QCOMPARE(error[u"code"], -32602);
    QVERIFY(error[u"message"].toString().endsWith(u" '%1'"_s.arg(QString::fromLatin1(name))));
    call(peer, "hidden.bump", "[]");
    QVERIFY(next(peer).contains(u"result"));
}

QTEST_GUILESS_MAIN(InteropSharingTest)
#include "tst_interopsharing.moc"
