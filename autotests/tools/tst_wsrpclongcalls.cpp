// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "wsrpc.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/server.h>
#include <websocketrpc/test/scriptedpeer.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using TestSupport::ProgramResult;

namespace {

class LongWork : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QFuture<int> halfDone(const CallContext &call)
    {
        wantsProgress = call.wantsProgress();
        call.setProgressRange(0, 10);
        call.setProgressValueAndText(5, u"half\x1b[2J"_s);
        promise = QPromise<int>();
        promise.start();
        if (answersAtOnce) {
            promise.addResult(7);
            promise.finish();
        }
        Q_EMIT begun();
        return promise.future();
    }

    QPromise<int> promise;
    bool wantsProgress = false;
    bool answersAtOnce = true;

Q_SIGNALS:
    void begun();
};

} // namespace

// Calls that take long, and streams.
class WsrpcLongCallsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void interruptCancelsTheCall();
    void terminalShowsProgress();
    void pipeShowsNoProgress();
    void streamIsPrintedLineByLine();
    void streamThatFailsPrintsWhatCame();
    void objectThatLooksLikeAStreamIsPrinted_data();
    void objectThatLooksLikeAStreamIsPrinted();

private:
    QStringList callTo(const QUrl &url, const QString &method) const
    {
        return {u"call"_s, url.toString(), method, u"--compact"_s};
    }

    LongWork m_work;
    Server m_server;
};

void WsrpcLongCallsTest::initTestCase()
{
    m_server.expose(&m_work);
    QVERIFY(m_server.listen());
}

void WsrpcLongCallsTest::interruptCancelsTheCall()
{
#ifdef Q_OS_UNIX
    m_work.answersAtOnce = false;
    QSignalSpy begun(&m_work, &LongWork::begun);
    QProcess process;
    process.start(QStringLiteral(WSRPC), callTo(m_server.url(), u"halfDone"_s));
    QTRY_COMPARE(begun.size(), 1);
    QVERIFY(!m_work.promise.isCanceled());
    QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QTRY_VERIFY(m_work.promise.isCanceled());
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QCOMPARE(process.readAllStandardError(), "wsrpc: the call was cancelled\n"_ba);
    m_work.answersAtOnce = true;
#else
    QSKIP("there is no way to press Ctrl-C from here");
#endif
}

void WsrpcLongCallsTest::terminalShowsProgress()
{
    // It runs a program in a terminal of its own.
    const QString script = QStandardPaths::findExecutable(u"script"_s);
    if (script.isEmpty())
        QSKIP("there is no script(1)");
    const QString command =
        QStringLiteral(WSRPC) + u' ' + callTo(m_server.url(), u"halfDone"_s).join(u' ');
    const ProgramResult result =
        TestSupport::runProgram(script, {u"-qec"_s, command, u"/dev/null"_s});
    QCOMPARE(result.status, 0);
    QVERIFY(m_work.wantsProgress);
    QVERIFY2(result.output.contains("[===============               ] 50% half"), result.output);
    QVERIFY2(!result.output.contains("\x1b[2J"), result.output); // the peer's text is not obeyed
    QVERIFY2(result.output.endsWith("\r\x1b[K7\r\n"), result.output);
}

void WsrpcLongCallsTest::pipeShowsNoProgress()
{
    const ProgramResult result = wsrpc(callTo(m_server.url(), u"halfDone"_s));
    QCOMPARE(result.status, 0);
    QVERIFY(!m_work.wantsProgress);
    QCOMPARE(result.output, "7\n"_ba);
    QCOMPARE(result.errors, QByteArray());
}

namespace {

QByteArray answerTo(const QByteArray &message, const QByteArray &content)
{
    const QJsonValue id = QJsonDocument::fromJson(message).object()[u"id"_s];
    return R"({"jsonrpc":"2.0",)" + content + R"(,"id":)" + QByteArray::number(id.toInteger())
        + '}';
}

} // namespace

void WsrpcLongCallsTest::streamIsPrintedLineByLine()
{
    Test::ScriptedPeer peer;
    int pages = 0;
    peer.setScript([&](const QByteArray &message) -> std::optional<QByteArray> {
        if (!message.contains("$/enumerator/next"))
            return answerTo(message, R"("result":{"token":"t","values":[1,{"a":2}]})");
        if (!message.contains(R"("params":{"token":"t"})"))
            return answerTo(message, R"("error":{"code":-32001,"message":"unknown"})");
        return answerTo(message,
            ++pages == 1 ? R"("result":{"values":[[3]]})"
                         : R"("result":{"values":[],"finished":true})");
    });
    const ProgramResult result =
        wsrpc({u"call"_s, peer.url().toString(), u"numbers"_s}); // never indented
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.status, 0);
    QCOMPARE(result.output, "1\n{\"a\":2}\n[3]\n"_ba);
    QCOMPARE(pages, 2);
}

void WsrpcLongCallsTest::streamThatFailsPrintsWhatCame()
{
    Test::ScriptedPeer peer;
    peer.setScript([&](const QByteArray &message) -> std::optional<QByteArray> {
        return message.contains("$/enumerator/next")
            ? answerTo(message, R"("error":{"code":7,"message":"no more"})")
            : answerTo(message, R"("result":{"token":0,"values":[1]})");
    });
    const ProgramResult result = wsrpc(callTo(peer.url(), u"numbers"_s));
    QCOMPARE(result.status, 1);
    QCOMPARE(result.output, "1\n"_ba);
    QCOMPARE(result.errors, "wsrpc: error 7: no more\n"_ba);
}

void WsrpcLongCallsTest::objectThatLooksLikeAStreamIsPrinted_data()
{
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QByteArray>("printed");
    QTest::newRow("all values at once") << R"({"values":[1,2]})"_ba
                                        << "1\n2\n"_ba;
    QTest::newRow("another member") << R"({"other":1,"token":"t"})"_ba
                                    << "{\"other\":1,\"token\":\"t\"}\n"_ba;
    QTest::newRow("no token") << R"({"token":null})"_ba
                              << "{\"token\":null}\n"_ba;
    QTest::newRow("values that are no list") << R"({"values":3})"_ba
                                             << "{\"values\":3}\n"_ba;
    QTest::newRow("nothing") << "{}"_ba
                             << "{}\n"_ba;
}

void WsrpcLongCallsTest::objectThatLooksLikeAStreamIsPrinted()
{
    QFETCH(const QByteArray, result);
    QFETCH(const QByteArray, printed);
    Test::ScriptedPeer peer;
    peer.setScript([&](const QByteArray &message) -> std::optional<QByteArray> {
        return answerTo(message, R"("result":)" + result);
    });
    const ProgramResult run = wsrpc(callTo(peer.url(), u"numbers"_s));
    QCOMPARE(run.status, 0);
    QCOMPARE(run.output, printed);
}

QTEST_GUILESS_MAIN(WsrpcLongCallsTest)
#include "tst_wsrpclongcalls.moc"
