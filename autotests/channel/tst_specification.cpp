// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"

#include <websocketrpc/test/scriptedpeer.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>
#include <QWebSocket>

using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;

// The methods of the examples in section 7 of the specification,
// https://www.jsonrpc.org/specification
class Immediate : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int subtract(int minuend, int subtrahend) { return minuend - subtrahend; }
    Q_INVOKABLE int sum(int a, int b, int c) { return a + b + c; }
    Q_INVOKABLE QJsonArray get_data() { return {QStringLiteral("hello"), 5}; }
    Q_INVOKABLE void update(int, int, int, int, int) { ++notified; }
    Q_INVOKABLE void notify_hello(int) { ++notified; }
    Q_INVOKABLE void notify_sum(int, int, int) { ++notified; }

    int notified = 0;
};

template<typename T>
QFuture<T> inTheNextTurn(T value)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QTimer::singleShot(0, [promise, value] {
        promise->addResult(value);
        promise->finish();
    });
    return promise->future();
}

class Later : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QFuture<int> subtract(int minuend, int subtrahend)
    {
        return inTheNextTurn(minuend - subtrahend);
    }
    Q_INVOKABLE QFuture<int> sum(int a, int b, int c) { return inTheNextTurn(a + b + c); }
    Q_INVOKABLE QFuture<QJsonArray> get_data()
    {
        return inTheNextTurn(QJsonArray{QStringLiteral("hello"), 5});
    }
    Q_INVOKABLE QFuture<void> update(int, int, int, int, int)
    {
        return QtFuture::makeReadyFuture();
    }
    Q_INVOKABLE QFuture<void> notify_hello(int) { return QtFuture::makeReadyFuture(); }
    Q_INVOKABLE QFuture<void> notify_sum(int, int, int) { return QtFuture::makeReadyFuture(); }
};

class tst_Specification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void example_data();
    void example();
    void idIsEchoedAsItCame_data();
    void idIsEchoedAsItCame();
    void binaryFrameIsAnsweredInBinary();
};

// A message, compared without error texts, which the library may choose, and with batch answers in
// any order.
QJsonValue comparable(QJsonValue message)
{
    if (message.isArray()) {
        QStringList entries;
        for (const QJsonValue &entry : message.toArray())
            entries.append(QString::fromUtf8(
                QJsonDocument(comparable(entry).toObject()).toJson(QJsonDocument::Compact)));
        entries.sort();
        return QJsonArray::fromStringList(entries);
    }
    QJsonObject object = message.toObject();
    if (object.contains(QStringLiteral("error")))
        object[QStringLiteral("error")] =
            object[QStringLiteral("error")].toObject()[QStringLiteral("code")];
    return object;
}

