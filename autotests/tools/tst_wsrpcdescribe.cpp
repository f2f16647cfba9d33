// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "offeringserver.h"
#include "wsrpc.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using TestSupport::ProgramResult;

// What wsrpc tells of what a peer offers.
class tst_WsrpcDescribe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_server.reset(); }

    void eachMemberHasALine();
    void memberIsDescribedInFull_data();
    void memberIsDescribedInFull();
    void unknownNameHasAHint();
    void jsonIsTheDocument();
    void fileIsDescribed();
    void peerThatTellsNothingIsAnError();
    void wrongFileIsAnError_data();
    void wrongFileIsAnError();
    void wrongUsageIsRefused_data();
    void wrongUsageIsRefused();
    void hostileNamesDoNoHarm_data();
    void hostileNamesDoNoHarm();

private:
    [[nodiscard]] QString url() const { return m_server->url().toString(); }

    std::optional<OfferingServer> m_server;
    const Files m_files;
};

void tst_WsrpcDescribe::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_server.emplace();
}

void tst_WsrpcDescribe::eachMemberHasALine()
{
    const ProgramResult result = wsrpc({u"describe"_s, url()});
    QCOMPARE(result.errors, "");
    QCOMPARE(result.status, 0);
    QVERIFY2(result.output.startsWith("Sums 1.2\n  For all.\n\nMethods\n"
                                      "  add(a: int, b?: int) -> int  Adds numbers.\n"
                                      "  text(a: string) -> string\n"
                                      "  text(a: bool) -> string\n"),
        result.output);
    QVERIFY2(
        result.output.contains("\nSignals\n  thermostat.alarm(degrees: number)\n"), result.output);
    QVERIFY2(result.output.contains("\n  thermostat.setpoint: number, writable\n"), result.output);
    QVERIFY(!result.output.contains('\033'));
}

void tst_WsrpcDescribe::memberIsDescribedInFull_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("method") << u"add"_s
                            << QByteArray("add(a: int, b?: int) -> int\n"
                                          "  Adds numbers. It takes care.\n"
                                          "\nParameters\n  a: int\n"
                                          "  b: int, optional  The second one.\n"
                                          "\nErrors\n  7  Too large\n");
    QTest::newRow("overloads") << u"text"_s
                               << QByteArray(
                                      "text(a: string) -> string\n\nParameters\n  a: string\n"
                                      "\ntext(a: bool) -> string\n\nParameters\n  a: bool\n");
    QTest::newRow("signal") << u"thermostat.alarm"_s
                            << QByteArray("thermostat.alarm(degrees: number)\n"
                                          "\nParameters\n  degrees: number\n");
    QTest::newRow("property") << u"thermostat.name"_s
                              << QByteArray("thermostat.name: string, constant\n");
}

void tst_WsrpcDescribe::memberIsDescribedInFull()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, text);
    QCOMPARE(wsrpc({u"describe"_s, url(), name}).output, text);
}

void tst_WsrpcDescribe::unknownNameHasAHint()
{
    const ProgramResult result = wsrpc({u"describe"_s, url(), u"thermostat.seting"_s});
    QCOMPARE(result.status, 2);
    QCOMPARE(
        result.errors, "wsrpc: there is no 'thermostat.seting'; is it 'thermostat.setpoint'?\n");
}

void tst_WsrpcDescribe::jsonIsTheDocument()
{
    const auto json = [this](const QStringList &more) {
        const ProgramResult result = wsrpc(QStringList{u"describe"_s, url(), u"--json"_s} + more);
        return QJsonDocument::fromJson(result.output).object();
    };
    const QJsonObject document = json({});
    QCOMPARE(document[u"openrpc"], u"1.3.2"_s);
    QCOMPARE(document[u"methods"][0], json({u"add"_s}));
    QCOMPARE(document[u"x-signals"][0], json({u"thermostat.alarm"_s}));
}

void tst_WsrpcDescribe::fileIsDescribed()
{
    const QByteArray json = wsrpc({u"describe"_s, url(), u"--json"_s}).output;
    const QByteArray text = wsrpc({u"describe"_s, url()}).output;
    QCOMPARE(wsrpc({u"describe"_s, m_files.write(u"a.json"_s, json)}).output, text);
    QCOMPARE(wsrpc({u"describe"_s, u"-"_s}, {json}).output, text);
}

