// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "logging_p.h"

#include <websocketrpc/logging.h>

#include <QCoreApplication>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// What a program that logs writes, one line for each category and level.
class tst_Logging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void environmentDecides_data();
    void environmentDecides();
    void programDecides_data();
    void programDecides();
};

Q_LOGGING_CATEGORY(lcOther, "other")

static int runLogger(const QStringList &arguments)
{
    if (arguments.contains(u"off"_s))
        setLogging(LoggingForm::Off);
    if (arguments.contains(u"plain"_s))
        setLogging(LoggingForm::Plain, QtWarningMsg);
    if (arguments.contains(u"twice"_s))
        setLogging(LoggingForm::AsApplication);
    qCDebug(lcServer) << "one";
    qCInfo(lcServer) << "two" << 2;
    qCWarning(lcClient) << "three";
    qCWarning(lcOther) << "four";
    qCDebug(lcFrames) << "five";
    return 0;
}

static QStringList linesOf(const QString &logging, const QString &rules, const QString &argument)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"WEBSOCKETRPC_LOGGING"_s, logging);
    environment.insert(u"QT_LOGGING_RULES"_s, rules);
    environment.insert(u"QT_MESSAGE_PATTERN"_s, u"app %{message}"_s);
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), {u"--log"_s, argument});
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardError()).split(u'\n', Qt::SkipEmptyParts);
}

void tst_Logging::environmentDecides_data()
{
    QTest::addColumn<QString>("logging");
    QTest::addColumn<QString>("rules");
    QTest::addColumn<QStringList>("lines");
    const QString plain2 = u"websocketrpc\\.server: info: two 2"_s;
    const QString plain3 = u"websocketrpc\\.client: warning: three"_s;
    const QString time = u"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3} "_s;
    QTest::newRow("unset") << u""_s << u""_s
                           << QStringList{u"app two 2"_s, u"app three"_s, u"app four"_s};
    QTest::newRow("off") << u"off"_s << u""_s << QStringList{u"app four"_s};
    QTest::newRow("off in spite of rules")
        << u"OFF"_s << u"websocketrpc.*=true"_s << QStringList{u"app four"_s};
    QTest::newRow("plain") << u"plain"_s << u""_s << QStringList{plain2, plain3, u"app four"_s};
    QTest::newRow("plain with rules")
        << u"plain"_s << u"*.info=false"_s << QStringList{plain3, u"app four"_s};
    QTest::newRow("timestamps") << u"timestamps"_s << u""_s
                                << QStringList{time + plain2, time + plain3, u"app four"_s};
    QTest::newRow("level") << u"plain,debug"_s << u""_s
                           << QStringList{u"websocketrpc\\.server: debug: one"_s, plain2, plain3,
                                  u"app four"_s};
    QTest::newRow("higher level") << u"timestamps, warning"_s << u""_s
                                  << QStringList{time + plain3, u"app four"_s};
    QTest::newRow("frames by a rule alone")
        << u"plain,warning"_s << u"websocketrpc.frames=true"_s
        << QStringList{plain3, u"app four"_s, u"websocketrpc\\.frames: debug: five"_s};
    QTest::newRow("unknown") << u"loud"_s << u""_s
                             << QStringList{u"app two 2"_s, u"app three"_s, u"app four"_s};
}

static void compare(const QStringList &lines, const QStringList &expected)
{
    QCOMPARE(lines.size(), expected.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QRegularExpression line(QRegularExpression::anchoredPattern(expected[i]));
        QVERIFY2(line.match(lines[i]).hasMatch(), qPrintable(lines[i]));
    }
}

void tst_Logging::environmentDecides()
{
    QFETCH(const QString, logging);
    QFETCH(const QString, rules);
    QFETCH(const QStringList, lines);
    compare(linesOf(logging, rules, QString()), lines);
}

void tst_Logging::programDecides_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("off") << u"off"_s << QStringList{u"app four"_s};
    QTest::newRow("plain with a level")
        << u"plain"_s << QStringList{u"websocketrpc\\.client: warning: three"_s, u"app four"_s};
    QTest::newRow("back again") << u"twice"_s
                                << QStringList{u"app two 2"_s, u"app three"_s, u"app four"_s};
}

void tst_Logging::programDecides()
{
    QFETCH(const QString, argument);
    QFETCH(const QStringList, lines);
    compare(linesOf(u"timestamps,debug"_s, QString(), argument), lines);
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--log"_L1)
        return runLogger(arguments);
    tst_Logging test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_logging.moc"
