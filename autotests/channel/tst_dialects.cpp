// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <websocketrpc/test/scriptedpeer.h>

#include <QSignalSpy>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;
using namespace std::chrono_literals;

// The dialect of a server's channel.
class tst_Dialects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void bothKindsOfClientsUseOnePort();
    void fixedDialectIsTheOnlyOne_data();
    void fixedDialectIsTheOnlyOne();
    void rubbishDecidesNothing();
    void serversFirstCallWaitsForTheDialect_data();
    void serversFirstCallWaitsForTheDialect();
    void serversFirstCallToOurClientDoesNotWait_data();
    void serversFirstCallToOurClientDoesNotWait();
    void listenerIsSentJsonRpc();
    void lateFirstMessageStillDecides();
    void callsThatWaitForTheDialectSettle();
    void waitingCallThatFastApiCannotSayFails();
    void binaryPeerIsAnsweredInBinary();
    void firstBatchIsAnsweredWhileDialectChangedWaits();
};

void tst_Dialects::bothKindsOfClientsUseOnePort()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    QVERIFY(!server.dialect());
    ScriptedPeer python(server.url());
    ScriptedPeer other(server.url());
    QTRY_COMPARE(server.channels().size(), 2);
    QVERIFY(!server.channels().constFirst()->dialect());
    QSignalSpy changed(server.channels().constFirst(), &Channel::dialectChanged);

    python.send(R"({"request":{"method":"_ping_","arguments":{},"call_id":"a1"},"response":null})");
    QCOMPARE(python.next(),
        R"({"request":null,"response":{"result":"pong","result_type":"str","call_id":"a1"}})");
    other.send(R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":1})");
    QCOMPARE(other.next(), R"({"jsonrpc":"2.0","result":3,"id":1})");
    python.send(R"({"request":{"method":"add","arguments":{"a":1,"b":2},"call_id":"a2"}})");
    QCOMPARE(python.next(),
        R"({"request":null,"response":{"result":3,"result_type":"int","call_id":"a2"}})");

    QCOMPARE(server.channels()[0]->dialect(), Dialect::FastApi);
    QCOMPARE(server.channels()[1]->dialect(), Dialect::JsonRpc2);
    QCOMPARE(changed.size(), 1);
}

void tst_Dialects::fixedDialectIsTheOnlyOne_data()
{
    QTest::addColumn<bool>("isFastApi");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("JSON-RPC 2.0")
        << false
        << R"({"jsonrpc":"2.0","error":{"code":-32600,"message":"jsonrpc must be \"2.0\""},"id":null})"_ba;
    QTest::newRow("FastApi")
        << true
        << R"({"request":null,"response":{"result":"pong","result_type":"str","call_id":"1"}})"_ba;
}

void tst_Dialects::fixedDialectIsTheOnlyOne()
{
    QFETCH(const bool, isFastApi);
    Server server;
    server.setDialect(isFastApi ? Dialect::FastApi : Dialect::JsonRpc2);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(R"({"request":{"method":"_ping_","call_id":"1"}})");
    QTEST(peer.next(), "answer");
}

void tst_Dialects::rubbishDecidesNothing()
{
    Server server;
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    for (const char *rubbish : {"{", "1", "{}", R"({"method":1})"}) {
        peer.send(rubbish);
        QVERIFY(peer.next().startsWith(R"({"jsonrpc":"2.0","error")"));
    }
    peer.send(R"({"request":{"method":"_ping_","call_id":"1"}})");
    QVERIFY(peer.next().contains("pong"));
}

void tst_Dialects::serversFirstCallWaitsForTheDialect_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("FastApi")
        << R"({"request":{"method":"_ping_","call_id":null}})"_ba
        << R"({"request":{"method":"add","arguments":{"a":1,"b":2},"call_id":"1073741824"},"response":null})"_ba
        << R"({"response":{"result":3,"result_type":"int","call_id":"1073741824"}})"_ba;
    QTest::newRow("JSON-RPC 2.0")
        << R"({"jsonrpc":"2.0","result":1,"id":99})"_ba
        << R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":1073741824})"_ba
        << R"({"jsonrpc":"2.0","result":3,"id":1073741824})"_ba;
}

void tst_Dialects::serversFirstCallWaitsForTheDialect()
{
    QFETCH(const QByteArray, first);
    QFETCH(const QByteArray, answer);
    const ManualClock clock;
    Server server;
    Reply<int> sum;
    connect(&server, &Server::channelOpened, this,
        [&sum](Channel *channel) { sum = channel->call<&Calculator::add>(1, 2); });
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    QTRY_VERIFY(sum.isValid());
    peer.send("{"); // decides nothing and is answered at once, after a call that did not wait
    QVERIFY(peer.next().startsWith(R"({"jsonrpc":"2.0","error")"));

    peer.send(first);
    QTEST(peer.next(), "call");
    peer.send(answer);
    QCOMPARE(waitFor(sum), 3);
}

void tst_Dialects::serversFirstCallToOurClientDoesNotWait_data()
{
    QTest::addColumn<bool>("isFastApi");
    QTest::newRow("JSON-RPC 2.0") << false;
    QTest::newRow("FastApi") << true;
}

