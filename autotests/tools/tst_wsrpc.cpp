// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "wsrpc.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/channel.h>
#include <websocketrpc/server.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using TestSupport::ProgramResult;

namespace {

class Methods : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QString concat(const QString &a = {}, const QString &b = {}) { return a + b; }
    Q_INVOKABLE QVariant same(const QVariant &value) { return value; }
    Q_INVOKABLE QVariant two(const QVariant &a, const QVariant &b) { return QVariantList{a, b}; }
    Q_INVOKABLE quint64 greatest() { return std::numeric_limits<quint64>::max(); }
    Q_INVOKABLE void nothing() { }
    Q_INVOKABLE void fail() { throw Error(7, u"no luck"_s, QJsonArray{1, u"two"_s}); }
    Q_INVOKABLE QFuture<int> never() { return m_never.future(); }
    Q_INVOKABLE void hangUp(const CallContext &context) { context.channel()->close(); }
    Q_INVOKABLE QString header(const QString &name, const CallContext &context);
    Q_INVOKABLE void log(const QString &text) { lines.append(text); }

    QStringList lines;

private:
    QPromise<int> m_never;
};

QString Methods::header(const QString &name, const CallContext &context)
{
    return QString::fromUtf8(context.peer().header(name.toUtf8()));
}

} // namespace

class WsrpcTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void resultIsPrinted_data();
    void resultIsPrinted();
    void compactResultIsOneLine();
    void remoteErrorIsReported();
    void notificationArrives();
    void benchReportsItsCalls_data();
    void benchReportsItsCalls();
    void benchReportsFailures();
    void headersReachTheServer();
    void fastApiIsSpokenOnRequest();
    void wrongUsageIsRefused_data();
    void wrongUsageIsRefused();
    void missingServerIsNoConnection_data();
    void missingServerIsNoConnection();
    void lostConnectionIsNoConnection();
    void lateAnswerIsATimeout();
    void silentHandshakeIsNoConnection_data();
    void silentHandshakeIsNoConnection();
    void callIsRepeated_data();
    void callIsRepeated();
    void repetitionEndsWithTheFirstError();
    void benchKeepsItsRate();

private:
    ProgramResult call(const QStringList &methodAndArguments) const;

    Methods m_methods;
    Server m_server;
};

void WsrpcTest::initTestCase()
{
    m_server.expose(&m_methods);
    QVERIFY(m_server.listen());
}

void WsrpcTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

ProgramResult WsrpcTest::call(const QStringList &methodAndArguments) const
{
    return wsrpc(QStringList{u"call"_s, m_server.url().toString()} + methodAndArguments);
}

void WsrpcTest::resultIsPrinted_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("output");

    const auto row = [](const char *name, const QStringList &arguments, const char *output) {
        QTest::newRow(name) << arguments << QByteArray(output);
    };
    row("named", {u"concat"_s, u"a=hello"_s, u"b= world"_s}, "\"hello world\"\n");
    row("positional", {u"concat"_s, u"hello"_s, u" world"_s}, "\"hello world\"\n");
    row("no arguments", {u"concat"_s}, "\"\"\n");
    row("name given in another order", {u"two"_s, u"b=2"_s, u"a=1"_s}, "[\n    1,\n    2\n]\n");
    row("value with an equals sign", {u"same"_s, u"value=a=b"_s}, "\"a=b\"\n");
    row("not an identifier before the equals sign", {u"same"_s, u"1=2"_s}, "\"1=2\"\n");
    row("quoted json string", {u"same"_s, u"\"5\""_s}, "\"5\"\n");
    row("empty text", {u"same"_s, u""_s}, "\"\"\n");
    row("two json values are a string", {u"same"_s, u"1,2"_s}, "\"1,2\"\n");
    row("number", {u"same"_s, u"1.5"_s}, "1.5\n");
    row("negative number", {u"same"_s, u"--"_s, u"-5"_s}, "-5\n");
    row("boolean", {u"same"_s, u"true"_s}, "true\n");
    row("null", {u"same"_s, u"null"_s}, "null\n");
    row("void", {u"nothing"_s}, "null\n");
    row("least int64", {u"same"_s, u"value=-9223372036854775808"_s}, "-9223372036854775808\n");
    row("greatest int64", {u"same"_s, u"9223372036854775807"_s}, "9223372036854775807\n");
    row("greatest uint64", {u"same"_s, u"18446744073709551615"_s}, "18446744073709551615\n");
    row("nested uint64", {u"two"_s, u"18446744073709551615"_s, u"[]"_s},
        "[\n    18446744073709551615,\n    []\n]\n");
    row("text beyond ascii", {u"same"_s, u"h\u00e9 \u4e16"_s}, "\"h\u00e9 \u4e16\"\n");
    row("escapes", {u"same"_s, u"a\"\n\\"_s}, "\"a\\\"\\n\\\\\"\n");
    row("object", {u"same"_s, u"{\"b\": [1, {}], \"a\": null}"_s},
        "{\n    \"a\": null,\n    \"b\": [\n        1,\n        {}\n    ]\n}\n");
}

