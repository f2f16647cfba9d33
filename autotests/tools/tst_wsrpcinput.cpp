// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "wsrpc.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/server.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using TestSupport::ProgramInput;
using TestSupport::ProgramResult;

class Methods : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QVariant same(const QVariant &value) { return value; }
    Q_INVOKABLE QVariantList two(const QVariant &a, const QVariant &b = {}) { return {a, b}; }
    Q_INVOKABLE QString header(const QString &name, const CallContext &context)
    {
        return QString::fromUtf8(context.peer().header(name.toUtf8()));
    }
};

class tst_WsrpcInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void argumentsAreRead_data();
    void argumentsAreRead();
    void wrongArgumentsAreRefused_data();
    void wrongArgumentsAreRefused();
    void headersComeFromAFile();
    void tokenIsSent_data();
    void tokenIsSent();
    void secretIsNotShown_data();
    void secretIsNotShown();
    void subprotocolIsLeftOut();

private:
    [[nodiscard]] ProgramResult call(const QStringList &words, const ProgramInput &input = {}) const
    {
        return wsrpc(QStringList{u"call"_s, u"-c"_s, m_server.url().toString()} + words, input);
    }
    // An @ and the name of the file.
    [[nodiscard]] QString at(const QString &name) const { return u'@' + m_files.path(name); }

    Files m_files;
    Methods m_methods;
    Server m_server;
};

void tst_WsrpcInput::initTestCase()
{
    m_files.write(u"text"_s, "h\u00e9 \"a\"\n");
    m_files.write(u"five"_s, "5");
    m_files.write(u"five.json"_s, "\n5\n");
    m_files.write(u"named.json"_s, R"({"b": [2], "a": "x=y"})");
    m_files.write(u"latin1"_s, "\xe9");
    m_files.write(u"headers"_s, "X-First: one\r\n\nx-second:two: three\n");
    m_files.write(u"bad headers"_s, "X-First: one\nsecret\n");
    m_files.write(u"token"_s, "secret\n");
    m_files.write(u"two tokens"_s, "secret secret\n");
    m_server.expose(&m_methods);
    QVERIFY(m_server.listen());
}

void tst_WsrpcInput::argumentsAreRead_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("output");
    const auto row = [](const char *name, const QStringList &words, const QByteArray &output,
                         const QByteArray &input = {}) {
        QTest::newRow(name) << words << input << output;
    };
    const QString named = u"value="_s;
    row("text of a file", {u"same"_s, named + at(u"text"_s)}, "\"h\u00e9 \\\"a\\\"\\n\"");
    row("text of a file by position", {u"same"_s, at(u"text"_s)}, "\"h\u00e9 \\\"a\\\"\\n\"");
    row("text is not json", {u"same"_s, named + at(u"five"_s)}, "\"5\"");
    row("json", {u"same"_s, u"value:=[5]"_s}, "[5]");
    row("json by position", {u"same"_s, u":=\"a\""_s}, "\"a\"");
    row("json of a file", {u"same"_s, u"value:="_s + at(u"five.json"_s)}, "5");
    row("json of a file by position", {u"same"_s, u":="_s + at(u"five.json"_s)}, "5");
    row("text from standard input", {u"same"_s, u"value=@-"_s}, "\"5\"", "5");
    row("json from standard input", {u"same"_s, u"value:=@-"_s}, "5", "5");
    row("an at sign as json", {u"same"_s, u"value=\"@text\""_s}, "\"@text\"");
    row("a dash as json", {u"same"_s, u"\"-\""_s}, "\"-\"");
    row("all from standard input", {u"two"_s, u"-"_s}, "[1,2]", R"({"b": 2, "a": 1})");
    row("all by position from standard input", {u"two"_s, u"-"_s}, "[1,null]", "[1]");
    row("object", {u"two"_s, u"--params"_s, uR"({"b": 2, "a": 1})"_s}, "[1,2]");
    row("array", {u"two"_s, u"-p"_s, u"[[1], {}]"_s}, "[[1],{}]");
    row("object of a file", {u"two"_s, u"-p"_s, at(u"named.json"_s)}, "[\"x=y\",[2]]");
    row("object from standard input", {u"two"_s, u"-p"_s, u"@-"_s}, "[1,null]", R"({"a":1})");
}

void tst_WsrpcInput::argumentsAreRead()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, input);
    QFETCH(const QByteArray, output);
    const ProgramResult result = call(words, {.text = input});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, output + '\n');
    QCOMPARE(result.status, 0);
}

