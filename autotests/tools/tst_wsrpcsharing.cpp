// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "thermostat.h"
#include "wsrpc.h"

#include <websocketrpc/server.h>
#include <websocketrpc/test/scriptedpeer.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using TestSupport::ProgramResult;

// A thing whose property takes any value.
class Board : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QVariant note MEMBER note NOTIFY noteChanged)

public:
    QVariant note;

Q_SIGNALS:
    void noteChanged();
};

// What it does with signals and properties.
class tst_WsrpcSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void listensToSignalsAndProperties_data();
    void listensToSignalsAndProperties();
    void listensToNothingElse();
    void namesChooseFromWhatComesUnasked();
    void watchesValuesAndChanges_data();
    void watchesValuesAndChanges();
    void getsValues_data();
    void getsValues();
    void setsAValue_data();
    void setsAValue();
    void refusedValueIsReported_data();
    void refusedValueIsReported();
    void unknownNameIsReported_data();
    void unknownNameIsReported();
    void peerThatSharesNothingIsReported_data();
    void peerThatSharesNothingIsReported();
    void wrongUsageIsRefused_data();
    void wrongUsageIsRefused();
    void missingAnswerIsReported_data();
    void missingAnswerIsReported();
    void lostConnectionEndsTheWatching();

private:
    [[nodiscard]] QStringList arguments(const QString &command, const QStringList &words) const
    {
        return QStringList{command, m_server->url().toString()} + words;
    }
    [[nodiscard]] ProgramResult run(const QString &command, const QStringList &words,
        const TestSupport::ProgramInput &input = {}) const
    {
        return wsrpc(arguments(command, words), input);
    }

    std::unique_ptr<Thermostat> m_thermostat;
    std::unique_ptr<Board> m_board;
    std::unique_ptr<Server> m_server;
};

void tst_WsrpcSharing::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_thermostat = std::make_unique<Thermostat>();
    m_board = std::make_unique<Board>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_thermostat.get(), Thermostat::shared());
    m_server->expose(m_board.get(), {.prefix = u"board."_s, .writableProperties = {u"note"_s}});
    QVERIFY(m_server->listen());
}

void tst_WsrpcSharing::cleanup()
{
    m_server.reset();
}

void tst_WsrpcSharing::listensToSignalsAndProperties_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<int>("followed");
    QTest::addColumn<QByteArrayList>("lines");
    const QByteArray change =
        R"({"method":"rpc.changed","params":{"thermostat":{"temperature":21.5}}})";
    const QByteArray alarm = R"({"method":"thermostat.alarm","params":[99.5]})";
    const QByteArray said = R"({"method":"thermostat.said","params":["hot",2]})";
    QTest::newRow("signal") << QStringList{u"thermostat.alarm"_s} << 1 << QByteArrayList{alarm};
    QTest::newRow("property") << QStringList{u"thermostat.temperature"_s} << 1
                              << QByteArrayList{change};
    QTest::newRow("object") << QStringList{u"thermostat"_s} << 2 << QByteArrayList{change};
    QTest::newRow("all of it, and one name twice") << QStringList{u"thermostat.alarm"_s,
        u"thermostat"_s, u"thermostat.said"_s, u"thermostat.alarm"_s}
                                                   << 4 << QByteArrayList{change, alarm, said};
    QTest::newRow("fastapi") << QStringList{u"--dialect=fastapi"_s, u"thermostat.alarm"_s,
        u"thermostat"_s} << 3
                             << QByteArrayList{change,
                                    R"({"method":"thermostat.alarm","params":{"degrees":99.5}})"};
}

void tst_WsrpcSharing::listensToSignalsAndProperties()
{
    QFETCH(const QStringList, names);
    QFETCH(const int, followed);
    QFETCH(const QByteArrayList, lines);
    RunningTool tool(arguments(u"listen"_s, QStringList{u"-n%1"_s.arg(lines.size())} + names));
    QTRY_COMPARE(m_thermostat->receiversOfAll(), followed);
    m_thermostat->heat(1.5);
    Q_EMIT m_thermostat->alarm(99.5);
    Q_EMIT m_thermostat->said(u"hot"_s, 2);
    for (const QByteArray &line : lines)
        QCOMPARE(tool.nextLine(), line + '\n');
    QCOMPARE(tool.status(), 0);
}

void tst_WsrpcSharing::listensToNothingElse()
{
    RunningTool tool(arguments(u"listen"_s, {u"-n1"_s, u"thermostat.alarm"_s}));
    QTRY_COMPARE(m_thermostat->receiversOfAll(), 1);
    m_server->notifyAll("news", 1);
    Q_EMIT m_thermostat->alarm(1);
    QCOMPARE(tool.nextLine(), "{\"method\":\"thermostat.alarm\",\"params\":[1]}\n");
}

