// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include "thermostat.h"

#include <websocketrpc/remoteproperty.h>
#include <websocketrpc/test/callcontext.h>
#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/clock.h>
#include <websocketrpc/test/recorder.h>
#include <websocketrpc/test/scriptedpeer.h>
#include <websocketrpc/test/server.h>
#include <websocketrpc/test/waitfor.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace Test = WebSocketRpc::Test;
using WebSocketRpc::Error;

void Snippets::testWithAServer()
{
    //! [server]
    Calculator calculator;
    Test::Server server(&calculator);
    WebSocketRpc::Client client(server.url());
    client.open();
    QCOMPARE(Test::waitFor(client.call<int>("add", 1, 2)), 3);
    //! [server]
}

void Snippets::waitForACall()
{
    WebSocketRpc::Client &client = *m_client;
    //! [wait]
    QCOMPARE(Test::waitFor(client.call<int>("add", 1, 2)), 3);
    QCOMPARE(Test::waitFor(client.call<double>("divide", 3), 2s), 1.5);
    //! [wait]

    //! [wait or leave]
    const int sum = WEBSOCKETRPC_WAIT_FOR(client.call<int>("add", 1, 2));
    QCOMPARE(WEBSOCKETRPC_WAIT_FOR(client.call<int>("add", sum, sum), 2s), 6);
    //! [wait or leave]

    //! [error]
    const Error error = Test::errorOf(client.call<int>("add", "one", 2));
    QCOMPARE(error.code(), -32602);
    //! [error]
}

void Snippets::misbehave()
{
    Calculator calculator;
    Test::Server server(&calculator);
    WebSocketRpc::Client client(server.url());
    client.open();
    QCOMPARE(Test::waitFor(client.call<int>("add", 1, 2)), 3);

    //! [faults]
    server.faults().shape({.delay = 5ms, .pieceSize = 7}); // slow, and in small pieces
    QCOMPARE(Test::waitFor(client.call<int>("add", 1, 2)), 3);

    server.faults().cutAfterBytes(1, {.direction = Test::Direction::ToClient});
    const auto lost = client.call<int>("add", 3, 4); // executed, but the answer is lost
    QVERIFY(Test::errorOf(lost).mayHaveExecuted());

    server.faults().restart(50ms); // nobody listens for this long
    QCOMPARE(Test::waitFor(client.call<int>("add", 1, 2)), 3);
    //! [faults]
}

void Snippets::pairChannels()
{
    Calculator calculator;
    //! [channel pair]
    auto [left, right] = Test::channelPair();
    right->expose(&calculator);
    QCOMPARE(Test::waitFor(left->call<int>("add", 1, 2)), 3);
    //! [channel pair]
}

void Snippets::nameThePeers()
{
    //! [paired peers]
    Calculator calculator;
    auto [left, right] = Test::channelPair({.left = {.address = "192.0.2.7", .identity = "Alice"}});
    right->expose(&calculator);
    left->on("log", &calculator, [](const QString &) {}); // which whoAmI() notifies its caller of
    QCOMPARE(Test::waitFor(left->call<QString>("whoAmI")), "192.0.2.7");
    //! [paired peers]

    //! [call context]
    const auto context =
        Test::callContext({.peer = {.address = "192.0.2.7"}, .channel = right.get()});
    QCOMPARE(calculator.whoAmI(context), "192.0.2.7");
    //! [call context]
}

void Snippets::record()
{
    auto [left, right] = Test::channelPair();
    //! [recorder]
    Test::Recorder recorder(CalculatorApi::staticMetaObject);
    recorder.answer("addSlowly", QVariant::fromValue(QtFuture::makeReadyFuture(42)));
    right->expose(&recorder);

    QCOMPARE(Test::waitFor(left->call<int>("addSlowly", 1, 2)), 42);
    const QList<Test::RecordedCall> expected = {{"addSlowly", {1, 2}}};
    QCOMPARE(recorder.calls(), expected);
    //! [recorder]
}

void Snippets::answerInSequence()
{
    auto [left, right] = Test::channelPair();
    Test::Recorder recorder(CalculatorApi::staticMetaObject);
    right->expose(&recorder);
    //! [sequence]
    recorder.answer("add", 3); // every call
    recorder.failOnce("add", Error(1, "overheated")); // except the next
    QCOMPARE(Test::errorOf(left->call<int>("add", 1, 2)).message(), "overheated");
    QCOMPARE(Test::waitFor(left->call<int>("add", 1, 2)), 3);

    recorder.answerInTurn("add", {1, 2}); // the next two
    QCOMPARE(Test::waitFor(left->call<int>("add", 1, 2)), 1);
    //! [sequence]
}

void Snippets::recordProperties()
{
    auto [left, right] = Test::channelPair();
    //! [recorded properties]
    Test::Recorder recorder(Thermostat::staticMetaObject);
    recorder.setValue("temperature", 18.5);
    right->expose(&recorder,
        {.prefix = "thermostat.",
            .sharedSignals = {"alarm"},
            .sharedProperties = {"temperature"},
            .writableProperties = {"setpoint"}});

    WebSocketRpc::RemoteProperty<double> setpoint(left.get(), "thermostat.setpoint");
    Test::waitFor(setpoint.set(19));
    QCOMPARE(recorder.writesOf("setpoint"), QVariantList{19.0});
    recorder.setValue("setpoint", 20); // as if somebody else had set it
    QTRY_COMPARE(setpoint.value(), 20.0);

    recorder.refuse("setpoint", Error(3, "out of range"));
    QCOMPARE(Test::errorOf(setpoint.set(31)).code(), 3);
    //! [recorded properties]
    QList<double> alarms;
    const auto noteAlarm = [&](double degrees) { alarms.append(degrees); };
    //! [followed signal]
    const auto alarm = left->subscribe("thermostat.alarm", this, noteAlarm);
    QTRY_VERIFY(recorder.isFollowed("alarm"));
    recorder.emitSignal("alarm", {99.5});
    QTRY_COMPARE(alarms, QList<double>{99.5});
    //! [followed signal]
}

void Snippets::scriptAPeer()
{
    //! [scripted peer]
    Test::ScriptedPeer peer;
    peer.answer(R"({"jsonrpc": "2.0", "result": "three", "id": $id})");

    WebSocketRpc::Client client(peer.url());
    client.open();
    const Error error = Test::errorOf(client.call<int>("add", 1, 2));
    QCOMPARE(error.kind(), Error::Kind::InvalidAnswer);
    QVERIFY(peer.next().contains(R"("method":"add")"));
    //! [scripted peer]
}

void Snippets::advanceTime()
{
    //! [clock]
    Test::Clock clock;
    auto [left, right] = Test::channelPair();
    Test::Recorder silent(CalculatorApi::staticMetaObject);
    QPromise<int> promise;
    promise.start();
    silent.answer("addSlowly", QVariant::fromValue(promise.future()));
    right->expose(&silent);

    const auto sum = left->with({.timeout = 1h}).call<int>("addSlowly", 1, 2);
    clock.advance(2h);
    QCOMPARE(Test::errorOf(sum).kind(), Error::Kind::Timeout);
    //! [clock]
}
