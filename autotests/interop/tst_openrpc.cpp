// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "02-both-ways/host.h"
#include "03-python/kitchen.h"
#include "04-reconnect/squares.h"
#include "05-authentication/library.h"
#include "06-qml/parceloffice.h"
#include "07-widgets/reportservice.h"
#include "08-qttest/heater.h"
#include "09-long-work/archive.h"
#include "10-thermostat/boiler.h"
#include "serverprocess.h"
#include "validator.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/registertype.h>
#include <websocketrpc/server.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#define main mainOfConcat // this example is one file
#include "01-concat/main.cpp"
#undef main

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

QJsonObject documentOf(const QUrl &url)
{
    Client client(url);
    client.open();
    return waitFor(client.call<QJsonObject>("rpc.discover"));
}

QJsonObject documentOf(QObject &service)
{
    Server server;
    server.expose(&service);
    server.setDiscoverable({.title = u"Example"_s});
    if (!server.listen())
        qFatal("%s", qPrintable(server.errorString()));
    return documentOf(server.url());
}

class SomeHeater final : public Heater
{
public:
    void setPower(int) override { }
};

QStringList problemsOf(const QJsonObject &document)
{
    const QJsonArray entries{QJsonObject{{u"document"_s, document}}};
    const QJsonArray answer = TestSupport::validated(QJsonDocument(entries).toJson());
    return answer.first().toVariant().toStringList();
}

} // namespace

// The documents of programs, and OpenRPC's own schema of documents.
class tst_OpenRpc : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void documentIsValid_data();
    void documentIsValid();
    void wrongDocumentIsNotValid_data();
    void wrongDocumentIsNotValid();
    void interopServerTellsAllItHas();

private:
    QJsonObject m_interop;
};

void tst_OpenRpc::initTestCase()
{
    registerType<Report>();
    const ServerProcess server;
    m_interop = documentOf(server.url());
}

void tst_OpenRpc::documentIsValid_data()
{
    QTest::addColumn<QJsonObject>("document");
    Strings strings;
    Host host;
    Kitchen kitchen;
    Squares squares;
    Library library;
    SomeHeater heater;
    Archive archive;
    Boiler boiler;
    ParcelOffice parcels;
    ReportService reports;
    QTest::newRow("interop-server") << m_interop;
    QTest::newRow("01-concat") << documentOf(strings);
    QTest::newRow("02-both-ways") << documentOf(host);
    QTest::newRow("03-python") << documentOf(kitchen);
    QTest::newRow("04-reconnect") << documentOf(squares);
    QTest::newRow("05-authentication") << documentOf(library);
    QTest::newRow("06-qml") << documentOf(parcels.url());
    QTest::newRow("07-widgets") << documentOf(reports);
    QTest::newRow("08-qttest") << documentOf(heater);
    QTest::newRow("09-long-work") << documentOf(archive);
    QTest::newRow("10-thermostat") << documentOf(boiler.url());
}

void tst_OpenRpc::documentIsValid()
{
    QFETCH(const QJsonObject, document);
    QVERIFY(!document[u"methods"].toArray().isEmpty());
    QCOMPARE(problemsOf(document), QStringList());
}

void tst_OpenRpc::wrongDocumentIsNotValid_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("version") << u"openrpc"_s << QJsonValue(u"7.0.0"_s);
    QTest::newRow("no title") << u"info"_s << QJsonValue(QJsonObject{{u"version"_s, u"1"_s}});
    QTest::newRow("unknown member") << u"more"_s << QJsonValue(1);
    const QJsonObject dangling{{u"name"_s, u"a"_s}, {u"params"_s, QJsonArray()},
        {u"result"_s,
            QJsonObject{{u"name"_s, u"r"_s},
                {u"schema"_s, QJsonObject{{u"$ref"_s, u"#/components/schemas/None"_s}}}}}};
    QTest::newRow("dangling reference") << u"methods"_s << QJsonValue(QJsonArray{dangling});
}

void tst_OpenRpc::wrongDocumentIsNotValid()
{
    QFETCH(const QString, member);
    QFETCH(const QJsonValue, value);
    QJsonObject document = m_interop;
    document.insert(member, value);
    QVERIFY(!problemsOf(document).isEmpty());
}

void tst_OpenRpc::interopServerTellsAllItHas()
{
    const auto names = [this](const QString &kind) {
        QStringList all;
        for (const QJsonValue member : m_interop[kind].toArray())
            all.append(member[u"name"].toString());
        return all;
    };
    QVERIFY(names(u"methods"_s).contains(u"add"_s));
    QVERIFY(names(u"methods"_s).contains(u"thermostat.heat"_s));
    QVERIFY(names(u"x-signals"_s).contains(u"thermostat.alarm"_s));
    QVERIFY(names(u"x-properties"_s).contains(u"thermostat.setpoint"_s));
}

QTEST_GUILESS_MAIN(tst_OpenRpc)
#include "tst_openrpc.moc"