// The peer shares nothing.
void tst_WsrpcSharing::namesChooseFromWhatComesUnasked()
{
    Test::ScriptedPeer peer;
    for (int i = 0; i < 2; ++i)
        peer.answer(R"({"jsonrpc":"2.0","error":{"code":-32601,"message":"no method"},"id":$id})");
    RunningTool tool({u"listen"_s, peer.url().toString(), u"-n1"_s, u"news"_s});
    QVERIFY(peer.next().contains("rpc.subscribe"));
    QVERIFY(peer.next().contains("rpc.watch"));
    peer.send(R"({"jsonrpc":"2.0","method":"weather"})");
    peer.send(R"({"jsonrpc":"2.0","method":"news"})");
    QCOMPARE(tool.nextLine(), "{\"method\":\"news\"}\n");
    QCOMPARE(tool.status(), 0);
}

void tst_WsrpcSharing::watchesValuesAndChanges_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<int>("followed");
    QTest::addColumn<QByteArray>("values");
    QTest::newRow("object")
        << QStringList{u"thermostat"_s} << 2
        << R"({"thermostat":{"name":"hall","setpoint":21,"temperature":20}})"_ba;
    QTest::newRow("property") << QStringList{u"thermostat.temperature"_s} << 1
                              << R"({"thermostat":{"temperature":20}})"_ba;
    QTest::newRow("of two objects") << QStringList{u"thermostat.temperature"_s, u"board"_s,
        u"board"_s} << 1 << R"({"board":{"note":null},"thermostat":{"temperature":20}})"_ba;
}

void tst_WsrpcSharing::watchesValuesAndChanges()
{
    QFETCH(const QStringList, names);
    QFETCH(const int, followed);
    QFETCH(const QByteArray, values);
    RunningTool tool(arguments(u"watch"_s, QStringList{u"--count=2"_s} + names));
    QCOMPARE(tool.nextLine(), values + '\n');
    QCOMPARE(m_thermostat->receiversOfAll(), followed);
    m_server->notifyAll("news", 1);
    m_thermostat->heat(1.5);
    QCOMPARE(tool.nextLine(), "{\"thermostat\":{\"temperature\":21.5}}\n");
    QCOMPARE(tool.status(), 0);
}

void tst_WsrpcSharing::getsValues_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("number") << QStringList{u"thermostat.temperature"_s} << "20\n"_ba;
    QTest::newRow("text") << QStringList{u"thermostat.name"_s} << "\"hall\"\n"_ba;
    QTest::newRow("null") << QStringList{u"board.note"_s} << "null\n"_ba;
    QTest::newRow("object") << QStringList{u"board"_s} << "{\n    \"note\": null\n}\n"_ba;
    QTest::newRow("object on one line") << QStringList{u"thermostat"_s,
        u"--compact"_s} << "{\"name\":\"hall\",\"setpoint\":21,\"temperature\":20}\n"_ba;
}

void tst_WsrpcSharing::getsValues()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, output);
    const ProgramResult result = run(u"get"_s, words);
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, output);
    QCOMPARE(result.status, 0);
}

void tst_WsrpcSharing::setsAValue_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QVariant>("note");
    QTest::newRow("number") << u"1.5"_s << QVariant(1.5);
    QTest::newRow("text") << u"hello"_s << QVariant(u"hello"_s);
    QTest::newRow("text with an equals sign") << u"a=5"_s << QVariant(u"a=5"_s);
    QTest::newRow("json") << u":=\"5\""_s << QVariant(u"5"_s);
    QTest::newRow("text of a file") << u"@-"_s << QVariant(u"[7]"_s);
    QTest::newRow("json of a file") << u":=@-"_s << QVariant(QVariantList{7});
    QTest::newRow("standard input") << u"-"_s << QVariant(QVariantList{7});
}

void tst_WsrpcSharing::setsAValue()
{
    QFETCH(const QString, value);
    QFETCH(const QVariant, note);
    const ProgramResult result = run(u"set"_s, {u"board.note"_s, value}, {.text = "[7]"});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 0);
    QCOMPARE(m_board->note, note);
}

void tst_WsrpcSharing::refusedValueIsReported_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("by the object")
        << QStringList{u"thermostat.setpoint"_s, u"31"_s} << "wsrpc: error 3: from 5 to 30\n"_ba;
    QTest::newRow("read-only")
        << QStringList{u"thermostat.temperature"_s, u"31"_s}
        << "wsrpc: error -32602: the property 'thermostat.temperature' cannot be written\n"_ba;
    QTest::newRow("as json")
        << QStringList{u"--json-errors"_s, u"thermostat.setpoint"_s, u"31"_s}
        << R"({"error":{"code":3,"kind":"Remote","message":"from 5 to 30","status":1}})"
           "\n"_ba;
}

