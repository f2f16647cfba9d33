// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "forwarding_p.h"

#include <QTest>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

class tst_Forwarding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void peerIsFound_data();
    void peerIsFound();
    void whatIsUnclearIsRefused_data();
    void whatIsUnclearIsRefused();
    void protocolIsFound_data();
    void protocolIsFound();
    void mappedAddressIsUnmapped_data();
    void mappedAddressIsUnmapped();
    void entryIsAnAddressOrASubnet_data();
    void entryIsAnAddressOrASubnet();
};

namespace {

std::variant<ForwardedPeer, const char *> read(const QByteArray &fields, const QString &proxy)
{
    AddressList trusted;
    for (const QString &entry : {u"10.0.0.0/8"_s, u"127.0.0.1"_s, u"2001:db8:1::/48"_s}) {
        if (!trusted.append(entry))
            qFatal("the test's own list is wrong");
    }
    const auto head = HttpHead::parse("GET / HTTP/1.1" + (fields.isEmpty() ? "" : "\r\n" + fields));
    return readForwarding(*head, {QHostAddress(proxy), 5}, trusted);
}

} // namespace

void tst_Forwarding::peerIsFound_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("port");
    const auto row = [](const char *name, const char *fields, const char *proxy,
                         const char *address, int port = 0) {
        QTest::newRow(name) << QByteArray(fields) << QString::fromLatin1(proxy)
                            << QString::fromLatin1(address) << port;
    };
    row("nothing told", "X: y", "127.0.0.1", "127.0.0.1", 5);
    row("not from a proxy", "X-Forwarded-For: 192.0.2.1", "192.0.2.9", "192.0.2.9", 5);
    row("x-forwarded-for", "X-Forwarded-For: 192.0.2.1", "127.0.0.1", "192.0.2.1");
    row("proxy in a subnet", "x-forwarded-for: 192.0.2.1", "10.1.2.3", "192.0.2.1");
    row("forged entry", "X-Forwarded-For: 1.1.1.1, 192.0.2.1", "127.0.0.1", "192.0.2.1");
    row("forged line", "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 192.0.2.1", "127.0.0.1",
        "192.0.2.1");
    row("two proxies", "X-Forwarded-For: 1.1.1.1, 192.0.2.1, 10.0.0.2", "127.0.0.1", "192.0.2.1");
    row("proxies only", "X-Forwarded-For: 10.0.0.3, 10.0.0.2", "127.0.0.1", "10.0.0.3");
    row("unknown", "X-Forwarded-For: 1.1.1.1, unknown", "127.0.0.1", "127.0.0.1", 5);
    row("unknown behind a proxy", "X-Forwarded-For: nonsense, 10.0.0.2", "127.0.0.1", "10.0.0.2");
    row("empty", "X-Forwarded-For:", "127.0.0.1", "127.0.0.1", 5);
    row("with a port", "X-Forwarded-For: 192.0.2.1:47", "127.0.0.1", "192.0.2.1", 47);
    row("ipv6", "X-Forwarded-For: 2001:db8::1", "127.0.0.1", "2001:db8::1");
    row("ipv6 with a port", "X-Forwarded-For: [2001:db8::1]:47", "127.0.0.1", "2001:db8::1", 47);
    row("mapped", "X-Forwarded-For: ::ffff:192.0.2.1", "127.0.0.1", "192.0.2.1");
    row("ipv6 proxy", "X-Forwarded-For: 192.0.2.1", "2001:db8:1::7", "192.0.2.1");
    row("forwarded", "Forwarded: for=192.0.2.1;proto=http;by=10.0.0.1", "127.0.0.1", "192.0.2.1");
    row("forwarded in capitals", "FORWARDED: Proto=http; For=192.0.2.1", "127.0.0.1", "192.0.2.1");
    row("forwarded ipv6", "Forwarded: for=\"[2001:db8::1]:4711\"", "127.0.0.1", "2001:db8::1",
        4711);
    row("forwarded by two", "Forwarded: for=1.1.1.1, for=192.0.2.1, for=10.0.0.2", "127.0.0.1",
        "192.0.2.1");
    row("forwarded in quotes", "Forwarded: for=1.1.1.1;x=\", for=2.2.2.2\", for=\"192.0.2.1\"",
        "127.0.0.1", "192.0.2.1");
    row("forwarded, hidden", "Forwarded: for=1.1.1.1, for=_secret", "127.0.0.1", "127.0.0.1", 5);
    row("both agree", "Forwarded: for=192.0.2.1\r\nX-Forwarded-For: 192.0.2.1", "127.0.0.1",
        "192.0.2.1");
    row("neither is believed", "Forwarded: for=1.1.1.1\r\nX-Forwarded-For: 2.2.2.2", "192.0.2.9",
        "192.0.2.9", 5);
}

