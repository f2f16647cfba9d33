// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "httprequest_p.h"

#include <QTest>

using namespace WebSocketRpc;

class tst_HttpRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targetIsUnderstood_data();
    void targetIsUnderstood();
    void ambiguousRequestIsRefused_data();
    void ambiguousRequestIsRefused();
    void lengthAndNumberOfFieldsDoNotMatter();
    void forbiddenByteIsSeenBeforeTheEnd_data();
    void forbiddenByteIsSeenBeforeTheEnd();
    void webSocketNeedsItsFields_data();
    void webSocketNeedsItsFields();
};

namespace {

const QByteArray webSocketFields =
    "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

QByteArray get(const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost";
}

} // namespace

void tst_HttpRequest::targetIsUnderstood_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("host");
    const auto row = [](const char *name, const char *target, const char *path,
                         const char *query = "", const char *host = "localhost") {
        QTest::newRow(name) << QByteArray(target) << QByteArray(path) << QByteArray(query)
                            << QByteArray(host);
    };
    row("root", "/", "/");
    row("path and query", "/ws?a=b?c/d", "/ws", "a=b?c/d");
    row("empty query", "/ws?", "/ws");
    row("two slashes", "//x/admin", "//x/admin");
    row("three slashes", "///x", "///x");
    row("slashes and a port", "//x:80/admin?y", "//x:80/admin", "y");
    row("as it was sent", "/%77s/a%2Fb", "/%77s/a%2Fb");
    row("url in a path", "/http://x/y", "/http://x/y");
    row("dots in a name", "/a..b/...", "/a..b/...");
    row("dots in a query", "/ws?../x", "/ws", "../x");
    row("absolute form", "http://Other:81/ws?x", "/ws", "x", "Other:81");
    row("absolute form of a websocket", "ws://other", "/", "", "other");
    row("absolute form without a path", "http://other?x", "/", "x", "other");
    row("absolute form with two slashes", "http://other//x", "//x", "", "other");
}

void tst_HttpRequest::targetIsUnderstood()
{
    QFETCH(const QByteArray, target);
    const auto read = readHttpRequest(get(target));
    const auto *request = std::get_if<HttpRequest>(&read);
    QVERIFY(request);
    QTEST(request->path, "path");
    QTEST(request->query, "query");
    QTEST(request->host, "host");
}

void tst_HttpRequest::ambiguousRequestIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no target") << QByteArray("GET\r\nHost: h");
    QTest::newRow("no version") << QByteArray("GET /\r\nHost: h");
    QTest::newRow("two spaces") << QByteArray("GET  / HTTP/1.1\r\nHost: h");
    QTest::newRow("version and more") << QByteArray("GET / HTTP/1.1 x\r\nHost: h");
    QTest::newRow("version and a space") << QByteArray("GET / HTTP/1.1 \r\nHost: h");
    QTest::newRow("version in lower case") << QByteArray("GET / http/1.1\r\nHost: h");
    QTest::newRow("version of two digits") << QByteArray("GET / HTTP/1.10\r\nHost: h");
    QTest::newRow("version without a digit") << QByteArray("GET / HTTP/1.\r\nHost: h");
    QTest::newRow("http/2") << QByteArray("GET / HTTP/2.0\r\nHost: h");
    QTest::newRow("method that is none") << QByteArray("G(T / HTTP/1.1\r\nHost: h");
    QTest::newRow("relative target") << get("ws");
    QTest::newRow("authority as target") << get("host:80");
    QTest::newRow("other scheme") << get("ftp://host/ws");
    QTest::newRow("fragment") << get("/ws#x");
    QTest::newRow("broken percent-encoding") << get("/ws%2");
    QTest::newRow("percent-encoding of nothing") << get("/%zz");
    QTest::newRow("encoded nul") << get("/ws%00");
    QTest::newRow("byte that is not ascii") << get("/\xc3\xa9");
    QTest::newRow("dot segment") << get("/ws/../admin");
    QTest::newRow("dot segment at the end") << get("/ws/..");
    QTest::newRow("single dot") << get("/./ws");
    QTest::newRow("encoded dots") << get("/ws/%2e%2e/admin");
    QTest::newRow("one encoded dot") << get("/ws/.%2E/admin");
    QTest::newRow("encoded slash behind dots") << get("/ws/..%2fadmin");
    QTest::newRow("backslash behind dots") << get("/ws/..%5cadmin");
    QTest::newRow("user in an absolute form") << get("http://user@host/ws");
    QTest::newRow("absolute form without a host") << get("http:///ws");
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\nX: y");
    QTest::newRow("empty host") << QByteArray("GET / HTTP/1.1\r\nHost:");
    QTest::newRow("two hosts") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nHost: h");
    QTest::newRow("two hosts in one field") << QByteArray("GET / HTTP/1.1\r\nHost: a, b");
    QTest::newRow("host with a path") << QByteArray("GET / HTTP/1.1\r\nHost: a/b");
    QTest::newRow("host with a user") << QByteArray("GET / HTTP/1.1\r\nHost: u@a");
    QTest::newRow("host with a bad port") << QByteArray("GET / HTTP/1.1\r\nHost: a:x");
    QTest::newRow("content-length") << get("/") + "\r\nContent-Length: 5";
    QTest::newRow("two content-lengths") << get("/") + "\r\nContent-Length: 0\r\nContent-Length: 0";
    QTest::newRow("transfer-encoding") << get("/") + "\r\nTransfer-Encoding: chunked";
    QTest::newRow("nul in a value") << get("/") + "\r\nX: a" + QByteArray("\0b", 2);
    QTest::newRow("bare cr") << get("/") + "\r\nX: a\rb";
    QTest::newRow("bare lf") << get("/") + "\r\nX: a\nY: b";
    QTest::newRow("control character") << get("/") + "\r\nX: a\x01";
    QTest::newRow("delete") << get("/") + "\r\nX: a\x7f";
    QTest::newRow("folded line") << get("/") + "\r\nX: a\r\n b";
    QTest::newRow("space before a colon") << get("/") + "\r\nX : a";
    QTest::newRow("no colon") << get("/") + "\r\nX";
}

