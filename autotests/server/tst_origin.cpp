// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "clock_p.h"
#include "upgrade.h"

#include <websocketrpc/channel.h>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The web pages and host names that a server accepts, and the addresses of clients behind a proxy.
class tst_Origin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void hostIsChecked_data();
    void hostIsChecked();
    void serverOnAllInterfacesAnswersToAnyHost();
    void absoluteFormNamesTheHost();
    void originIsChecked_data();
    void originIsChecked();
    void originIsThatOfTheHost_data();
    void originIsThatOfTheHost();
    void pageThatRebindsItsNameIsRefused();
    void refusalNamesAnExcerpt();
    void warningsAreLimited();
    void proxyTellsTheAddress();
    void addressBehindAProxyIsLimited();
    void handshakesBehindAProxyAreThoseOfTheClient();
    void mistakenSettingIsAWarning();
};

namespace {

QByteArray requestFor(const QByteArray &host, const QByteArray &moreFields = {})
{
    return upgradeRequest("/", moreFields).replace("Host: localhost", "Host: " + host);
}

void expectRefusal(const QString &name)
{
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"a handshake of 127.0.0.1 is refused: .*\""_s
            + QRegularExpression::escape(name) + u'"'));
}

} // namespace

void tst_Origin::hostIsChecked_data()
{
    QTest::addColumn<QStringList>("allowed");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    const QStringList own;
    const QStringList listed{u"Example.org"_s, u"other:8080"_s};
    QTest::newRow("localhost") << own << QByteArray("localhost") << 101;
    QTest::newRow("with a port") << own << QByteArray("LocalHost:81") << 101;
    QTest::newRow("ipv4") << own << QByteArray("127.0.0.1:81") << 101;
    QTest::newRow("ipv6") << own << QByteArray("[::1]") << 101;
    QTest::newRow("other") << own << QByteArray("evil.example") << 403;
    QTest::newRow("other that begins alike") << own << QByteArray("localhost.evil.example") << 403;
    QTest::newRow("address of another machine") << own << QByteArray("192.0.2.1") << 403;
    QTest::newRow("listed") << listed << QByteArray("example.org") << 101;
    QTest::newRow("listed, any port") << listed << QByteArray("example.org:81") << 101;
    QTest::newRow("listed with its port") << listed << QByteArray("other:8080") << 101;
    QTest::newRow("listed with another port") << listed << QByteArray("other:8081") << 403;
    QTest::newRow("no longer") << listed << QByteArray("localhost") << 403;
    QTest::newRow("all") << QStringList(u"*"_s) << QByteArray("evil.example") << 101;
}

void tst_Origin::hostIsChecked()
{
    QFETCH(const QStringList, allowed);
    QFETCH(const QByteArray, host);
    QFETCH(const int, status);
    Server server;
    server.setAllowedHosts(allowed);
    QVERIFY(server.listen());
    if (status == 403)
        expectRefusal(QString::fromLatin1(host));
    QCOMPARE(statusOf(exchange(server, requestFor(host))), status);
    QCOMPARE(server.statistics().refusedHandshakes, status == 403 ? 1u : 0u);
}

void tst_Origin::serverOnAllInterfacesAnswersToAnyHost()
{
    Server server;
    QVERIFY(server.listen(QHostAddress::AnyIPv4));
    QCOMPARE(statusOf(exchange(server, requestFor("example.org"))), 101);
    server.setAllowedHosts({u"example.org"_s});
    expectRefusal(u"evil.example"_s);
    QCOMPARE(statusOf(exchange(server, requestFor("evil.example"))), 403);
}

void tst_Origin::absoluteFormNamesTheHost()
{
    Server server;
    QVERIFY(server.listen());
    expectRefusal(u"localhost"_s); // of the header field, which does not count
    QCOMPARE(statusOf(exchange(server, upgradeRequest("http://evil.example/"))), 403);
}

