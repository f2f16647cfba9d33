// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parcelmodel.h"
#include "thermostat.h"
#include "wsrpc.h"

#include <websocketrpc/server.h>

#include <QRegularExpression>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using TestSupport::ProgramResult;

class Methods : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QString concat(const QString &a = {}, const QString &b = {}) { return a + b; }
    Q_INVOKABLE void log(const QString &text) { lines.append(text); }

    QStringList lines;
};

class tst_WsrpcGuide : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandsOfTheGuideRun();
};

void tst_WsrpcGuide::commandsOfTheGuideRun()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    Methods methods;
    Thermostat thermostat;
    QTimer heating;
    connect(&heating, &QTimer::timeout, &thermostat, [&thermostat] {
        thermostat.heat(1.5);
        Q_EMIT thermostat.alarm(thermostat.temperature());
    });
    heating.start(10);
    Server server;
    server.expose(&methods);
    server.expose(&thermostat, Thermostat::shared());
    ParcelModel parcels;
    connect(&heating, &QTimer::timeout, &parcels, [&parcels] { parcels.insert(0, u"Ada"_s); });
    server.expose(&parcels, {.name = u"parcels"_s});
    server.setDiscoverable();
    QVERIFY(server.listen());

    const QTemporaryDir directory;
    const QString path = QFileInfo(QStringLiteral(WSRPC)).path();
    const ProgramResult result = TestSupport::runProgram(u"sh"_s,
        {u"-c"_s, u"cd \"$1\" && sh \"$2\""_s, u"sh"_s, directory.path(),
            QStringLiteral(WSRPC_GUIDE)},
        {.environment = {{u"url"_s, server.url().toString()},
             {u"PATH"_s, path + u':' + qEnvironmentVariable("PATH")}}});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.status, 0);
    QVERIFY2(
        result.output.startsWith("\"hello world\"\n\"hello world\"\n\"5:=\"\n"), result.output);
    QCOMPARE(result.output.count("\"hello\"\n"), 13);
    QCOMPARE(thermostat.setpoint(), 19.0);
    QCOMPARE(result.output.count("\n{\"thermostat\":{\"name\":\"hall\",\"setpoint\":19,"), 1);
    QCOMPARE(result.output.count("\n{\"thermostat\":{\"temperature\":"), 1);
    QVERIFY2(
        result.output.contains("{\"method\":\"thermostat.alarm\",\"params\":["), result.output);
    QCOMPARE(result.output.count("{\"row\":"), 100 + 20);
    QVERIFY2(result.output.contains("{\"change\":\"inserted\",\"count\":1,\"first\":0}\n"),
        result.output);
}

QTEST_GUILESS_MAIN(tst_WsrpcGuide)
#include "tst_wsrpcguide.moc"
