// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <websocketrpc/test/scriptedpeer.h>

#include <QSignalSpy>
#include <QThread>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;
using namespace std::chrono_literals;

// The methods of the peer, as an interface.
class Api : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual int add(int a, int b) = 0;
    Q_INVOKABLE virtual QString concat(
        const WebSocketRpc::CallContext &context, const QString &a, const QString &b = {}) = 0;
    Q_INVOKABLE virtual void record(const QString &text) = 0;
    Q_INVOKABLE virtual int unnamed(int) = 0;
};

// A server and a client, both of this library.
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

// A server without RPC.
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

// Channels with the dialect FastApi.
class tst_FastApiDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

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
    void lostConnectionIsExplained();
    void dialectOfAClientInUseStays();
};

void tst_FastApiDialect::callsAndErrorsGoBothWays()
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

void tst_FastApiDialect::argumentsGetTheirNames()
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

void tst_FastApiDialect::callsWithoutNamesAreRefused()
{
    Calculator calculator;
    FastApiPair pair(&calculator);
    for (const auto &reply :
        {pair.client.call<int>("add", 1, 2), pair.client.call<&Api::unnamed>(1),
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

void tst_FastApiDialect::callsOfOtherThreadsGetNames()
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

void tst_FastApiDialect::batchesAreRefused()
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

void tst_FastApiDialect::notificationsAreNotAnswered()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(R"({"request":{"method":"record","arguments":{"text":"a"},"call_id":null}})");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"had no effect"_s));
    peer.send(R"({"request":{"method":"nothing"}})");
    peer.send(R"({"request":{"method":"_ping_","call_id":"1"}})");
    QVERIFY(peer.next().contains("pong"));
    QCOMPARE(calculator.recorded, QStringList{u"a"_s});

    // The original answers our notifications all the same.
    QTRY_COMPARE(server.channels().size(), 1);
    Channel *const channel = server.channels().constFirst();
    channel->notify("record", {{"text", "a"}});
    QCOMPARE(peer.next(),
        R"({"request":{"method":"record","arguments":{"text":"a"},"call_id":null},"response":null})");
    peer.send(R"({"response":{"result":"None","result_type":"str","call_id":null}})");
    peer.send(R"({"request":{"method":"_ping_","call_id":"2"}})");
    QVERIFY(peer.next().contains("pong"));
}

void tst_FastApiDialect::batchOfThePeerIsAnswered()
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

void tst_FastApiDialect::channelIdsAreAskedFor()
{
    Calculator calculator;
    FastApiPair pair(&calculator);
    QCOMPARE(waitFor(pair.client.fetchPeerId()), pair.channel()->id());
    QCOMPARE(waitFor(pair.channel()->fetchPeerId()), pair.client.id());

    Client plain(pair.server.url());
    plain.open();
    QCOMPARE(errorOf(plain.fetchPeerId()).code(), int(Error::MethodNotFound));
}

void tst_FastApiDialect::pingIsAnsweredWhenTheServerIsBusy()
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

void tst_FastApiDialect::connectedMeansThatThePeerAnswers()
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

    // The peer can call already.
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

void tst_FastApiDialect::peerThatAnswersNoPingIsConnectedInTheEnd()
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

void tst_FastApiDialect::connectionThatEndsBeforeThePongIsTriedAgain()
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

void tst_FastApiDialect::framesAreBinaryOnRequest()
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

void tst_FastApiDialect::lostConnectionIsExplained()
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

void tst_FastApiDialect::dialectOfAClientInUseStays()
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

QTEST_GUILESS_MAIN(tst_FastApiDialect)
#include "tst_fastapidialect.moc"