void WsrpcTest::resultIsPrinted()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, output);

    const ProgramResult result = call(arguments);
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, output);
    QCOMPARE(result.status, 0);
}

void WsrpcTest::compactResultIsOneLine()
{
    const ProgramResult result =
        call({u"--compact"_s, u"same"_s, uR"({"b": [1, {}], "a": null})"_s});
    QCOMPARE(result.output,
        QByteArray(R"({"a":null,"b":[1,{}]})"
                   "\n"));
    QCOMPARE(result.status, 0);
}

void WsrpcTest::remoteErrorIsReported()
{
    const ProgramResult failed = call({u"fail"_s});
    QCOMPARE(failed.errors, QByteArray("wsrpc: error 7: no luck\n[1,\"two\"]\n"));
    QCOMPARE(failed.output, QByteArray());
    QCOMPARE(failed.status, 1);

    const ProgramResult unknown = call({u"nobody"_s});
    QVERIFY2(unknown.errors.startsWith("wsrpc: error -32601: "), unknown.errors);
    QCOMPARE(unknown.status, 1);
}

void WsrpcTest::notificationArrives()
{
    const ProgramResult result =
        wsrpc({u"notify"_s, m_server.url().toString(), u"log"_s, u"text=started"_s});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 0);
    QTRY_COMPARE(m_methods.lines, QStringList{u"started"_s});
}

void WsrpcTest::benchReportsItsCalls_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("connections");
    QTest::newRow("one connection") << QStringList{u"--window"_s, u"8"_s} << 1;
    QTest::newRow("three connections")
        << QStringList{u"--window"_s, u"1"_s, u"--connections"_s, u"3"_s} << 3;
    QTest::newRow("fewer calls than fit")
        << QStringList{u"--window"_s, u"600"_s, u"--connections"_s, u"2"_s} << 2;
}

void WsrpcTest::benchReportsItsCalls()
{
    QFETCH(const QStringList, options);
    QFETCH(const int, connections);
    const quint64 before = m_server.statistics().acceptedConnections;
    m_methods.lines.clear();
    const auto result = wsrpc(QStringList{u"bench"_s, m_server.url().toString(), u"log"_s,
                                  u"text=x"_s, u"--calls"_s, u"500"_s, u"--json"_s}
        + options);
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.status, 0);
    QCOMPARE(m_methods.lines.size(), 500);
    QCOMPARE(m_server.statistics().acceptedConnections, before + connections);
    const QJsonObject report = QJsonDocument::fromJson(result.output).object();
    QCOMPARE(report[u"calls"_s].toInt(), 500);
    QCOMPARE(report[u"failed"_s].toInt(), 0);
    QVERIFY(report[u"p50_us"_s].toDouble() > 0);
    QVERIFY(report[u"p99_us"_s].toDouble() >= report[u"p50_us"_s].toDouble());
    int calls = 0;
    const QJsonArray histogram = report[u"histogram"_s].toArray();
    for (const QJsonValue &slice : histogram)
        calls += slice[u"calls"_s].toInt();
    QCOMPARE(calls, 500);
}