void tst_Forwarding::peerIsFound()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const QString, proxy);
    const auto result = read(fields, proxy);
    const auto *peer = std::get_if<ForwardedPeer>(&result);
    QVERIFY(peer);
    QTEST(peer->address.toString(), "address");
    QTEST(int(peer->port), "port");
}

void tst_Forwarding::whatIsUnclearIsRefused_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("contradiction")
        << QByteArray("X-Forwarded-For: 192.0.2.1\r\nForwarded: for=1.1.1.1");
    QTest::newRow("malformed") << QByteArray("Forwarded: 192.0.2.1");
}

void tst_Forwarding::whatIsUnclearIsRefused()
{
    QFETCH(const QByteArray, fields);
    QVERIFY(std::holds_alternative<const char *>(read(fields, u"127.0.0.1"_s)));
}

void tst_Forwarding::protocolIsFound_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("secure"); // -1: nothing is said
    QTest::newRow("nothing") << QByteArray("X-Forwarded-For: 192.0.2.1") << -1;
    QTest::newRow("https") << QByteArray("X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: HTTPS")
                           << 1;
    QTest::newRow("http") << QByteArray("X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: http")
                          << 0;
    QTest::newRow("protocol alone") << QByteArray("X-Forwarded-Proto: wss") << 1;
    QTest::newRow("forwarded") << QByteArray("Forwarded: for=192.0.2.1;proto=https") << 1;
    QTest::newRow("forged") << QByteArray(
        "Forwarded: for=1.1.1.1;proto=https, for=192.0.2.1;proto=http")
                            << 0;
}

void tst_Forwarding::protocolIsFound()
{
    QFETCH(const QByteArray, fields);
    const auto result = read(fields, u"127.0.0.1"_s);
    const auto *peer = std::get_if<ForwardedPeer>(&result);
    QVERIFY(peer);
    QTEST(peer->isSecure ? int(*peer->isSecure) : -1, "secure");
}

void tst_Forwarding::mappedAddressIsUnmapped_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("unmapped");
    QTest::newRow("mapped") << u"::ffff:127.0.0.1"_s << u"127.0.0.1"_s;
    QTest::newRow("ipv4") << u"192.0.2.1"_s << u"192.0.2.1"_s;
    QTest::newRow("loopback of ipv6") << u"::1"_s << u"::1"_s;
    QTest::newRow("ipv6") << u"2001:db8::1"_s << u"2001:db8::1"_s;
    QTest::newRow("link-local") << u"fe80::1%eth0"_s << u"fe80::1%eth0"_s;
}

void tst_Forwarding::mappedAddressIsUnmapped()
{
    QFETCH(const QString, address);
    const QHostAddress result = WebSocketRpc::unmapped(QHostAddress(address));
    QTEST(result.toString(), "unmapped");
}

void tst_Forwarding::entryIsAnAddressOrASubnet_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<bool>("understood");
    QTest::newRow("address") << u"127.0.0.1"_s << true;
    QTest::newRow("subnet") << u"10.0.0.0/8"_s << true;
    QTest::newRow("ipv6") << u"::1"_s << true;
    QTest::newRow("ipv6 subnet") << u"fd00::/8"_s << true;
    QTest::newRow("name") << u"proxy.example.org"_s << false;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("prefix too long") << u"10.0.0.0/33"_s << false;
}

void tst_Forwarding::entryIsAnAddressOrASubnet()
{
    QFETCH(const QString, entry);
    AddressList list;
    QTEST(list.append(entry), "understood");
}

QTEST_APPLESS_MAIN(tst_Forwarding)

#include "tst_forwarding.moc"
