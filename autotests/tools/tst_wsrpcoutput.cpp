// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "wsrpc.h"

#include <websocketrpc/error.h>
#include <websocketrpc/server.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using TestSupport::ProgramResult;

namespace {

// Characters that control a terminal or are invisible: C0, NUL, DEL, C1, and the text direction.
const QString hostile = u"a\u001b[31m\u0000b\u007fc\u009bd\u202ee\u2066f\u2028g"_s;
const QByteArray harmless = R"(a\u001b[31m\u0000b\u007fc\u009bd\u202ee\u2066f\u2028g)";

bool isPrintable(const QByteArray &text)
{
    static const QRegularExpression harmful(
        u"[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}\\x{2028}]"_s);
    return !QString::fromUtf8(text).contains(harmful);
}

class Methods : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QVariant hostileText() { return hostile; }
    Q_INVOKABLE QVariantMap hostileObject() { return {{hostile, hostile}}; }
    Q_INVOKABLE void fail() { throw Error(7, hostile, QJsonArray{hostile}); }
    Q_INVOKABLE QFuture<int> never() { return m_never.future(); }

private:
    QPromise<int> m_never;
};

} // namespace

class tst_WsrpcOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void resultIsPrintable();
    void joinedEmojiStaysWhole();
    void errorIsPrintable();
    void reasonPhraseIsPrintable();
    void closeReasonIsPrintable();
    void wrongUsageIsPrintable();
    void errorsAreJson_data();
    void errorsAreJson();
    void warningIsJson();
    void verboseShowsMessages();

private:
    [[nodiscard]] ProgramResult call(const QStringList &words) const
    {
        return wsrpc(QStringList{u"call"_s, m_server.url().toString()} + words);
    }

    Methods m_methods;
    Server m_server;
};

void tst_WsrpcOutput::initTestCase()
{
    m_server.expose(&m_methods);
    QVERIFY(m_server.listen());
}

void tst_WsrpcOutput::resultIsPrintable()
{
    QCOMPARE(call({u"hostileText"_s}).output, '"' + harmless + "\"\n");
    const ProgramResult object = call({u"-c"_s, u"hostileObject"_s});
    QCOMPARE(object.output, "{\"" + harmless + "\":\"" + harmless + "\"}\n");
    const QJsonObject read = QJsonDocument::fromJson(object.output).object();
    QCOMPARE(read, (QJsonObject{{hostile, hostile}}));
}

void tst_WsrpcOutput::joinedEmojiStaysWhole()
{
    // Surrogate pairs, joiners and right-to-left letters do no harm.
    const QString text = u"\U0001f469\u200d\U0001f4bb \u05d0"_s;
    Methods methods;
    const ProgramResult result = wsrpc({u"call"_s, m_server.url().toString(), u"nobody"_s + text});
    QVERIFY2(result.errors.contains(text.toUtf8()), result.errors);
}

void tst_WsrpcOutput::errorIsPrintable()
{
    QCOMPARE(
        call({u"fail"_s}).errors, "wsrpc: error 7: " + harmless + "\n[\"" + harmless + "\"]\n");
}