QJsonValue parsed(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

void tst_Specification::initTestCase_data()
{
    QTest::addColumn<bool>("later");
    QTest::newRow("answered at once") << false;
    QTest::newRow("answered later") << true;
}

void tst_Specification::example_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response"); // none if empty

    QTest::newRow("positional parameters")
        << QByteArray(R"({"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1})")
        << QByteArray(R"({"jsonrpc": "2.0", "result": 19, "id": 1})");
    QTest::newRow("positional parameters, other order")
        << QByteArray(R"({"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2})")
        << QByteArray(R"({"jsonrpc": "2.0", "result": -19, "id": 2})");
    QTest::newRow("named parameters") << QByteArray(
        R"({"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3})")
                                      << QByteArray(R"({"jsonrpc": "2.0", "result": 19, "id": 3})");
    QTest::newRow("named parameters, other order")
        << QByteArray(
               R"({"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4})")
        << QByteArray(R"({"jsonrpc": "2.0", "result": 19, "id": 4})");
    QTest::newRow("notification") << QByteArray(
        R"({"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]})")
                                  << QByteArray();
    QTest::newRow("notification of an unknown method")
        << QByteArray(R"({"jsonrpc": "2.0", "method": "foobar"})") << QByteArray();
    QTest::newRow("unknown method")
        << QByteArray(R"({"jsonrpc": "2.0", "method": "foobar", "id": "1"})")
        << QByteArray(
               R"({"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "1"})");
    QTest::newRow("invalid json")
        << QByteArray(R"({"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz])")
        << QByteArray(
               R"({"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null})");
    QTest::newRow("invalid request object")
        << QByteArray(R"({"jsonrpc": "2.0", "method": 1, "params": "bar"})")
        << QByteArray(
               R"({"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null})");
    QTest::newRow("batch of invalid json")
        << QByteArray(
               R"([{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method")")
        << QByteArray(
               R"({"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null})");
    QTest::newRow("empty batch")
        << QByteArray("[]")
        << QByteArray(
               R"({"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null})");
    QTest::newRow("batch of one invalid entry")
        << QByteArray("[1]")
        << QByteArray(
               R"([{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}])");
    QTest::newRow("batch of invalid entries") << QByteArray("[1,2,3]") << QByteArray(R"([
            {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
            {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
            {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}])");
    QTest::newRow("mixed batch") << QByteArray(R"([
            {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
            {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
            {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
            {"foo": "boo"},
            {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
            {"jsonrpc": "2.0", "method": "get_data", "id": "9"}])")
                                 << QByteArray(R"([
            {"jsonrpc": "2.0", "result": 7, "id": "1"},
            {"jsonrpc": "2.0", "result": 19, "id": "2"},
            {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
            {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "5"},
            {"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"}])");
    QTest::newRow("batch of notifications") << QByteArray(R"([
            {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
            {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}])")
                                            << QByteArray();
}

void tst_Specification::example()
{
    QFETCH_GLOBAL(bool, later);
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    Immediate immediate;
    Later laterService;
    Server server;
    server.expose(later ? static_cast<QObject *>(&laterService) : &immediate);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());

    if (request.contains("foobar") && response.isEmpty())
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("had no effect")));
    peer.send(request);
    // The next message is answered next, so there was no other answer.
    const QByteArray next = R"({"jsonrpc":"2.0","method":"subtract","params":[1,1],"id":"next"})";
    if (!response.isEmpty())
        QCOMPARE(comparable(parsed(peer.next())), comparable(parsed(response)));
    peer.send(next);
    QCOMPARE(parsed(peer.next()), parsed(R"({"jsonrpc":"2.0","result":0,"id":"next"})"));
    QCOMPARE(peer.received().size(), response.isEmpty() ? 1 : 2);
}

void tst_Specification::idIsEchoedAsItCame_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id : {"0", "-1", "\"\"", "\"1\"", "\"\\u00e9\"", "null", "1.50", "1e3",
             "9007199254740993", "9223372036854775807", "18446744073709551615",
             "18446744073709551617", "123456789012345678901234567890"})
        QTest::newRow(id) << QByteArray(id);
}

void tst_Specification::idIsEchoedAsItCame()
{
    QFETCH_GLOBAL(bool, later);
    QFETCH(QByteArray, id);
    Immediate immediate;
    Later laterService;
    Server server;
    server.expose(later ? static_cast<QObject *>(&laterService) : &immediate);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());

    QByteArray echoed = id;
    echoed.replace("\\u00e9", "é");
    const QByteArray request =
        R"({"jsonrpc":"2.0","method":"subtract","params":[3,1],"id":)" + id + '}';
    const QByteArray answer = R"({"jsonrpc":"2.0","result":2,"id":)" + echoed + '}';
    peer.send(request);
    QCOMPARE(peer.next(), answer);
    peer.send('[' + request + ',' + request + ']');
    QCOMPARE(peer.next(), '[' + answer + ',' + answer + ']');
    const QByteArray unknown = R"({"jsonrpc":"2.0","method":"foobar","id":)" + id + '}';
    peer.send(unknown);
    QVERIFY(peer.next().endsWith(R"("id":)" + echoed + '}'));
}

void tst_Specification::binaryFrameIsAnsweredInBinary()
{
    Immediate immediate;
    Server server;
    server.expose(&immediate);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    QSignalSpy binary(peer.socket(), &QWebSocket::binaryMessageReceived);
    peer.sendBinary(R"({"jsonrpc":"2.0","method":"subtract","params":[3,1],"id":1})");
    QCOMPARE(peer.next(), QByteArray(R"({"jsonrpc":"2.0","result":2,"id":1})"));
    QCOMPARE(binary.size(), 1);
}

QTEST_GUILESS_MAIN(tst_Specification)
#include "tst_specification.moc"