void tst_Origin::originIsChecked_data()
{
    QTest::addColumn<QStringList>("allowed");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status");
    const QStringList sameHost;
    const QStringList listed{
        u"https://example.org/"_s, u"http://other:8080"_s, u"https://Third:443"_s};
    QTest::newRow("none") << sameHost << QByteArray() << 101;
    QTest::newRow("same host") << sameHost << QByteArray("http://localhost") << 101;
    QTest::newRow("same host, other port") << sameHost << QByteArray("http://localhost:81") << 403;
    QTest::newRow("same host, other scheme") << sameHost << QByteArray("https://localhost") << 403;
    QTest::newRow("other host") << sameHost << QByteArray("http://evil.example") << 403;
    QTest::newRow("null") << sameHost << QByteArray("null") << 403;
    QTest::newRow("listed") << listed << QByteArray("https://example.org") << 101;
    QTest::newRow("listed, with the scheme's port")
        << listed << QByteArray("https://example.org:443") << 101;
    QTest::newRow("listed with the scheme's port") << listed << QByteArray("https://third") << 101;
    QTest::newRow("listed with a port") << listed << QByteArray("http://other:8080") << 101;
    QTest::newRow("other scheme") << listed << QByteArray("http://example.org") << 403;
    QTest::newRow("same host, not listed") << listed << QByteArray("http://localhost") << 403;
    QTest::newRow("two origins") << listed
                                 << QByteArray("https://example.org\r\nOrigin: http://evil.example")
                                 << 403;
    QTest::newRow("null, listed") << QStringList(u"null"_s) << QByteArray("null") << 101;
    QTest::newRow("all") << QStringList(u"*"_s) << QByteArray("http://evil.example") << 101;
}

void tst_Origin::originIsChecked()
{
    QFETCH(const QStringList, allowed);
    QFETCH(const QByteArray, origin);
    QFETCH(const int, status);
    Server server;
    server.setAllowedOrigins(allowed);
    QVERIFY(server.listen());
    if (status == 403)
        expectRefusal(QString::fromLatin1(origin).replace(u"\r\nOrigin: "_s, u", "_s));
    const QByteArray field = origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n";
    QCOMPARE(statusOf(exchange(server, upgradeRequest("/", field))), status);
}

void tst_Origin::originIsThatOfTheHost_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    QTest::newRow("port of http") << QByteArray("example.com:80")
                                  << QByteArray("Origin: http://example.com\r\n") << 101;
    QTest::newRow("port of https")
        << QByteArray("example.com:443") << QByteArray("Origin: https://example.com\r\n") << 101;
    QTest::newRow("https behind a proxy")
        << QByteArray("example.com")
        << QByteArray("Origin: https://example.com\r\nX-Forwarded-Proto: https\r\n") << 101;
    QTest::newRow("http behind a proxy that has https")
        << QByteArray("example.com")
        << QByteArray("Origin: http://example.com\r\nX-Forwarded-Proto: https\r\n") << 403;
    QTest::newRow("https without a proxy")
        << QByteArray("example.com") << QByteArray("Origin: https://example.com\r\n") << 403;
}

void tst_Origin::originIsThatOfTheHost()
{
    QFETCH(const QByteArray, host);
    QFETCH(const QByteArray, fields);
    QFETCH(const int, status);
    Server server;
    server.setAllowedHosts({u"example.com"_s});
    server.setTrustedProxies({u"127.0.0.1"_s});
    QVERIFY(server.listen());
    if (status == 403)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"is refused: its origin is"_s));
    QCOMPARE(statusOf(exchange(server, requestFor(host, fields))), status);
}

void tst_Origin::pageThatRebindsItsNameIsRefused()
{
    Server server;
    QVERIFY(server.listen());
    const QByteArray host = "evil.example:" + QByteArray::number(server.port());
    expectRefusal(QString::fromLatin1(host));
    const QByteArray request = requestFor(host, "Origin: http://" + host + "\r\n");
    QCOMPARE(statusOf(exchange(server, request)), 403);
}

void tst_Origin::refusalNamesAnExcerpt()
{
    Server server;
    QVERIFY(server.listen());
    expectRefusal(QString(200, u'x') + u'…');
    QCOMPARE(statusOf(exchange(server, requestFor(QByteArray(9000, 'x')))), 403);
}

void tst_Origin::warningsAreLimited()
{
    ManualClock clock;
    Server server;
    server.setAuthenticator([](const PeerInfo &) -> Admission { throw 1; });
    QVERIFY(server.listen());
    static QStringList warnings;
    warnings.clear();
    const QtMessageHandler before =
        qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &, const QString &text) {
            if (type == QtWarningMsg)
                warnings.append(text);
        });
    const auto guard = qScopeGuard([&] { qInstallMessageHandler(before); });
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(statusOf(exchange(server, requestFor("evil.example"))), 403);
        QCOMPARE(statusOf(exchange(server, upgradeRequest("/", "Origin: http://evil\r\n"))), 403);
        QCOMPARE(statusOf(exchange(server, upgradeRequest("/"))), 500);
    }
    QCOMPARE(warnings.size(), 10);
    QCOMPARE(server.statistics().refusedHandshakes, 15u);
    clock.advance(10s);
    QCOMPARE(statusOf(exchange(server, requestFor("evil.example"))), 403);
    QCOMPARE(warnings.size(), 12);
    QCOMPARE(warnings[10], u"5 more messages were left out"_s);
}

