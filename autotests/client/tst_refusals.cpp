// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "httpserver.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The reason why a server refuses a client reaches the program.
class tst_Refusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    // A QWebSocket leaves deletions to the event loop, which ends with the last function.
    void cleanup() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    void textOfTheServerArrives();
    void bodyIsTold_data();
    void bodyIsTold();
    void bodyMayComeLater();
    void bodyThatNeverComesIsNotWaitedForLong();
    void upgradeSaysWhichFieldIsWrong_data();
    void upgradeSaysWhichFieldIsWrong();
    void closeReasonIsTold();
    void retryAfterIsUnderstood_data();
    void retryAfterIsUnderstood();
    void failureIsLoggedOnce();
};

void tst_Refusals::textOfTheServerArrives()
{
    Server server;
    server.setAuthenticator(
        [](const PeerInfo &) { return Admission::refuse(403, u"account locked"_s); });
    QVERIFY(server.listen());
    Client client(server.url());
    const auto waiting = client.call<int>("add", 1, 2);
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(client.lastError().message().endsWith("HTTP status 403 Forbidden: account locked"_L1),
        qPrintable(client.lastError().message()));
    QCOMPARE(errorOf(waiting), client.lastError());
}

void tst_Refusals::bodyIsTold_data()
{
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QString>("text");
    const QByteArray plain = "HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n";
    const auto row = [](const char *name, const QByteArray &response, const QString &text) {
        QTest::newRow(name) << response << text;
    };
    row("of a known length", plain + "Content-Length: 8\r\n\r\ngo away\n", u": go away"_s);
    row("until the end", plain + "\r\ngo away", u": go away"_s);
    row("in chunks",
        plain + "Transfer-Encoding: chunked\r\n\r\n3\r\ngo \r\n4;x=y\r\naway\r\n0\r\n\r\n",
        u": go away"_s);
    row("JSON",
        "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\n\r\n{\"detail\": \"no\"}",
        u": {\"detail\": \"no\"}"_s);
    row("HTML",
        "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<html>\n<h1 "
        "id=1>No</h1><p>way</p>",
        u": No way"_s);
    row("no text", "HTTP/1.1 403 Forbidden\r\nContent-Type: image/png\r\n\r\nxx", u"Forbidden"_s);
    row("compressed", plain + "Content-Encoding: gzip\r\n\r\nxx", u"Forbidden"_s);
    row("nothing", plain + "Content-Length: 0\r\n\r\n", u"Forbidden"_s);
    row("the reason again", plain + "\r\nForbidden", u"403 Forbidden"_s);
    row("control characters",
        plain
            + "\r\na\x1b[31mb\r\n\xe2\x80\xae"
              "c\x07",
        u": a [31mb c"_s);
    row("long", plain + "\r\n" + QByteArray(10'000, 'x'), u": "_s + QString(200, u'x') + u'…');
}

void tst_Refusals::bodyIsTold()
{
    QFETCH(const QByteArray, response);
    QFETCH(const QString, text);
    HttpServer http({response});
    Client client(http.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(client.lastError().message().endsWith(text), qPrintable(client.lastError().message()));
    QCOMPARE(client.lastFailure().httpStatus, 403);
}

void tst_Refusals::bodyMayComeLater()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *const socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->readAll();
            socket->write("HTTP/1.1 403 Forbidden\r\nContent-Length: 14\r\n\r\n");
            socket->flush();
            QTimer::singleShot(20, socket, [socket] { socket->write("account"); });
            QTimer::singleShot(40, socket, [socket] { socket->write(" locked"); });
        });
    });
    Client client(QUrl(u"ws://127.0.0.1:%1/"_s.arg(server.serverPort())));
    client.setSharesFrames(false);
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(client.lastError().message().endsWith("Forbidden: account locked"_L1),
        qPrintable(client.lastError().message()));
}

void tst_Refusals::bodyThatNeverComesIsNotWaitedForLong()
{
    ManualClock clock;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    bool isAnswered = false;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *const socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
            socket->readAll();
            socket->write("HTTP/1.1 403 Forbidden\r\nContent-Length: 14\r\n\r\npart");
            isAnswered = socket->flush();
        });
    });
    Client client(QUrl(u"ws://127.0.0.1:%1/"_s.arg(server.serverPort())));
    client.setSharesFrames(false);
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_VERIFY(isAnswered);
    QTRY_VERIFY((clock.advance(1s), failed.size() == 1));
    QCOMPARE(client.lastFailure().httpStatus, 403);
}