void tst_WsrpcOutput::reasonPhraseIsPrintable()
{
    QTcpServer server;
    connect(&server, &QTcpServer::newConnection, &server, [&server] {
        QTcpSocket *const socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write("HTTP/1.1 403 \x1b[31mgo\xc2\x9b away\r\nContent-Length: 0\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString url = u"ws://127.0.0.1:%1"_s.arg(server.serverPort());
    const ProgramResult result = wsrpc({u"call"_s, u"-v"_s, url, u"add"_s});
    QCOMPARE(result.status, 3);
    QVERIFY2(result.errors.contains("[31mgo"), result.errors);
    QVERIFY2(isPrintable(result.errors), result.errors);
}

void tst_WsrpcOutput::closeReasonIsPrintable()
{
    QWebSocketServer server(u"test"_s, QWebSocketServer::NonSecureMode);
    connect(&server, &QWebSocketServer::newConnection, &server, [&server] {
        QWebSocket *const socket = server.nextPendingConnection();
        socket->setParent(&server);
        connect(socket, &QWebSocket::textMessageReceived, socket,
            [socket] { socket->close(QWebSocketProtocol::CloseCodePolicyViolated, hostile); });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const ProgramResult result =
        wsrpc({u"call"_s, u"-v"_s, server.serverUrl().toString(), u"add"_s});
    QCOMPARE(result.status, 3);
    QVERIFY2(result.errors.contains("disconnected: 1008 " + harmless), result.errors);
    QVERIFY2(isPrintable(result.errors), result.errors);
}

void tst_WsrpcOutput::wrongUsageIsPrintable()
{
    const ProgramResult result = wsrpc({u"call"_s, u"http://\u001b[31m"_s, u"add"_s});
    QCOMPARE(result.status, 2);
    QVERIFY2(isPrintable(result.errors), result.errors);
}

void tst_WsrpcOutput::errorsAreJson_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QJsonObject>("error"); // without its message
    const QString url = m_server.url().toString();
    const auto row = [](const char *name, const QStringList &words, const QJsonObject &error) {
        QTest::newRow(name) << words << error;
    };
    row("of the peer", {u"call"_s, url, u"fail"_s},
        {{u"kind"_s, u"Remote"_s}, {u"code"_s, 7}, {u"data"_s, QJsonArray{hostile}},
            {u"status"_s, 1}});
    row("no answer", {u"call"_s, url, u"never"_s, u"-t"_s, u"0.3"_s},
        {{u"kind"_s, u"Timeout"_s}, {u"status"_s, 4}});
    row("no connection", {u"call"_s, closedUrl(), u"add"_s},
        {{u"kind"_s, u"ConnectionLost"_s}, {u"status"_s, 3}});
    row("wrong usage", {u"call"_s, url}, {{u"kind"_s, u"Usage"_s}, {u"status"_s, 2}});
    row("unknown option", {u"call"_s, url, u"add"_s, u"--loud"_s},
        {{u"kind"_s, u"Usage"_s}, {u"status"_s, 2}});
}

void tst_WsrpcOutput::errorsAreJson()
{
    QFETCH(const QStringList, words);
    QFETCH(const QJsonObject, error);
    const ProgramResult result = wsrpc(words + QStringList(u"--json-errors"_s));
    QCOMPARE(result.errors.count('\n'), 1);
    QVERIFY2(isPrintable(result.errors), result.errors);
    QJsonObject read = QJsonDocument::fromJson(result.errors).object()[u"error"_s].toObject();
    QVERIFY2(!read.take(u"message"_s).toString().isEmpty(), result.errors);
    QCOMPARE(read, error);
    QCOMPARE(result.status, error[u"status"_s].toInt());
}

void tst_WsrpcOutput::warningIsJson()
{
    const ProgramResult result =
        wsrpc({u"call"_s, closedUrl(u"wss"_s), u"add"_s, u"-k"_s, u"--json-errors"_s});
    const QList<QByteArray> lines = result.errors.split('\n');
    QCOMPARE(lines.size(), 3); // the last one is empty
    QVERIFY2(QJsonDocument::fromJson(lines[0]).object().contains(u"warning"_s), lines[0]);
    QVERIFY2(QJsonDocument::fromJson(lines[1]).object().contains(u"error"_s), lines[1]);
}

void tst_WsrpcOutput::verboseShowsMessages()
{
    for (const QString &option : {u"-v"_s, u"--verbose"_s}) {
        const ProgramResult result = call({option, u"hostileText"_s});
        QVERIFY2(result.errors.contains("* connected to ws://"), result.errors);
        QVERIFY2(QString::fromUtf8(result.errors)
                     .contains(QRegularExpression(u"^> .*\"method\":\"hostileText\""_s,
                         QRegularExpression::MultilineOption)),
            result.errors);
        QVERIFY2(QString::fromUtf8(result.errors)
                     .contains(QRegularExpression(
                         u"^< .*\"result\":\"a"_s, QRegularExpression::MultilineOption)),
            result.errors);
        QVERIFY2(isPrintable(result.errors), result.errors);
        QCOMPARE(result.output, '"' + harmless + "\"\n");
        QCOMPARE(result.status, 0);
    }
}

QTEST_GUILESS_MAIN(tst_WsrpcOutput)
#include "tst_wsrpcoutput.moc"