void WsrpcTest::benchReportsFailures()
{
    const auto result =
        wsrpc({u"bench"_s, m_server.url().toString(), u"fail"_s, u"--calls"_s, u"10"_s});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.output.contains("10 failed"), result.output);
    QVERIFY2(result.errors.contains("no luck"), result.errors);
}

void WsrpcTest::headersReachTheServer()
{
    const QStringList headers = {u"--header"_s, u"X-Token: a: b"_s, u"--header"_s, u"X-Other:2"_s};
    QCOMPARE(
        call(headers + QStringList{u"header"_s, u"x-token"_s}).output, QByteArray("\"a: b\"\n"));
    QCOMPARE(call(headers + QStringList{u"header"_s, u"x-other"_s}).output, QByteArray("\"2\"\n"));
}

void WsrpcTest::fastApiIsSpokenOnRequest()
{
    Server server;
    server.setDialect(WebSocketRpc::Dialect::FastApi);
    server.expose(&m_methods);
    QVERIFY(server.listen());
    m_methods.lines.clear();
    const QStringList dialect = {u"--dialect"_s, u"fastapi"_s};
    const QString url = server.url().toString();
    const auto result = wsrpc(dialect + QStringList{u"call"_s, url, u"greatest"_s});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, "18446744073709551615\n");
    QCOMPARE(wsrpc(dialect + QStringList{u"notify"_s, url, u"log"_s, u"text=a"_s}).status, 0);
    QTRY_COMPARE(m_methods.lines, QStringList{u"a"_s});
    const auto positional = wsrpc(dialect + QStringList{u"call"_s, url, u"log"_s, u"a"_s});
    QCOMPARE(positional.status, 2);
    QVERIFY2(positional.errors.contains("by name"), positional.errors);
}

void WsrpcTest::wrongUsageIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");

    const QString url = u"ws://localhost:1"_s;
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("no method") << QStringList{u"call"_s, url};
    QTest::newRow("unknown command") << QStringList{u"sing"_s, url, u"m"_s};
    QTest::newRow("unknown option") << QStringList{u"call"_s, url, u"m"_s, u"--loud"_s};
    QTest::newRow("not a websocket url") << QStringList{u"call"_s, u"http://localhost"_s, u"m"_s};
    QTest::newRow("no host") << QStringList{u"call"_s, u"ws://"_s, u"m"_s};
    QTest::newRow("named and positional") << QStringList{u"call"_s, url, u"m"_s, u"a=1"_s, u"2"_s};
    QTest::newRow("name given twice") << QStringList{u"call"_s, url, u"m"_s, u"a=1"_s, u"a=2"_s};
    QTest::newRow("timeout is no number")
        << QStringList{u"call"_s, url, u"m"_s, u"--timeout=soon"_s};
    QTest::newRow("timeout is not positive")
        << QStringList{u"call"_s, url, u"m"_s, u"--timeout=0"_s};
    QTest::newRow("unknown dialect") << QStringList{u"call"_s, url, u"m"_s, u"--dialect=soap"_s};
    QTest::newRow("login without a method") << QStringList{u"call"_s, url, u"m"_s, u"--login="_s};
    QTest::newRow("login with arguments of both kinds")
        << QStringList{u"call"_s, url, u"m"_s, u"--login=a b=1 2"_s};
    QTest::newRow("header without colon") << QStringList{u"call"_s, url, u"m"_s, u"--header=X"_s};
    QTest::newRow("header with a line break")
        << QStringList{u"call"_s, url, u"m"_s, u"--header=X: a\nY: b"_s};
}

void WsrpcTest::wrongUsageIsRefused()
{
    QFETCH(const QStringList, arguments);

    const ProgramResult result = wsrpc(arguments);
    QCOMPARE(result.status, 2);
    QCOMPARE(result.output, QByteArray());
    QVERIFY2(result.errors.startsWith("wsrpc: "), result.errors);
}