void tst_Refusals::upgradeSaysWhichFieldIsWrong_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("field");
    QTest::newRow("no upgrade") << QByteArray("Connection: Upgrade\r\n") << u"Upgrade"_s;
    QTest::newRow("no connection") << QByteArray("Upgrade: websocket\r\n") << u"Connection"_s;
    QTest::newRow("no key") << QByteArray("Upgrade: websocket\r\nConnection: Upgrade\r\n")
                            << u"Sec-WebSocket-Accept"_s;
}

void tst_Refusals::upgradeSaysWhichFieldIsWrong()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const QString, field);
    HttpServer http({"HTTP/1.1 101 Switching Protocols\r\n" + fields + "\r\n"});
    Client client(http.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(
        client.lastError().message().contains(field), qPrintable(client.lastError().message()));
}

void tst_Refusals::closeReasonIsTold()
{
    QWebSocketServer server(QString(), QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QWebSocketServer::newConnection, this, [&] {
        QWebSocket *const socket = server.nextPendingConnection();
        socket->setParent(&server);
        connect(socket, &QWebSocket::textMessageReceived, socket, [socket] {
            socket->close(QWebSocketProtocol::CloseCodePolicyViolated, u"log in\x1b[31m first"_s);
        });
    });
    Client client(server.serverUrl());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.open();
    const Error error = errorOf(client.call<int>("add", 1, 2));
    QCOMPARE(error.kind(), Error::Kind::ConnectionLost);
    QVERIFY2(error.message().endsWith("(1008, log in [31m first)"_L1), qPrintable(error.message()));
    QTRY_VERIFY2(client.lastError().message().endsWith("(1008, log in [31m first)"_L1),
        qPrintable(client.lastError().message()));
}

void tst_Refusals::retryAfterIsUnderstood_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("seconds");
    const QByteArray date = "Date: Wed, 21 Oct 2026 07:28:00 GMT\r\n";
    const auto row = [](const char *name, const QByteArray &fields, int seconds) {
        QTest::newRow(name) << fields << seconds;
    };
    row("seconds", "Retry-After: 30\r\n", 30);
    row("none", {}, 1);
    row("date", date + "Retry-After: Wed, 21 Oct 2026 07:30:00 GMT\r\n", 120);
    row("date of old", date + "Retry-After: Wednesday, 21-Oct-26 07:29:00 GMT\r\n", 60);
    row("date of asctime", date + "Retry-After: Wed Oct 21 07:29:30 2026\r\n", 90);
    row("date that has passed", date + "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n", 1);
    row("date far away", date + "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT\r\n", 3600);
    row("many seconds", "Retry-After: 2147483647\r\n", 3600);
    row("too many seconds", "Retry-After: 99999999999999999999\r\n", 3600);
    row("negative", "Retry-After: -1\r\n", 1);
    row("nonsense", "Retry-After: soon\r\n", 1);
}

void tst_Refusals::retryAfterIsUnderstood()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const int, seconds);
    ManualClock clock;
    HttpServer http({httpResponse("503 Busy", fields)});
    Client client(http.url());
    client.setReconnectPolicy({.firstDelay = 1s, .jitter = false});
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    QCOMPARE(client.retryIn(), std::chrono::seconds(seconds));
}

void tst_Refusals::failureIsLoggedOnce()
{
    ManualClock clock;
    HttpServer http({httpResponse("500 Broken")});
    Client client(http.url());
    client.setSharesFrames(false);
    client.setReconnectPolicy({.firstDelay = 1s, .growth = 1, .jitter = false});
    static QStringList lines;
    lines.clear();
    const QtMessageHandler before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &text) { lines.append(text); });
    client.open();
    QTRY_COMPARE(client.attempt(), 1);
    clock.advance(1s);
    QTRY_COMPARE(client.attempt(), 2);
    qInstallMessageHandler(before);
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines[0].endsWith("HTTP status 500 Broken - trying again in 1000 ms"_L1),
        qPrintable(lines[0]));
}

QTEST_GUILESS_MAIN(tst_Refusals)

#include "tst_refusals.moc"