void tst_Origin::proxyTellsTheAddress()
{
    Server server;
    PeerInfo seen;
    server.setAuthenticator([&](const PeerInfo &request) {
        seen = request;
        return Admission::accept();
    });
    QVERIFY(server.listen());
    const QByteArray request = upgradeRequest("/", "X-Forwarded-For: 198.51.100.7, 192.0.2.1\r\n");
    QCOMPARE(statusOf(exchange(server, request)), 101);
    QCOMPARE(seen.address, u"127.0.0.1"_s); // by default no proxy is trusted
    QVERIFY(seen.port > 0);

    server.setTrustedProxies({u"127.0.0.0/8"_s});
    QCOMPARE(statusOf(exchange(server, request)), 101);
    QCOMPARE(seen.address, u"192.0.2.1"_s);
    QCOMPARE(seen.port, 0);
    const QByteArray forwarded =
        upgradeRequest("/", "Forwarded: for=\"[2001:db8::1]:4711\";proto=https\r\n");
    QCOMPARE(statusOf(exchange(server, forwarded)), 101);
    QCOMPARE(seen.address, u"2001:db8::1"_s);
    QCOMPARE(seen.port, 4711);
    const QByteArray both =
        upgradeRequest("/", "Forwarded: for=1.1.1.1\r\nX-Forwarded-For: 192.0.2.1\r\n");
    QCOMPARE(statusOf(exchange(server, both)), 400);
}

void tst_Origin::addressBehindAProxyIsLimited()
{
    Server server;
    server.setTrustedProxies({u"127.0.0.1"_s});
    server.setLimits({.connectionsPerAddress = 1});
    QVERIFY(server.listen());
    const auto requestOf = [](const QByteArray &address) {
        return upgradeRequest("/", "X-Forwarded-For: " + address + "\r\n");
    };
    QTcpSocket first;
    QTcpSocket second;
    QTcpSocket third;
    for (const auto &[socket, address] :
        {std::pair(&first, "192.0.2.1"), {&second, "192.0.2.2"}, {&third, "192.0.2.1"}}) {
        socket->connectToHost(QHostAddress::LocalHost, server.port());
        socket->write(requestOf(address));
        QTRY_VERIFY(socket->bytesAvailable() > 12);
    }
    QCOMPARE(statusOf(first.readAll()), 101);
    QCOMPARE(statusOf(second.readAll()), 101);
    QCOMPARE(statusOf(third.readAll()), 429);
    first.abort();
    QTRY_COMPARE(server.channels().size(), 1);
    QTRY_COMPARE(server.statistics().connections, 1);
    QCOMPARE(statusOf(exchange(server, requestOf("192.0.2.1"))), 101);
}

void tst_Origin::handshakesBehindAProxyAreThoseOfTheClient()
{
    Server server;
    QPromise<Admission> never;
    never.start();
    int asked = 0;
    server.setAuthenticator([&](const PeerInfo &) {
        ++asked;
        return never.future();
    });
    server.setTrustedProxies({u"127.0.0.1"_s});
    server.setLimits({.handshakesPerAddress = 1});
    QVERIFY(server.listen());
    QTcpSocket silent[3]; // whoever they are
    for (QTcpSocket &socket : silent)
        socket.connectToHost(QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(server.statistics().connections, 3);
    const auto requestOf = [](const QByteArray &address) {
        return upgradeRequest("/", "X-Forwarded-For: " + address + "\r\n");
    };
    silent[0].write(requestOf("192.0.2.1"));
    silent[1].write(requestOf("192.0.2.2"));
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"a handshake of 192.0.2.1 is refused: .*handshakesPerAddress, 1"_s));
    QTRY_COMPARE(asked, 2);
    QCOMPARE(statusOf(exchange(server, requestOf("192.0.2.1"))), 429);
    QCOMPARE(server.statistics().refusedHandshakes, 1u);
    QCOMPARE(server.statistics().connections, 3);
}

void tst_Origin::mistakenSettingIsAWarning()
{
    Server server;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not an origin.*\"example.org\""_s));
    server.setAllowedOrigins({u"example.org"_s, u"https://example.org"_s, u"*"_s});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not a host.*\"http://a\""_s));
    server.setAllowedHosts({u"http://a"_s, u"a"_s, u"*"_s});
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"neither an address nor a subnet.*\"proxy\""_s));
    server.setTrustedProxies({u"proxy"_s, u"10.0.0.0/8"_s, u"::1"_s});
}

QTEST_GUILESS_MAIN(tst_Origin)

#include "tst_origin.moc"
