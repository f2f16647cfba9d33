// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>
#include <websocketrpc/test/scriptedpeer.h>

#include <QThread>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;
using namespace std::chrono_literals;

// What the peer is known to have, by an interface alone.
class Api : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual int add(int a, int b) = 0;
    Q_INVOKABLE virtual QString concat(
        const WebSocketRpc::CallContext &context, const QString &a, const QString &b) = 0;
    Q_INVOKABLE virtual void record(const QString &text) = 0;
    Q_INVOKABLE virtual int unnamed(int) = 0;
    virtual int plain(int a) = 0;
};

// A server and a client of it, both of this module.
struct FastApiPair
{
    explicit FastApiPair(QObject *exposed)
    {
        server.expose(exposed);
        client.setReconnectPolicy(ReconnectPolicy::never());
        client.setDialect(Dialect::FastApi);
        if (!server.listen())
            qFatal("cannot listen");
        client.setUrl(server.url());
        client.open();
        if (!QTest::qWaitFor([this] { return client.isConnected(); }))
            qFatal("cannot connect");
    }

    Channel *channel() const { return server.channels().constFirst(); }

    Server server;
    Client client;
};

// A server that knows nothing of RPC.
class RawServer
{
public:
    RawServer()
    {
        QObject::connect(&server, &QWebSocketServer::newConnection, &server, [this] {
            peer.reset(server.nextPendingConnection());
            QObject::connect(peer.get(), &QWebSocket::textMessageReceived, &server,
                [this](const QString &text) { texts.append(text.toUtf8()); });
            QObject::connect(peer.get(), &QWebSocket::binaryMessageReceived, &server,
                [this](const QByteArray &bytes) { binaries.append(bytes); });
        });
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
    }

    QWebSocketServer server{QString(), QWebSocketServer::NonSecureMode};
    std::unique_ptr<QWebSocket> peer;
    QList<QByteArray> texts;
    QList<QByteArray> binaries;
};

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
    void callsAndErrorsGoBothWays();
    void argumentsGetTheirNames();
    void callsWithoutNamesAreRefused();
    void callsOfOtherThreadsGetNames();
    void batchesAreRefused();
    void notificationsAreNotAnswered();
    void batchOfThePeerIsAnswered();
    void channelIdsAreAskedFor();
    void pingIsAnsweredWhenTheServerIsBusy();
    void connectedMeansThatThePeerAnswers();
    void peerThatAnswersNoPingIsConnectedInTheEnd();
    void connectionThatEndsBeforeThePongIsTriedAgain();
    void framesAreBinaryOnRequest();
    void binaryPeerIsAnsweredInBinary();
    void lostConnectionIsExplained();
    void dialectOfAClientInUseStays();
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
    for (const char *rubbish : {"{", "1", "{}", R"({"method":"a"})"}) {
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
        << R"({"request":{"method":"add","arguments":{"a":1,"b":2},"call_id":"1"},"response":null})"_ba
        << R"({"response":{"result":3,"result_type":"int","call_id":"1"}})"_ba;
    QTest::newRow("JSON-RPC 2.0") << R"({"jsonrpc":"2.0","result":1,"id":99})"_ba
                                  << R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":1})"_ba
                                  << R"({"jsonrpc":"2.0","result":3,"id":1})"_ba;
}