static void addCommandRows()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("call") << u"call"_s;
    QTest::newRow("notify") << u"notify"_s;
}

void WsrpcTest::missingServerIsNoConnection_data()
{
    addCommandRows();
}

void WsrpcTest::missingServerIsNoConnection()
{
    QFETCH(const QString, command);

    const ProgramResult result = wsrpc({command, closedUrl(), u"concat"_s});
    QCOMPARE(result.status, 3);
    QCOMPARE(result.output, QByteArray());
    QVERIFY2(result.errors.startsWith("wsrpc: "), result.errors);
}

void WsrpcTest::lostConnectionIsNoConnection()
{
    QCOMPARE(call({u"hangUp"_s}).status, 3);
}

void WsrpcTest::lateAnswerIsATimeout()
{
    const ProgramResult result = call({u"--timeout"_s, u"0.2"_s, u"never"_s});
    QCOMPARE(result.status, 4);
    QCOMPARE(result.output, QByteArray());
    QVERIFY2(result.errors.startsWith("wsrpc: "), result.errors);
}

void WsrpcTest::silentHandshakeIsNoConnection_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("options");
    for (const QString &command : {u"call"_s, u"notify"_s, u"bench"_s}) {
        const auto row = [&command](const char *name, const QStringList &options) {
            QTest::addRow("%s, %s", qPrintable(command), name) << command << options;
        };
        row("timeout is over first", {u"--timeout=0.2"_s});
        row("connecting is over first", {u"--connect-timeout=0.2"_s});
        row("both at once", {u"--timeout=0.2"_s, u"--connect-timeout=0.2"_s});
    }
}

void WsrpcTest::silentHandshakeIsNoConnection()
{
    QFETCH(const QString, command);
    QFETCH(const QStringList, options);

    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const QString url = u"ws://127.0.0.1:%1"_s.arg(silent.serverPort());
    const ProgramResult result = wsrpc(QStringList{command, url, u"concat"_s} + options);
    QCOMPARE(result.status, 3);
    QVERIFY2(result.errors.contains("no connection within 200 ms"), result.errors);
}

void WsrpcTest::callIsRepeated_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("at once") << QStringList{u"--count"_s, u"3"_s};
    QTest::newRow("with time between") << QStringList{u"-n3"_s, u"-i0.01"_s};
}

void WsrpcTest::callIsRepeated()
{
    QFETCH(const QStringList, options);
    const quint64 before = m_server.statistics().acceptedConnections;
    const ProgramResult result = call(QStringList(u"greatest"_s) + options);
    QCOMPARE(result.output, QByteArray("18446744073709551615\n").repeated(3));
    QCOMPARE(result.status, 0);
    QCOMPARE(m_server.statistics().acceptedConnections, before + 1);
}

void WsrpcTest::repetitionEndsWithTheFirstError()
{
    const ProgramResult result = call({u"fail"_s, u"--interval"_s, u"0.01"_s});
    QCOMPARE(result.errors.count("no luck"), 1);
    QCOMPARE(result.status, 1);
}

void WsrpcTest::benchKeepsItsRate()
{
    m_methods.lines.clear();
    const auto result = wsrpc({u"bench"_s, m_server.url().toString(), u"log"_s, u"text=x"_s,
        u"--rate"_s, u"100"_s, u"--duration"_s, u"0.3"_s, u"--json"_s});
    QCOMPARE(result.status, 0);
    const QJsonObject report = QJsonDocument::fromJson(result.output).object();
    QCOMPARE(report[u"calls"_s].toInt(), m_methods.lines.size());
    // However slow the machine, no call is early, and none is due after the end.
    QVERIFY2(m_methods.lines.size() > 1 && m_methods.lines.size() <= 30, result.output);
}

QTEST_GUILESS_MAIN(WsrpcTest)
#include "tst_wsrpc.moc"
