// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messages.h"
#include "waitfor.h"

#include <websocketrpc/server.h>

#include <websocketrpc/test/scriptedpeer.h>

#include <QTcpSocket>

using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;

class Target : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b)
    {
        ++reached;
        return a + b;
    }
    Q_INVOKABLE QVariant echo(const QVariant &value) { return value; }
    Q_INVOKABLE void _hidden() { ++reached; }

    int reached = 0;

public Q_SLOTS:
    void reset() { ++reached; }

Q_SIGNALS:
    void changed();

protected:
    Q_INVOKABLE void guarded() { ++reached; }

private:
    Q_INVOKABLE void secret() { ++reached; }
};

class tst_HostilePeer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void messageIsAnsweredWithAnError_data();
    void messageIsAnsweredWithAnError();
    void wrongAnswerIsLogged_data();
    void wrongAnswerIsLogged();
    void invalidUtf8InABinaryFrame();
    void invalidUtf8InATextFrameClosesThisConnection();
    void numbersBeyond64Bits();
    void wrongArgumentsNeverReachTheMethod_data();
    void wrongArgumentsNeverReachTheMethod();
    void onlyInvokablesAreReachable_data();
    void onlyInvokablesAreReachable();
    void answersCompleteNothingTwice();
    void invalidAnswerSettlesItsCall_data();
    void invalidAnswerSettlesItsCall();

private:
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Target> m_target;
};

void tst_HostilePeer::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
    m_target = std::make_unique<Target>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_target.get());
    QVERIFY(m_server->listen());
}

void tst_HostilePeer::cleanup()
{
    m_server.reset();
    m_target.reset();
}

void tst_HostilePeer::messageIsAnsweredWithAnError_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("code");
    QTest::newRow("empty") << QByteArray() << -32700;
    QTest::newRow("not json") << QByteArray("hello") << -32700;
    QTest::newRow("truncated") << question.chopped(1) << -32700;
    QTest::newRow("two values") << question + ' ' + question << -32700;
    QTest::newRow("trailing comma") << QByteArray("[1,]") << -32700;
    QTest::newRow("number out of range") << QByteArray(R"({"id":1e400})") << -32700;
    QTest::newRow("a number") << QByteArray("1") << -32600;
    QTest::newRow("a string") << QByteArray("\"x\"") << -32600;
    QTest::newRow("null") << QByteArray("null") << -32600;
    QTest::newRow("empty object") << QByteArray("{}") << -32600;
    QTest::newRow("no version") << QByteArray(R"({"method":"add","params":[1,2],"id":1})")
                                << -32600;
    QTest::newRow("wrong version")
        << QByteArray(R"({"jsonrpc":"1.0","method":"add","params":[1,2],"id":1})") << -32600;
    QTest::newRow("version as number")
        << QByteArray(R"({"jsonrpc":2.0,"method":"add","params":[1,2],"id":1})") << -32600;
    QTest::newRow("method is no string")
        << QByteArray(R"({"jsonrpc":"2.0","method":7,"id":1})") << -32600;
    QTest::newRow("params is a string")
        << QByteArray(R"({"jsonrpc":"2.0","method":"add","params":"x","id":1})") << -32600;
    QTest::newRow("params is null") // as if it were missing
        << QByteArray(R"({"jsonrpc":"2.0","method":"add","params":null,"id":1})") << -32602;
    QTest::newRow("no method") << QByteArray(R"({"jsonrpc":"2.0","params":[1,2],"id":1})")
                               << -32600;
    QTest::newRow("id is an object")
        << QByteArray(R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":{}})") << -32600;
    QTest::newRow("id is a bool") << QByteArray(
        R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":true})")
                                  << -32600;
}

void tst_HostilePeer::messageIsAnsweredWithAnError()
{
    QFETCH(QByteArray, message);
    QFETCH(int, code);
    ScriptedPeer peer(m_server->url());
    peer.send(message);
    const QByteArray received = peer.next();
    QCOMPARE(errorCodeOf(received), code);
    QVERIFY(!errorMessageOf(received).isEmpty());
    peer.send(question);
    QCOMPARE(peer.next(), answer);
}