void tst_Dialects::serversFirstCallWaitsForTheDialect()
{
    QFETCH(const QByteArray, first);
    QFETCH(const QByteArray, answer);
    const ManualClock clock;
    Server server;
    Reply<int> sum;
    connect(&server, &Server::channelOpened, this,
        [&sum](Channel *channel) { sum = channel->call<&Api::add>(1, 2); });
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    QTRY_VERIFY(sum.isValid());
    peer.send("{"); // decides nothing, and is answered at once: the call would come before that
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
    const ManualClock clock; // so that nothing can be waited for
    Calculator calculator;
    Server server;
    Reply<int> sum;
    connect(&server, &Server::channelOpened, this, [&](Channel *channel) {
        QCOMPARE(channel->dialect(), isFastApi ? Dialect::FastApi : Dialect::JsonRpc2);
        sum = channel->call<&Api::add>(1, 2);
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
        R"({"request":{"method":"add","arguments":{"a":1,"b":2},"call_id":"3"},"response":null})");
}

void tst_Dialects::callsAndErrorsGoBothWays()
{
    Calculator calculator;
    FastApiPair pair(&calculator);
    pair.client.expose(&calculator);
    for (Channel *caller : {static_cast<Channel *>(&pair.client), pair.channel()}) {
        QCOMPARE(waitFor(caller->call<int>("add", {{"a", 1}, {"b", 2}})), 3);
        QCOMPARE(waitFor(caller->call<QString>("concat")), QString());
        const Error failed = errorOf(caller->call<int>("divide", {{"a", 1}, {"b", 0}}));
        QCOMPARE(failed.code(), 1);
        QCOMPARE(failed.message(), u"division by zero"_s);
        QCOMPARE(failed.data(), (QJsonObject{{u"dividend"_s, 1}}));
        QCOMPARE(errorOf(caller->call<int>("nothing")).code(), int(Error::MethodNotFound));
        QCOMPARE(errorOf(caller->call<int>("add", {{"a", 1}})).code(), int(Error::InvalidParams));
    }
}

void tst_Dialects::argumentsGetTheirNames()
{
    Calculator calculator;
    FastApiPair pair(&calculator);
    QCOMPARE(waitFor(pair.client.call<&Calculator::add>(1, 2)), 3);
    QCOMPARE(waitFor(pair.client.call<&Api::add>(3, 4)), 7);
    QCOMPARE(waitFor(pair.client.call<&Api::concat>("a", u"b"_s)), u"ab"_s);
    QCOMPARE(waitFor(pair.client.call<&Api::concat>("a")), u"a"_s);
    pair.client.notify<&Api::record>("noted");
    QTRY_COMPARE(calculator.recorded, QStringList{u"noted"_s});
}

void tst_Dialects::callsWithoutNamesAreRefused()
{
    Calculator calculator;
    FastApiPair pair(&calculator);
    for (const auto &reply : {pair.client.call<int>("add", 1, 2),
             pair.client.call<&Api::unnamed>(1), pair.client.call<&Api::plain>(1),
             pair.client.call<int>("add", Arguments(QVariantList{1, 2}))}) {
        QVERIFY(reply.isFinished());
        const Error error = errorOf(reply);
        QCOMPARE(error.kind(), Error::Kind::InvalidCall);
        QVERIFY2(error.message().contains(u"by name"), qPrintable(error.message()));
    }
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"by name"_s));
    pair.client.notify("record", "text");
    QVERIFY(settles(pair.client.call<QString>("concat")));
    QCOMPARE(calculator.executions, 0);
    QVERIFY(calculator.recorded.isEmpty());
}

