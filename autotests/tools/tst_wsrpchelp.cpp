// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "wsrpc.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using TestSupport::ProgramResult;

class tst_WsrpcHelp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void optionOfAnotherCommandIsRefused_data();
    void optionOfAnotherCommandIsRefused();
    void helpTellsOfCommands_data();
    void helpTellsOfCommands();
    void documentsNameAllOptions_data();
    void documentsNameAllOptions();
    void versionIsPrinted();
};

void tst_WsrpcHelp::optionOfAnotherCommandIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString url = u"ws://localhost:1"_s;
    QTest::newRow("call") << QStringList{u"call"_s, url, u"m"_s, u"--rate"_s, u"5"_s};
    QTest::newRow("notify") << QStringList{u"notify"_s, url, u"m"_s, u"-c"_s};
    QTest::newRow("bench") << QStringList{u"bench"_s, url, u"m"_s, u"--interval=5"_s};
    QTest::newRow("get") << QStringList{u"get"_s, url, u"m"_s, u"-n5"_s};
    QTest::newRow("set") << QStringList{u"set"_s, url, u"m"_s, u"1"_s, u"--compact"_s};
    QTest::newRow("watch") << QStringList{u"watch"_s, url, u"m"_s, u"--params=[]"_s};
    QTest::newRow("model") << QStringList{u"model"_s, url, u"m"_s, u"--compact"_s};
}

void tst_WsrpcHelp::optionOfAnotherCommandIsRefused()
{
    QFETCH(const QStringList, arguments);
    const ProgramResult result = wsrpc(arguments);
    QCOMPARE(result.status, 2);
    QVERIFY2(result.errors.contains("has no option --"), result.errors);
}

static void addHelpRows()
{
    QTest::addColumn<QString>("command");
    for (const char *const command : {"call", "notify", "get", "set", "watch", "model", "listen",
             "describe", "compare", "generate", "bench"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void tst_WsrpcHelp::helpTellsOfCommands_data()
{
    addHelpRows();
}

void tst_WsrpcHelp::helpTellsOfCommands()
{
    QFETCH(const QString, command);
    const ProgramResult all = wsrpc({u"--help"_s});
    QCOMPARE(all.status, 0);
    QVERIFY2(all.output.contains("\n  " + command.toUtf8() + "  "), all.output);

    const ProgramResult one = wsrpc({u"help"_s, command});
    QCOMPARE(one.status, 0);
    QVERIFY2(
        one.output.startsWith("Usage: wsrpc " + command.toUtf8() + " [OPTION...] "), one.output);
    QVERIFY2(one.output.contains("  3  there was no connection"), one.output);
    QCOMPARE(wsrpc({command, u"--help"_s}).output, one.output);
    QCOMPARE(wsrpc({u"help"_s, u"sing"_s}).status, 2);
}

void tst_WsrpcHelp::documentsNameAllOptions_data()
{
    addHelpRows();
}

void tst_WsrpcHelp::documentsNameAllOptions()
{
    QFETCH(const QString, command);
    const auto contents = [](const char *fileName) {
        QFile file(QString::fromUtf8(fileName));
        return QString::fromUtf8(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    };
    const QString manual = contents(WSRPC_MANUAL).replace(u"\\-"_s, u"-"_s);
    const QString bash = contents(WSRPC_COMPLETION ".bash");
    const QString zsh = contents(WSRPC_COMPLETION ".zsh");
    const QString fish = contents(WSRPC_COMPLETION ".fish").replace(u" -l "_s, u" --"_s);
    static const QRegularExpression option(u"--[a-z-]+"_s);
    const QString help = QString::fromUtf8(wsrpc({u"help"_s, command}).output);
    QVERIFY(help.contains(option));
    for (auto it = option.globalMatch(help); it.hasNext();) {
        const QString name = it.next().captured();
        const QRegularExpression whole(name + u"(?![a-z-])"_s);
        QVERIFY2(manual.contains(whole), qPrintable(name));
        for (const QString &completion : {bash, zsh, fish})
            QVERIFY2(completion.contains(whole), qPrintable(name));
    }
    QVERIFY(manual.contains(u"\n.SS "_s + command));
    for (const QString &completion : {bash, zsh, fish})
        QVERIFY2(completion.contains(command), qPrintable(command));
}

void tst_WsrpcHelp::versionIsPrinted()
{
    const ProgramResult version = wsrpc({u"--version"_s});
    QCOMPARE(version.status, 0);
    QVERIFY2(version.output.startsWith("wsrpc "), version.output);
    QCOMPARE(wsrpc({u"-V"_s}).output, version.output);
}

QTEST_GUILESS_MAIN(tst_WsrpcHelp)
#include "tst_wsrpchelp.moc"