void tst_WsrpcSharing::refusedValueIsReported()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, error);
    const ProgramResult result = run(u"set"_s, words);
    QCOMPARE(result.errors, error);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 1);
    QCOMPARE(m_thermostat->setpoint(), 21.0);
}

void tst_WsrpcSharing::unknownNameIsReported_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *name, const QString &command, const QStringList &words) {
        QTest::newRow(name) << command << words << words.value(0);
    };
    row("listen", u"listen"_s, {u"thermostat.secret"_s, u"thermostat.alarm"_s});
    row("watch", u"watch"_s, {u"nobody"_s, u"thermostat"_s});
    row("watch a signal", u"watch"_s, {u"thermostat.alarm"_s});
    row("get", u"get"_s, {u"thermostat.secret"_s});
    row("set", u"set"_s, {u"thermostat.secret"_s, u"1"_s});
}

void tst_WsrpcSharing::unknownNameIsReported()
{
    QFETCH(const QString, command);
    QFETCH(const QStringList, words);
    QFETCH(const QString, name);
    const ProgramResult result = run(command, words);
    const QByteArray end = " '" + name.toUtf8() + "'\n";
    QVERIFY2(result.errors.startsWith("wsrpc: error -32602: there is no shared "), result.errors);
    QVERIFY2(result.errors.endsWith(end), result.errors);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 1);
}

void tst_WsrpcSharing::peerThatSharesNothingIsReported_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("watch") << u"watch"_s << QStringList{u"a"_s};
    QTest::newRow("get") << u"get"_s << QStringList{u"a"_s};
    QTest::newRow("set") << u"set"_s << QStringList{u"a"_s, u"1"_s};
}

void tst_WsrpcSharing::peerThatSharesNothingIsReported()
{
    QFETCH(const QString, command);
    QFETCH(const QStringList, words);
    m_thermostat.reset();
    m_board.reset();
    const ProgramResult result = run(command, words);
    QVERIFY2(result.errors.startsWith("wsrpc: error -32601: "), result.errors);
    QCOMPARE(result.status, 1);
}

void tst_WsrpcSharing::wrongUsageIsRefused_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("get nothing") << u"get"_s << QStringList();
    QTest::newRow("get two") << u"get"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("watch nothing") << u"watch"_s << QStringList();
    QTest::newRow("set nothing") << u"set"_s << QStringList();
    QTest::newRow("set without a value") << u"set"_s << QStringList{u"a"_s};
    QTest::newRow("set two values") << u"set"_s << QStringList{u"a"_s, u"1"_s, u"2"_s};
    QTest::newRow("set what is not json") << u"set"_s << QStringList{u"a"_s, u":={"_s};
}

void tst_WsrpcSharing::wrongUsageIsRefused()
{
    QFETCH(const QString, command);
    QFETCH(const QStringList, words);
    const ProgramResult result = run(command, words);
    QVERIFY2(result.errors.startsWith("wsrpc: "), result.errors);
    QCOMPARE(result.status, 2);
}

void tst_WsrpcSharing::missingAnswerIsReported_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("get") << QStringList{u"get"_s, u"a"_s};
    QTest::newRow("set") << QStringList{u"set"_s, u"a"_s, u"1"_s};
    QTest::newRow("watch") << QStringList{u"watch"_s, u"a"_s};
    QTest::newRow("listen") << QStringList{u"listen"_s, u"a"_s};
}

void tst_WsrpcSharing::missingAnswerIsReported()
{
    QFETCH(const QStringList, words);
    const Test::ScriptedPeer silent;
    QStringList all = words;
    all.insert(1, silent.url().toString());
    QCOMPARE(wsrpc(QStringList{u"--timeout=0.2"_s} + all).status, 4);
    all[1] = closedUrl();
    QCOMPARE(wsrpc(all).status, 3);
}

void tst_WsrpcSharing::lostConnectionEndsTheWatching()
{
    RunningTool tool(arguments(u"watch"_s, {u"thermostat.name"_s}));
    tool.setProcessChannelMode(QProcess::SeparateChannels);
    QCOMPARE(tool.nextLine(), "{\"thermostat\":{\"name\":\"hall\"}}\n");
    m_server.reset();
    QCOMPARE(tool.status(), 3);
}

QTEST_GUILESS_MAIN(tst_WsrpcSharing)
#include "tst_wsrpcsharing.moc"