void tst_Dialects::callsOfOtherThreadsGetNames()
{
    Calculator calculator;
    FastApiPair pair(&calculator);
    Reply<int> sum;
    Reply<QString> text;
    Reply<QString> refused;
    const std::unique_ptr<QThread> thread(
        QThread::create([&, handle = pair.client.handle()]() mutable {
            sum = handle.call<&Api::add>(1, 2);
            text = handle.call<&Api::concat>("a,\"[", "]");
            refused = handle.call<QString>("concat", "a");
        }));
    thread->start();
    QVERIFY(thread->wait(10'000));
    QCOMPARE(waitFor(sum), 3);
    QCOMPARE(waitFor(text), u"a,\"[]"_s);
    QCOMPARE(errorOf(refused).kind(), Error::Kind::InvalidCall);
}

void tst_Dialects::batchesAreRefused()
{
    Calculator calculator;
    FastApiPair pair(&calculator);
    Batch batch = pair.client.batch();
    auto sum = batch.call<int>("add", {{"a", 1}, {"b", 2}});
    batch.send();
    QCOMPARE(errorOf(sum).kind(), Error::Kind::InvalidCall);
    QVERIFY(errorOf(sum).message().contains(u"batch"));
    QCOMPARE(calculator.executions, 0);
}

void tst_Dialects::notificationsAreNotAnswered()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(R"({"request":{"method":"record","arguments":{"text":"a"},"call_id":null}})");
    peer.send(R"({"request":{"method":"nothing"}})");
    peer.send(R"({"request":{"method":"_ping_","call_id":"1"}})");
    QVERIFY(peer.next().contains("pong"));
    QCOMPARE(calculator.recorded, QStringList{u"a"_s});

    // The original answers ours all the same.
    QTRY_COMPARE(server.channels().size(), 1);
    Channel *const channel = server.channels().constFirst();
    channel->notify("record", {{"text", "a"}});
    QCOMPARE(peer.next(),
        R"({"request":{"method":"record","arguments":{"text":"a"},"call_id":null},"response":null})");
    peer.send(R"({"response":{"result":"None","result_type":"str","call_id":null}})");
    peer.send(R"({"request":{"method":"_ping_","call_id":"2"}})");
    QVERIFY(peer.next().contains("pong"));
}

void tst_Dialects::batchOfThePeerIsAnswered()
{
    Server server;
    server.setDialect(Dialect::FastApi);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(R"([{"request":{"method":"_ping_","call_id":"1"}}])");
    const QByteArray answer = peer.next();
    QVERIFY2(answer.startsWith(R"({"request":null,"response":{"result":null)"), answer);
    QVERIFY2(answer.contains("-32600"), answer);
    peer.send(R"({"request":{"method":"_ping_","call_id":"2"}})");
    QVERIFY(peer.next().contains("pong"));
}

void tst_Dialects::channelIdsAreAskedFor()
{
    Calculator calculator;
    FastApiPair pair(&calculator);
    QCOMPARE(waitFor(pair.client.fetchPeerId()), pair.channel()->id());
    QCOMPARE(waitFor(pair.channel()->fetchPeerId()), pair.client.id());

    Client plain(pair.server.url());
    plain.open();
    QCOMPARE(errorOf(plain.fetchPeerId()).code(), int(Error::MethodNotFound));
}

void tst_Dialects::pingIsAnsweredWhenTheServerIsBusy()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    Limits limits;
    limits.runningCalls = 1;
    server.setLimits(limits);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(R"({"request":{"method":"later","arguments":{"value":1},"call_id":"1"}})");
    peer.send(R"({"request":{"method":"later","arguments":{"value":1},"call_id":"2"}})");
    peer.send(R"({"request":{"method":"_ping_","call_id":"3"}})");
    QVERIFY(peer.next().contains("runningCalls"));
    QVERIFY(peer.next().contains("pong"));
}

void tst_Dialects::connectedMeansThatThePeerAnswers()
{
    RawServer server;
    Calculator calculator;
    Client client(server.server.serverUrl());
    client.expose(&calculator);
    client.setDialect(Dialect::FastApi);
    QSignalSpy connected(&client, &Channel::connected);
    client.open();
    auto sum = client.call<&Api::add>(1, 2);
    QTRY_COMPARE(server.texts.size(), 1);
    QCOMPARE(server.texts.takeFirst(),
        R"({"request":{"method":"_ping_","arguments":{},"call_id":"2"},"response":null})");
    QVERIFY(!client.isConnected());
    QCOMPARE(client.state(), Client::State::Connecting);
    auto hasty = client.with({.waitForConnection = false}).call<int>("a");
    QCOMPARE(errorOf(hasty).kind(), Error::Kind::ConnectionLost);

    // The peer may call already.
    server.peer->sendTextMessage(
        uR"({"request":{"method":"add","arguments":{"a":1,"b":2},"call_id":"x"}})"_s);
    QTRY_COMPARE(server.texts.size(), 1);
    QVERIFY(server.texts.takeFirst().contains("\"result\":3"));

    server.peer->sendTextMessage(
        uR"({"response":{"result":"pong","result_type":"str","call_id":"2"}})"_s);
    QTRY_COMPARE(server.texts.size(), 1);
    QVERIFY(server.texts.takeFirst().contains("\"method\":\"add\""));
    QTRY_COMPARE(connected.size(), 1);
    QVERIFY(client.isConnected());
    server.peer->sendTextMessage(uR"({"response":{"result":3,"call_id":"1"}})"_s);
    QCOMPARE(waitFor(sum), 3);
}