void tst_WsrpcDescribe::peerThatTellsNothingIsAnError()
{
    m_server->setDiscoverable(std::nullopt);
    const ProgramResult result = wsrpc({u"describe"_s, url()});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.startsWith("wsrpc: error -32601: the peer does not tell what it offers"),
        result.errors);
    QCOMPARE(wsrpc({u"describe"_s, closedUrl()}).status, 3);
}

void tst_WsrpcDescribe::wrongFileIsAnError_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("no document") << QByteArray("{}");
    QTest::newRow("another version") << QByteArray(R"({"openrpc": "2.0", "methods": []})");
}

void tst_WsrpcDescribe::wrongFileIsAnError()
{
    QFETCH(const QByteArray, contents);
    const ProgramResult result = wsrpc({u"describe"_s, m_files.write(u"wrong.json"_s, contents)});
    QCOMPARE(result.status, 2);
    QVERIFY2(result.errors.contains("wrong.json: this is no "), result.errors);
}

void tst_WsrpcDescribe::wrongUsageIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString file = m_files.write(u"b.json"_s, "{}");
    QTest::newRow("two names") << QStringList{u"describe"_s, file, u"a"_s, u"b"_s};
    QTest::newRow("two formats") << QStringList{u"describe"_s, file, u"--json"_s, u"--html"_s};
    QTest::newRow("no file") << QStringList{u"describe"_s, m_files.path(u"none"_s)};
    QTest::newRow("no url") << QStringList{u"describe"_s, u"ws://"_s};
    QTest::newRow("one document") << QStringList{u"compare"_s, file};
    QTest::newRow("three documents") << QStringList{u"compare"_s, file, file, file};
    QTest::newRow("format of a comparison") << QStringList{u"compare"_s, file, file, u"--html"_s};
}

void tst_WsrpcDescribe::wrongUsageIsRefused()
{
    QFETCH(const QStringList, arguments);
    QCOMPARE(wsrpc(arguments).status, 2);
}

void tst_WsrpcDescribe::hostileNamesDoNoHarm_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("harmful");
    QTest::newRow("text") << u"--compress"_s << QByteArray("\033[2J");
    QTest::newRow("page") << u"--html"_s << QByteArray("<script");
    QTest::newRow("attribute of the page") << u"--html"_s << QByteArray("id=\"\"");
    QTest::newRow("Markdown") << u"--markdown"_s << QByteArray("<script");
    QTest::newRow("heading in Markdown") << u"--markdown"_s << QByteArray("\n# evil");
    QTest::newRow("link in Markdown") << u"--markdown"_s << QByteArray("[a](x:");
    QTest::newRow("table in Markdown") << u"--markdown"_s << QByteArray("a|b");
}

void tst_WsrpcDescribe::hostileNamesDoNoHarm()
{
    QFETCH(const QString, format);
    QFETCH(const QByteArray, harmful);
    const QByteArray evil =
        R"(\u001b[2J<script>alert(1)</script>\n# evil [a](x:y) a|b \"' id=\"\")";
    const QByteArray json =
        R"({"openrpc": "1.3.2", "info": {"title": "EVIL", "description": "EVIL"},
        "methods": [{"name": "EVIL", "summary": "EVIL", "description": "EVIL", "params": [
            {"name": "EVIL", "description": "EVIL", "schema": {"enum": ["EVIL"], "title": "EVIL"}}],
            "errors": [{"code": 1, "message": "EVIL"}]}],
        "x-signals": [{"name": "EVIL", "description": "EVIL"}],
        "components": {"schemas": {"EVIL": {"properties": {"EVIL": {"type": "EVIL"}}}}}})";
    const QString file = m_files.write(u"evil.json"_s, QByteArray(json).replace("EVIL", evil));
    const ProgramResult result = wsrpc({u"describe"_s, file, format});
    QCOMPARE(result.status, 0);
    QVERIFY2(!result.output.contains(harmful), result.output);
    QVERIFY(result.output.contains("evil"));
}

QTEST_GUILESS_MAIN(tst_WsrpcDescribe)
#include "tst_wsrpcdescribe.moc"