void tst_Dialects::serversFirstCallToOurClientDoesNotWait()
{
    QFETCH(const bool, isFastApi);
    const ManualClock clock; // so that no timeout can pass
    Calculator calculator;
    Server server;
    Reply<int> sum;
    connect(&server, &Server::channelOpened, this, [&](Channel *channel) {
        QCOMPARE(channel->dialect(), isFastApi ? Dialect::FastApi : Dialect::JsonRpc2);
        sum = channel->call<&Calculator::add>(1, 2);
    });
    QVERIFY(server.listen());
    Client client(server.url());
    client.setDialect(isFastApi ? Dialect::FastApi : Dialect::JsonRpc2);
    client.expose(&calculator);
    client.open();
    QTRY_VERIFY(sum.isValid());
    QCOMPARE(waitFor(sum), 3);
}

void tst_Dialects::listenerIsSentJsonRpc()
{
    ManualClock clock;
    Server server;
    connect(&server, &Server::channelOpened, this, [](Channel *channel) {
        channel->notify("one", 1);
        channel->batch().send();
        Batch batch = channel->batch();
        batch.notify("two");
        batch.notify("three");
        batch.send();
    });
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    QTRY_COMPARE(server.channels().size(), 1);
    clock.advance(500ms);
    QCOMPARE(peer.next(), R"({"jsonrpc":"2.0","method":"one","params":[1]})");
    QCOMPARE(
        peer.next(), R"([{"jsonrpc":"2.0","method":"two"},{"jsonrpc":"2.0","method":"three"}])");
}

void tst_Dialects::lateFirstMessageStillDecides()
{
    ManualClock clock;
    Server server;
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    QTRY_COMPARE(server.channels().size(), 1);
    Channel *const channel = server.channels().constFirst();
    channel->notify("one");
    clock.advance(500ms);
    QCOMPARE(peer.next(), R"({"jsonrpc":"2.0","method":"one"})");
    peer.send(R"({"request":{"method":"_ping_","call_id":"1"}})");
    QVERIFY(peer.next().contains("pong"));
    channel->notify("two");
    QCOMPARE(peer.next(),
        R"({"request":{"method":"two","arguments":{},"call_id":null},"response":null})");
}

void tst_Dialects::callsThatWaitForTheDialectSettle()
{
    ManualClock clock;
    Server server;
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    QTRY_COMPARE(server.channels().size(), 1);
    Channel *const channel = server.channels().constFirst();
    auto impatient = channel->with({.timeout = 100ms, .waitForConnection = false}).call<int>("a");
    auto cancelled = channel->call<int>("b");
    auto dropped = channel->call<int>("c");
    cancelled.cancel();
    QCOMPARE(errorOf(cancelled).kind(), Error::Kind::Cancelled);
    clock.advance(100ms);
    QCOMPARE(errorOf(impatient).kind(), Error::Kind::Timeout);
    QVERIFY(!errorOf(impatient).mayHaveExecuted());
    QVERIFY(peer.received().isEmpty());
    peer.socket()->abort();
    QCOMPARE(errorOf(dropped).kind(), Error::Kind::ConnectionLost);
    QVERIFY(!errorOf(dropped).mayHaveExecuted());
}

void tst_Dialects::waitingCallThatFastApiCannotSayFails()
{
    const ManualClock clock;
    Server server;
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    QTRY_COMPARE(server.channels().size(), 1);
    Channel *const channel = server.channels().constFirst();
    auto positional = channel->call<int>("add", 1, 2);
    Batch batch = channel->batch();
    auto inBatch = batch.call<int>("add", {{"a", 1}, {"b", 2}});
    batch.send();
    auto named = channel->call<int>("add", {{"a", 1}, {"b", 2}});
    peer.send(R"({"request":{"method":"_ping_","call_id":null}})");
    QCOMPARE(errorOf(positional).kind(), Error::Kind::InvalidCall);
    QCOMPARE(errorOf(inBatch).kind(), Error::Kind::InvalidCall);
    QCOMPARE(peer.next(),
        R"({"request":{"method":"add","arguments":{"a":1,"b":2},"call_id":"1073741826"},"response":null})");
}

void tst_Dialects::firstBatchIsAnsweredWhileDialectChangedWaits()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    QTRY_COMPARE(server.channels().size(), 1);
    bool handledInside = false;
    connect(server.channels().constFirst(), &Channel::dialectChanged, this,
        [&] { handledInside = QTest::qWaitFor([&] { return !calculator.recorded.isEmpty(); }); });
    peer.send(R"([{"jsonrpc":"2.0","method":"add","params":[1,2],"id":1},)"
              R"({"jsonrpc":"2.0","method":"record","params":["x"]}])");
    QCOMPARE(peer.next(), R"([{"jsonrpc":"2.0","result":3,"id":1}])");
    QTRY_VERIFY(handledInside);
}

void tst_Dialects::binaryPeerIsAnsweredInBinary()
{
    Server server;
    connect(
        &server, &Server::channelOpened, this, [](Channel *channel) { channel->notify("hello"); });
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    QSignalSpy text(peer.socket(), &QWebSocket::textMessageReceived);
    QTRY_COMPARE(server.channels().size(), 1);
    peer.sendBinary(R"({"request":{"method":"_ping_","call_id":"1"}})");
    QVERIFY(peer.next().contains("hello"));
    QVERIFY(peer.next().contains("pong"));
    QVERIFY(text.isEmpty());
}

QTEST_GUILESS_MAIN(tst_Dialects)
#include "tst_dialects.moc"