void tst_Dialects::peerThatAnswersNoPingIsConnectedInTheEnd()
{
    ManualClock clock;
    RawServer server;
    Client client(server.server.serverUrl());
    client.setDialect(Dialect::FastApi);
    QSignalSpy connected(&client, &Channel::connected);
    client.open();
    for (int ping = 1; ping <= 5; ++ping) {
        QTRY_COMPARE(server.texts.size(), ping);
        QVERIFY(!client.isConnected());
        if (ping == 5)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"answer pings"_s));
        clock.advance(1000ms);
    }
    QTRY_COMPARE(connected.size(), 1);
    QCOMPARE(server.texts.size(), 5);
}

void tst_Dialects::connectionThatEndsBeforeThePongIsTriedAgain()
{
    RawServer server;
    Client client(server.server.serverUrl());
    client.setDialect(Dialect::FastApi);
    client.setReconnectPolicy({.firstDelay = 1ms});
    QSignalSpy disconnected(&client, &Channel::disconnected);
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    client.open();
    auto reply = client.call<int>("a");
    for (int attempt = 1; attempt <= 3; ++attempt) {
        QTRY_COMPARE(server.texts.size(), attempt);
        server.peer->abort();
        QTRY_COMPARE(reconnecting.size(), attempt);
    }
    QVERIFY(disconnected.isEmpty());
    QVERIFY(!reply.isFinished());
    client.close();
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Closed);
}

void tst_Dialects::framesAreBinaryOnRequest()
{
    RawServer server;
    Client client(server.server.serverUrl());
    client.setDialect(Dialect::FastApi);
    client.setFrameType(FrameType::Binary);
    client.open();
    QTRY_COMPARE(server.binaries.size(), 1);
    QVERIFY(server.texts.isEmpty());
    server.peer->sendBinaryMessage(
        R"({"response":{"result":"pong","result_type":"str","call_id":"1"}})");
    QTRY_VERIFY(client.isConnected());
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

void tst_Dialects::lostConnectionIsExplained()
{
    Calculator calculator;
    FastApiPair pair(&calculator);
    auto sent = pair.client.call<&Calculator::later>(1);
    QTRY_COMPARE(calculator.executions, 1);
    auto timedOut = pair.client.with({.timeout = 1ms}).call<&Calculator::later>(1);
    QCOMPARE(errorOf(timedOut).kind(), Error::Kind::Timeout);
    QVERIFY2(errorOf(timedOut).message().contains(u"no error answers"),
        qPrintable(errorOf(timedOut).message()));
    pair.channel()->close();
    const Error error = errorOf(sent);
    QCOMPARE(error.kind(), Error::Kind::ConnectionLost);
    QVERIFY2(error.message().contains(u"no error answers"), qPrintable(error.message()));
    QVERIFY(error.mayHaveExecuted());
}

void tst_Dialects::dialectOfAClientInUseStays()
{
    Calculator calculator;
    FastApiPair pair(&calculator);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"setDialect"_s));
    pair.client.setDialect(Dialect::JsonRpc2);
    QCOMPARE(pair.client.dialect(), Dialect::FastApi);

    Client client;
    auto waiting = client.call<int>("a");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"setDialect"_s));
    client.setDialect(Dialect::FastApi);
    QCOMPARE(client.dialect(), Dialect::JsonRpc2);
    waiting.cancel();
    client.setDialect(Dialect::FastApi);
    QCOMPARE(client.dialect(), Dialect::FastApi);
}

QTEST_GUILESS_MAIN(tst_Dialects)
#include "tst_dialects.moc"