void tst_HostilePeer::wrongAnswerIsLogged_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("log");
    QTest::newRow("result and error")
        << QByteArray(R"({"jsonrpc":"2.0","result":1,"error":{"code":1,"message":"x"},"id":1})")
        << QStringLiteral("an answer is dropped");
    QTest::newRow("error is a string") << QByteArray(R"({"jsonrpc":"2.0","error":"x","id":1})")
                                       << QStringLiteral("an answer is dropped");
    QTest::newRow("empty error") << QByteArray(R"({"jsonrpc":"2.0","error":{},"id":1})")
                                 << QStringLiteral("an answer is dropped");
    QTest::newRow("error without id")
        << QByteArray(R"({"jsonrpc":"2.0","error":{"code":-32700,"message":"no"},"id":null})")
        << QStringLiteral("the peer could not read a message");
}

void tst_HostilePeer::wrongAnswerIsLogged()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, log);
    ScriptedPeer peer(m_server->url());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(log));
    peer.send(message);
    peer.send(question);
    QCOMPARE(peer.next(), answer);
}

void tst_HostilePeer::invalidUtf8InABinaryFrame()
{
    ScriptedPeer peer(m_server->url());
    for (const char *rubbish : {"\xff\xfe\xfd", "\"\xc3\x28\"", "[\"\xed\xa0\x80\"]"}) {
        peer.sendBinary(rubbish);
        QCOMPARE(errorCodeOf(peer.next()), -32700);
    }
    QByteArray zeros(1000, '\0');
    peer.sendBinary(zeros);
    QCOMPARE(errorCodeOf(peer.next()), -32700);
    peer.send(question);
    QCOMPARE(peer.next(), answer);
}

void tst_HostilePeer::invalidUtf8InATextFrameClosesThisConnection()
{
    ScriptedPeer bystander(m_server->url());
    // QWebSocket does not send invalid text, so the frame is written by hand, masked with zeros.
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_server->port());
    socket.write(
        "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QTRY_VERIFY(socket.peek(4096).contains("\r\n\r\n"));
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 101"));
    socket.write(QByteArray("\x81\x82\0\0\0\0\xff\xfe", 8));
    QTRY_VERIFY(socket.peek(4096).size() >= 4);
    const QByteArray close = socket.readAll();
    QCOMPARE(close.first(1), QByteArray("\x88"));
    QCOMPARE((quint8(close[2]) << 8) + quint8(close[3]), 1007);
    QTRY_COMPARE(m_server->channels().size(), 1);
    bystander.send(question);
    QCOMPARE(bystander.next(), answer);
}

void tst_HostilePeer::numbersBeyond64Bits()
{
    ScriptedPeer peer(m_server->url());
    peer.send(R"({"jsonrpc":"2.0","method":"add","params":[18446744073709551616,2],"id":1})");
    const QByteArray received = peer.next();
    QCOMPARE(errorCodeOf(received), -32602);
    QVERIFY2(errorMessageOf(received).contains(QStringLiteral("argument 'a'")), received);
    peer.send(R"({"jsonrpc":"2.0","method":"echo","params":[18446744073709551616],"id":1})");
    QCOMPARE(messageIn(peer.next())[QStringLiteral("result")].toDouble(), 18446744073709551616.0);
    QCOMPARE(m_target->reached, 0);
}

void tst_HostilePeer::wrongArgumentsNeverReachTheMethod_data()
{
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QString>("message");
    QTest::newRow("too few") << QByteArray("[1]")
                             << QStringLiteral("missing argument 'b' of add(int a, int b)");
    QTest::newRow("none") << QByteArray("[]")
                          << QStringLiteral("missing argument 'a' of add(int a, int b)");
    QTest::newRow("too many") << QByteArray("[1,2,3]")
                              << QStringLiteral("add(int a, int b) takes 2 arguments, got 3");
    QTest::newRow("one name missing")
        << QByteArray(R"({"a":1})") << QStringLiteral("missing argument 'b' of add(int a, int b)");
    QTest::newRow("unknown name") << QByteArray(R"({"a":1,"b":2,"c":3})")
                                  << QStringLiteral("unknown argument 'c' of add(int a, int b)");
    QTest::newRow("string") << QByteArray(R"([1,"2"])")
                            << QStringLiteral("argument 'b': expected int, got \"2\"");
    QTest::newRow("fraction") << QByteArray("[1.5,2]")
                              << QStringLiteral("argument 'a': expected int, got 1.5");
    QTest::newRow("null") << QByteArray("[1,null]")
                          << QStringLiteral("argument 'b': expected int, got null");
    QTest::newRow("bool") << QByteArray("[true,2]")
                          << QStringLiteral("argument 'a': expected int, got true");
    QTest::newRow("out of range") << QByteArray("[3000000000,2]")
                                  << QStringLiteral("argument 'a': expected int, got 3000000000");
    QTest::newRow("array") << QByteArray("[[1],2]")
                           << QStringLiteral("argument 'a': expected int, got [1]");
}

