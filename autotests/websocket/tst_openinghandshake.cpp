// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "openinghandshake_p.h"

#include <QTest>

using namespace WebSocketRpc;

namespace {

const QByteArray key = "dGhlIHNhbXBsZSBub25jZQ==";
const QByteArray accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="; // RFC 6455, section 1.3

OpeningHandshake::Fields response(const OpeningHandshake::Fields &changed = {})
{
    OpeningHandshake::Fields fields = {
        {"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Accept", accept}};
    for (const auto &[name, value] : changed) {
        fields.removeIf([name = name](const auto &field) { return field.first == name; });
        if (!value.isNull())
            fields.append({name, value});
    }
    return fields;
}

} // namespace

class tst_OpeningHandshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exampleOfTheSpecification();
    void keysAreNew();
    void keysOfOthers_data();
    void keysOfOthers();
    void requestHasAllFields();
    void responseIsTaken_data();
    void responseIsTaken();
    void wrongResponseNamesTheField_data();
    void wrongResponseNamesTheField();
};

void tst_OpeningHandshake::exampleOfTheSpecification()
{
    QCOMPARE(OpeningHandshake::acceptFor(key), accept);
    QCOMPARE(OpeningHandshake::response(key, "chat"),
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: "
        "chat\r\n\r\n");
    QVERIFY(!OpeningHandshake::response(key, {}).contains("Sec-WebSocket-Protocol"));
}

void tst_OpeningHandshake::keysAreNew()
{
    QVERIFY(OpeningHandshake::isKey(OpeningHandshake::newKey()));
    QVERIFY(OpeningHandshake::newKey() != OpeningHandshake::newKey());
}

void tst_OpeningHandshake::keysOfOthers_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isKey");
    QTest::newRow("of the specification") << key << true;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("15 bytes") << QByteArray(15, 'x').toBase64() << false;
    QTest::newRow("17 bytes") << QByteArray(17, 'x').toBase64() << false;
    QTest::newRow("without padding") << key.chopped(2) << false;
    QTest::newRow("another alphabet") << QByteArray("____________________-w==") << false;
    // Some clients put random letters together, which RFC 4648, 3.5, lets a reader take.
    QTest::newRow("bits left over") << QByteArray("dGhlIHNhbXBsZSBub25jZR==") << true;
    QTest::newRow("rubbish in it") << QByteArray("dGhl IHNhbXBsZSBub25jZQ==") << false;
}

void tst_OpeningHandshake::keysOfOthers()
{
    QFETCH(QByteArray, value);
    QTEST(OpeningHandshake::isKey(value), "isKey");
}

void tst_OpeningHandshake::requestHasAllFields()
{
    QCOMPARE(
        OpeningHandshake::request("/x?y=1", "example.org:81", key, {{"Authorization", "Bearer t"}}),
        "GET /x?y=1 HTTP/1.1\r\nHost: example.org:81\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\nAuthorization: Bearer t\r\n\r\n");
    QCOMPARE(OpeningHandshake::request("/", "a", key, {{"host", "b"}}).count("ost:"), 1);
}

void tst_OpeningHandshake::responseIsTaken_data()
{
    QTest::addColumn<OpeningHandshake::Fields>("fields");
    QTest::newRow("as the specification shows it") << response();
    QTest::newRow("names in lower case") << OpeningHandshake::Fields{
        {"upgrade", "WebSocket"}, {"connection", "upgrade"}, {"sec-websocket-accept", accept}};
    QTest::newRow("several in Connection") << response({{"Connection", "keep-alive, Upgrade"}});
    QTest::newRow("several in Upgrade") << response({{"Upgrade", "h2c,websocket"}});
    QTest::newRow("two Connection fields") << (response({{"Connection", "keep-alive"}})
        << std::pair<QByteArray, QByteArray>{"Connection", "Upgrade"});
    QTest::newRow("empty members") << response({{"Connection", ", ,Upgrade,"}});
    QTest::newRow("a sub-protocol of the offer") << response({{"Sec-WebSocket-Protocol", "two"}});
}

void tst_OpeningHandshake::responseIsTaken()
{
    QFETCH(OpeningHandshake::Fields, fields);
    QCOMPARE(OpeningHandshake::problemIn(fields, key, {"one", "two"}), QString());
}

void tst_OpeningHandshake::wrongResponseNamesTheField_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("no Upgrade") << QByteArray("Upgrade") << QByteArray();
    QTest::newRow("another Upgrade") << QByteArray("Upgrade") << QByteArray("h2c");
    QTest::newRow("no Connection") << QByteArray("Connection") << QByteArray();
    QTest::newRow("another Connection") << QByteArray("Connection") << QByteArray("close");
    QTest::newRow("no accept") << QByteArray("Sec-WebSocket-Accept") << QByteArray();
    QTest::newRow("another accept") << QByteArray("Sec-WebSocket-Accept") << accept.toLower();
    QTest::newRow("an accept with a comma") << QByteArray("Sec-WebSocket-Accept") << accept + ',';
    QTest::newRow("another sub-protocol")
        << QByteArray("Sec-WebSocket-Protocol") << QByteArray("three");
    QTest::newRow("the whole offer")
        << QByteArray("Sec-WebSocket-Protocol") << QByteArray("one, two");
}

void tst_OpeningHandshake::wrongResponseNamesTheField()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    const QString problem =
        OpeningHandshake::problemIn(response({{name, value}}), key, {"one", "two"});
    QVERIFY2(problem.contains(QString::fromLatin1(name)), qPrintable(problem));
}

QTEST_GUILESS_MAIN(tst_OpeningHandshake)
#include "tst_openinghandshake.moc"
