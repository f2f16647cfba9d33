// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "weborigin_p.h"

#include <QTest>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

class tst_WebOrigin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostIsRead_data();
    void hostIsRead();
    void spellingDoesNotMatter_data();
    void spellingDoesNotMatter();
    void whatIsNoOriginIsAbsent_data();
    void whatIsNoOriginIsAbsent();
    void hostHasAnOrigin_data();
    void hostHasAnOrigin();
};

void tst_WebOrigin::hostIsRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name"); // empty: malformed
    QTest::addColumn<int>("port"); // 0: none
    QTest::newRow("name") << QByteArray("example.org") << u"example.org"_s << 0;
    QTest::newRow("name in capitals") << QByteArray("Example.ORG") << u"example.org"_s << 0;
    QTest::newRow("with a port") << QByteArray("localhost:8080") << u"localhost"_s << 8080;
    QTest::newRow("with an empty port") << QByteArray("localhost:") << u"localhost"_s << 0;
    QTest::newRow("ipv4") << QByteArray("127.0.0.1:1") << u"127.0.0.1"_s << 1;
    QTest::newRow("ipv6") << QByteArray("[::1]") << u"[::1]"_s << 0;
    QTest::newRow("ipv6 with a port") << QByteArray("[::1]:80") << u"[::1]"_s << 80;
    QTest::newRow("long ipv6") << QByteArray("[0:0:0:0:0:0:0:1]") << u"[::1]"_s << 0;
    QTest::newRow("nothing") << QByteArray() << QString() << 0;
    QTest::newRow("only a port") << QByteArray(":80") << QString() << 0;
    QTest::newRow("port too large") << QByteArray("a:65536") << QString() << 0;
    QTest::newRow("port with a sign") << QByteArray("a:+80") << QString() << 0;
    QTest::newRow("two ports") << QByteArray("a:80:81") << QString() << 0;
    QTest::newRow("user") << QByteArray("u@a") << QString() << 0;
    QTest::newRow("space") << QByteArray("a b") << QString() << 0;
    QTest::newRow("two names") << QByteArray("a,b") << QString() << 0;
    QTest::newRow("bare ipv6") << QByteArray("::1") << QString() << 0;
    QTest::newRow("ipv4 in brackets") << QByteArray("[127.0.0.1]") << QString() << 0;
    QTest::newRow("open bracket") << QByteArray("[::1") << QString() << 0;
    QTest::newRow("text behind a bracket") << QByteArray("[::1]x") << QString() << 0;
}

void tst_WebOrigin::hostIsRead()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, port);
    const auto host = WebHost::parse(text);
    QTEST(host ? host->name : QString(), "name");
    if (host)
        QCOMPARE(host->port.value_or(0), port);
}

void tst_WebOrigin::spellingDoesNotMatter_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *name, const char *left, const char *right, bool same) {
        QTest::newRow(name) << QByteArray(left) << QByteArray(right) << same;
    };
    row("slash", "https://example.org/", "https://example.org", true);
    row("port of https", "https://example.org:443", "https://example.org", true);
    row("port of http", "http://example.org:80/", "http://example.org", true);
    row("case", "HTTPS://Example.org", "https://example.org", true);
    row("ipv6", "http://[0::1]:80", "http://[::1]", true);
    row("no web scheme", "chrome-extension://abc/", "chrome-extension://abc", true);
    row("other scheme", "http://example.org", "https://example.org", false);
    row("port of the other scheme", "http://example.org:443", "https://example.org", false);
    row("other port", "http://example.org:81", "http://example.org", false);
    row("other host", "http://example.org", "http://example.org.evil.example", false);
}

void tst_WebOrigin::spellingDoesNotMatter()
{
    QFETCH(const QByteArray, left);
    QFETCH(const QByteArray, right);
    const auto first = WebOrigin::parse(left);
    QVERIFY(first);
    QTEST(first == WebOrigin::parse(right), "same");
}

void tst_WebOrigin::whatIsNoOriginIsAbsent_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
        {"", "null", "example.org", "//example.org", "://x", "https://", "https:///", "https://a/b",
            "https://a//", "https://u@a", "https://a?b", "https://a#b", "http://a, http://b"})
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
}

void tst_WebOrigin::whatIsNoOriginIsAbsent()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!WebOrigin::parse(text));
}

void tst_WebOrigin::hostHasAnOrigin_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isSecure");
    QTest::addColumn<QByteArray>("origin");
    QTest::newRow("plain") << QByteArray("h") << false << QByteArray("http://h");
    QTest::newRow("plain, port 80") << QByteArray("h:80") << false << QByteArray("http://h");
    QTest::newRow("plain, other port") << QByteArray("h:81") << false << QByteArray("http://h:81");
    QTest::newRow("port of https") << QByteArray("h:443") << false << QByteArray("https://h");
    QTest::newRow("tls") << QByteArray("h") << true << QByteArray("https://h");
    QTest::newRow("tls, port 443") << QByteArray("h:443") << true << QByteArray("https://h");
    QTest::newRow("tls, other port") << QByteArray("h:81") << true << QByteArray("https://h:81");
}

void tst_WebOrigin::hostHasAnOrigin()
{
    QFETCH(const QByteArray, host);
    QFETCH(const bool, isSecure);
    QFETCH(const QByteArray, origin);
    const auto parsed = WebHost::parse(host);
    QVERIFY(parsed);
    QVERIFY(WebOrigin::of(*parsed, isSecure) == WebOrigin::parse(origin));
}

QTEST_APPLESS_MAIN(tst_WebOrigin)

#include "tst_weborigin.moc"