void tst_HostilePeer::wrongArgumentsNeverReachTheMethod()
{
    QFETCH(QByteArray, params);
    QFETCH(QString, message);
    ScriptedPeer peer(m_server->url());
    peer.send(R"({"jsonrpc":"2.0","method":"add","params":)" + params + R"(,"id":1})");
    const QByteArray received = peer.next();
    QCOMPARE(errorCodeOf(received), -32602);
    QCOMPARE(errorMessageOf(received), message);
    QCOMPARE(m_target->reached, 0);
}

void tst_HostilePeer::onlyInvokablesAreReachable_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const char *method : {"reset", "changed", "secret", "guarded", "_hidden", "deleteLater",
             "destroyed", "objectNameChanged", "setObjectName", "objectName", "rpc.add", "$/add",
             "__add", "", "Add", "add(int,int)", "Target::add", "_q_reregisterTimers"})
        QTest::newRow(method) << QByteArray(method);
}

void tst_HostilePeer::onlyInvokablesAreReachable()
{
    QFETCH(QByteArray, method);
    QPointer<Target> target(m_target.get());
    ScriptedPeer peer(m_server->url());
    peer.send(R"({"jsonrpc":"2.0","method":")" + method + R"(","id":1})");
    QCOMPARE(errorCodeOf(peer.next()), -32601);
    peer.send(question);
    QCOMPARE(peer.next(), answer);
    QVERIFY(target);
    QCOMPARE(m_target->reached, 1);
}

void tst_HostilePeer::answersCompleteNothingTwice()
{
    ScriptedPeer peer(m_server->url());
    QTRY_COMPARE(m_server->channels().size(), 1);
    Channel *const channel = m_server->channels().constFirst();
    const Reply<int> reply = channel->call<int>("add", 1, 2);
    const QJsonValue id = messageIn(peer.next())[QStringLiteral("id")];
    const QByteArray result =
        R"({"jsonrpc":"2.0","result":3,"id":)" + QByteArray::number(id.toInteger()) + '}';
    // Ids that share a slot in a table of 2^n entries with the pending one.
    for (const qint64 other : {id.toInteger() + 16, id.toInteger() + 1024, qint64(4711)})
        peer.send(R"({"jsonrpc":"2.0","result":7,"id":)" + QByteArray::number(other) + '}');
    peer.send(R"({"jsonrpc":"2.0","result":7,"id":"1"})");
    peer.send(R"({"jsonrpc":"2.0","result":7,"id":-1})");
    peer.send(R"({"jsonrpc":"2.0","result":7,"id":1e99})");
    peer.send(result);
    peer.send(result);
    QCOMPARE(waitFor(reply), 3);
    QTRY_COMPARE(channel->statistics().lateAnswers, 7U);
    QCOMPARE(channel->statistics().pendingCalls, 0);
}

void tst_HostilePeer::invalidAnswerSettlesItsCall_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::newRow("result and error")
        << QByteArray(R"("result":1,"error":{"code":1,"message":"x"})");
    QTest::newRow("error is a string") << QByteArray(R"("error":"x")");
    QTest::newRow("error without a message") << QByteArray(R"("error":{"code":1})");
    QTest::newRow("error code of 40 bits")
        << QByteArray(R"("error":{"code":1099511627776,"message":"x"})");
}

void tst_HostilePeer::invalidAnswerSettlesItsCall()
{
    QFETCH(QByteArray, members);
    ScriptedPeer peer(m_server->url());
    QTRY_COMPARE(m_server->channels().size(), 1);
    const Reply<int> reply = m_server->channels().constFirst()->call<int>("add", 1, 2);
    const qint64 id = messageIn(peer.next())[QStringLiteral("id")].toInteger();
    peer.send(R"({"jsonrpc":"2.0",)" + members + R"(,"id":)" + QByteArray::number(id) + '}');
    const Error error = errorOf(reply);
    QCOMPARE(error.kind(), Error::Kind::InvalidAnswer);
    QVERIFY(error.mayHaveExecuted());
}

QTEST_GUILESS_MAIN(tst_HostilePeer)
#include "tst_hostilepeer.moc"