void tst_HttpRequest::ambiguousRequestIsRefused()
{
    QFETCH(const QByteArray, text);
    const auto read = readHttpRequest(text);
    const auto *problem = std::get_if<HttpProblem>(&read);
    QVERIFY(problem);
    QCOMPARE(problem->status, 400);
    QVERIFY(*problem->text);
}

void tst_HttpRequest::lengthAndNumberOfFieldsDoNotMatter()
{
    QByteArray text = get("/" + QByteArray(9000, 'p')) + "\r\nX-Long: " + QByteArray(20'000, 'x')
        + "\r\nX-Latin: \xe9\tx";
    for (int i = 0; i < 300; ++i)
        text += "\r\nX-" + QByteArray::number(i) + ": y";
    const auto read = readHttpRequest(text);
    const auto *request = std::get_if<HttpRequest>(&read);
    QVERIFY(request);
    QCOMPARE(request->path.size(), 9001);
    QCOMPARE(request->head.value("X-Long").size(), 20'000);
    QCOMPARE(request->head.value("X-299"), "y");
    QCOMPARE(request->head.value("X-Latin"), "\xe9\tx");
}

void tst_HttpRequest::forbiddenByteIsSeenBeforeTheEnd_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("forbidden");
    QTest::newRow("nothing yet") << QByteArray() << false;
    QTest::newRow("half a line") << QByteArray("GET / HT") << false;
    QTest::newRow("half of a line's end") << QByteArray("GET / HTTP/1.1\r") << false;
    QTest::newRow("line") << QByteArray("GET / HTTP/1.1\r\n") << false;
    QTest::newRow("end") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r") << false;
    QTest::newRow("lines that end in lf") << QByteArray("GET / HTTP/1.1\nHost: h\n\n") << true;
    QTest::newRow("lf at once") << QByteArray("\n") << true;
    QTest::newRow("two cr") << QByteArray("GET / HTTP/1.1\r\r") << true;
    QTest::newRow("tls") << QByteArray("\x16\x03\x01") << true;
}

void tst_HttpRequest::forbiddenByteIsSeenBeforeTheEnd()
{
    QFETCH(const QByteArray, text);
    QTEST(hasForbiddenByte(text), "forbidden");
}

void tst_HttpRequest::webSocketNeedsItsFields_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status"); // 0: there is no problem
    const QByteArray whole = "GET / HTTP/1.1\r\n" + webSocketFields;
    const auto with = [&](const QByteArray &before, const QByteArray &after) {
        return QByteArray(whole).replace(before, after);
    };
    QTest::newRow("whole") << whole << 0;
    QTest::newRow("two connection lines")
        << with("Connection: Upgrade", "Connection: keep-alive\r\nConnection: Upgrade") << 0;
    QTest::newRow("several connection options")
        << with("Connection: Upgrade", "connection: keep-alive,, uPGRADE") << 0;
    QTest::newRow("several protocols to upgrade to")
        << with("Upgrade: websocket", "Upgrade: h2c, WebSocket") << 0;
    QTest::newRow("empty content") << whole + "\r\nContent-Length: 0" << 0;
    QTest::newRow("http/1.0") << with("HTTP/1.1", "HTTP/1.0") << 400;
    QTest::newRow("no connection") << with("Connection: Upgrade", "X: y") << 400;
    QTest::newRow("other connection") << with("Connection: Upgrade", "Connection: Upgrades") << 400;
    QTest::newRow("no key") << with("Sec-WebSocket-Key", "X") << 400;
    QTest::newRow("short key") << with("dGhl", "") << 400;
    QTest::newRow("long key") << with("dGhl", "dGhldGhl") << 400;
    QTest::newRow("key that is not base64") << with("dGhl", "dG l") << 400;
    QTest::newRow("key of another alphabet") << with("dGhl", "dG-_") << 400;
    QTest::newRow("key without padding") << with("ZQ==", "ZQ") << 400;
    QTest::newRow("two keys") << whole + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" << 400;
    QTest::newRow("sub-protocol that is no token")
        << whole + "\r\nSec-WebSocket-Protocol: a b" << 400;
    QTest::newRow("other version") << with("Version: 13", "Version: 8") << 426;
    QTest::newRow("no version") << with("Sec-WebSocket-Version", "X") << 426;
}

void tst_HttpRequest::webSocketNeedsItsFields()
{
    QFETCH(const QByteArray, text);
    const auto read = readHttpRequest(text);
    const auto *request = std::get_if<HttpRequest>(&read);
    QVERIFY(request);
    const auto problem = webSocketProblem(*request);
    QTEST(problem ? problem->status : 0, "status");
}

QTEST_APPLESS_MAIN(tst_HttpRequest)

#include "tst_httprequest.moc"