void tst_WsrpcInput::wrongArgumentsAreRefused_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("problem");
    const auto row = [](const char *name, const QStringList &words, const QByteArray &problem) {
        QTest::newRow(name) << words << problem;
    };
    row("no such file", {u"a=@"_s + m_files.path(u"nothing"_s)}, "cannot read");
    row("a folder", {u"a="_s + at(u""_s)}, "cannot read");
    row("no file", {u"a=@"_s}, "cannot read");
    row("no utf-8", {u"a="_s + at(u"latin1"_s)}, "UTF-8");
    row("invalid json", {u"a:=hello"_s}, "invalid JSON");
    row("invalid json in the file", {u"a:="_s + at(u"text"_s)}, "invalid JSON");
    row("no json at all", {u"a:="_s}, "one JSON value");
    row("more than one json value", {u"a:=1,2"_s}, "one JSON value");
    row("standard input twice", {u"a=@-"_s, u"b=@-"_s}, "only once");
    row("dash and more", {u"-p"_s, u"{}"_s, u"-"_s}, "--params");
    row("params and more", {u"-p"_s, u"{}"_s, u"a=1"_s}, "--params");
    row("params are a number", {u"--params=5"_s}, "object or array");
    row("params are invalid json", {u"--params={"_s}, "invalid JSON");
    row("file as token and header", {u"--token-file"_s, m_files.path(u"nothing"_s)}, "cannot read");
    row("no such variable", {u"--token-env=WSRPC_NOTHING"_s}, "WSRPC_NOTHING");
    row("header file is missing", {u"-H"_s, u"@"_s + m_files.path(u"nothing"_s)}, "cannot read");
}

void tst_WsrpcInput::wrongArgumentsAreRefused()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, problem);
    const ProgramResult result = call(QStringList(u"two"_s) + words);
    QCOMPARE(result.status, 2);
    QCOMPARE(result.output, QByteArray());
    QVERIFY2(result.errors.contains(problem), result.errors);
}

void tst_WsrpcInput::headersComeFromAFile()
{
    const QStringList options = {u"-H"_s, at(u"headers"_s), u"-H"_s, u"X-Third: 3"_s};
    QCOMPARE(call(options + QStringList{u"header"_s, u"x-first"_s}).output, "\"one\"\n");
    QCOMPARE(call(options + QStringList{u"header"_s, u"x-second"_s}).output, "\"two: three\"\n");
    QCOMPARE(call(options + QStringList{u"header"_s, u"x-third"_s}).output, "\"3\"\n");
}

void tst_WsrpcInput::tokenIsSent_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("file") << QStringList{u"--token-file"_s, m_files.path(u"token"_s)}
                          << QByteArray();
    QTest::newRow("standard input")
        << QStringList{u"--token-file"_s, u"-"_s} << QByteArray("secret");
    QTest::newRow("environment") << QStringList{u"--token-env"_s, u"WSRPC_TOKEN"_s} << QByteArray();
}

void tst_WsrpcInput::tokenIsSent()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, input);
    const ProgramResult result = call(options + QStringList{u"header"_s, u"authorization"_s},
        {.text = input, .environment = {{u"WSRPC_TOKEN"_s, u"secret"_s}}});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, QByteArray("\"Bearer secret\"\n"));
}

void tst_WsrpcInput::secretIsNotShown_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("header file") << QStringList{u"-H"_s, at(u"bad headers"_s)};
    QTest::newRow("token file") << QStringList{u"--token-file"_s, m_files.path(u"two tokens"_s)};
    QTest::newRow("variable") << QStringList{u"--token-env"_s, u"WSRPC_TOKEN"_s};
}

void tst_WsrpcInput::secretIsNotShown()
{
    QFETCH(const QStringList, options);
    const ProgramResult result = call(options + QStringList{u"header"_s, u"authorization"_s},
        {.environment = {{u"WSRPC_TOKEN"_s, u"secret secret"_s}}});
    QCOMPARE(result.status, 2);
    QVERIFY2(!result.errors.contains("secret"), result.errors);
}

void tst_WsrpcInput::subprotocolIsLeftOut()
{
    const QStringList method = {u"header"_s, u"sec-websocket-protocol"_s};
    QVERIFY(call(method).output.size() > qsizetype(sizeof("\"\"")));
    QCOMPARE(call(QStringList(u"--no-subprotocol"_s) + method).output, QByteArray("\"\"\n"));
}

QTEST_GUILESS_MAIN(tst_WsrpcInput)
#include "tst_wsrpcinput.moc"
