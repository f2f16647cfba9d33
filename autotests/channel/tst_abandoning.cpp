// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "clock_p.h"
#include "messages.h"
#include "waitfor.h"

#include <websocketrpc/test/scriptedpeer.h>

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;
using namespace std::chrono_literals;

// Calls whose answers nobody waits for any more.
class tst_Abandoning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void placeOfACallIsFreeWhenItsCallerGivesUp_data();
    void placeOfACallIsFreeWhenItsCallerGivesUp();
    void methodIsCancelledWithItsCall();
    void methodIsCancelledWithTheConnection();
    void notificationGoesOnWithoutTheConnection();
    void callThatHasNotBegunInAnotherThreadIsLeftOut();
    void callsOfOthersAreLeftAlone();
    void cancellationIsAnswered();
    void cancellationReachesABusyPeer();
    void cancellationOfNothingIsIgnored_data();
    void cancellationOfNothingIsIgnored();
    void abandonedCallsAreLimited();
};

static bool isCancelled(const Calculator &calculator, std::size_t index)
{
    return calculator.promises[index]->isCanceled();
}

void tst_Abandoning::placeOfACallIsFreeWhenItsCallerGivesUp_data()
{
    QTest::addColumn<bool>("timesOut");
    QTest::newRow("cancelled") << false;
    QTest::newRow("timed out") << true;
}

void tst_Abandoning::placeOfACallIsFreeWhenItsCallerGivesUp()
{
    QFETCH(bool, timesOut);
    ManualClock clock;
    ChannelPair pair(ChannelPair::fetchKind());
    Limits limits;
    limits.runningCalls = 16;
    pair.right().setLimits(limits);
    Calculator calculator;
    pair.right().expose(&calculator);
    std::vector<Reply<int>> replies;
    for (int i = 0; i < limits.runningCalls; ++i)
        replies.push_back(pair.left().with({.timeout = 1s}).call<int>("later", i));
    QTRY_COMPARE(calculator.executions, limits.runningCalls);
    QCOMPARE(errorOf(pair.left().call<int>("add", 1, 2)).code(), int(Error::ServerBusy));
    if (timesOut)
        clock.advance(1s);
    for (Reply<int> &reply : replies) {
        reply.cancel();
        QVERIFY(settles(reply));
    }
    QCOMPARE(waitFor(pair.left().call<int>("add", 1, 2)), 3);
    QCOMPARE(pair.right().statistics().runningCalls, 0);
}

void tst_Abandoning::methodIsCancelledWithItsCall()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    Reply<int> reply = pair.left().call<int>("later", 7);
    QTRY_COMPARE(calculator.executions, 1);
    QVERIFY(!isCancelled(calculator, 0));
    reply.cancel();
    QTRY_VERIFY(isCancelled(calculator, 0));
    calculator.answer(0);
    QCOMPARE(waitFor(pair.left().call<int>("add", 1, 2)), 3);
}

void tst_Abandoning::methodIsCancelledWithTheConnection()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const Reply<int> reply = pair.left().call<int>("later", 7);
    QTRY_COMPARE(calculator.executions, 1);
    pair.deleteLeft();
    QTRY_VERIFY(isCancelled(calculator, 0));
}

void tst_Abandoning::notificationGoesOnWithoutTheConnection()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    pair.left().notify("later", 7);
    QTRY_COMPARE(calculator.executions, 1);
    pair.left().close();
    QSignalSpy closed(&pair.right(), &Channel::disconnected);
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(!isCancelled(calculator, 0));
}

void tst_Abandoning::callThatHasNotBegunInAnotherThreadIsLeftOut()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    QThread thread;
    calculator.moveToThread(&thread); // has not started yet
    pair.right().expose(&calculator);
    Reply<int> reply = pair.left().call<int>("add", 1, 2);
    const Reply<int> kept = pair.left().call<int>("add", 3, 4);
    QTRY_COMPARE(pair.right().statistics().runningCalls, 2);
    reply.cancel();
    QTRY_COMPARE(pair.right().statistics().runningCalls, 1);
    thread.start();
    QCOMPARE(waitFor(kept), 7);
    thread.quit();
    thread.wait();
    QCOMPARE(calculator.executions, 1);
}

void tst_Abandoning::callsOfOthersAreLeftAlone()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    Reply<int> reply = pair.left().call<int>("later", 7);
    const Reply<int> other = pair.left().call<int>("later", 8);
    QTRY_COMPARE(calculator.executions, 2);
    reply.cancel();
    QTRY_VERIFY(isCancelled(calculator, 0));
    QVERIFY(!isCancelled(calculator, 1));
    calculator.answer(1);
    QCOMPARE(waitFor(other), 8);
}

void tst_Abandoning::cancellationIsAnswered()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    for (const QByteArray id : {"7", "\"seven\""}) {
        peer.send(R"({"jsonrpc":"2.0","method":"later","params":[7],"id":)" + id + '}');
        peer.send(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":)" + id + "}}");
        const QByteArray received = peer.next();
        QCOMPARE(errorCodeOf(received), -32800);
        QVERIFY2(received.contains("\"id\":" + id), received);
    }
    // The same in a batch.
    peer.send(R"([{"jsonrpc":"2.0","method":"later","params":[7],"id":7},)" + question + ']');
    peer.send(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":7}})");
    QCOMPARE(QJsonDocument::fromJson(peer.next()).array().size(), 2);
}

void tst_Abandoning::cancellationReachesABusyPeer()
{
    Calculator calculator;
    Server server;
    server.setLimits({.runningCalls = 1});
    server.expose(&calculator);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(R"({"jsonrpc":"2.0","method":"later","params":[7],"id":7})");
    peer.send(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":7}})");
    peer.send(question);
    QCOMPARE(errorCodeOf(peer.next()), -32800);
    QCOMPARE(peer.next(), answer);
}

void tst_Abandoning::cancellationOfNothingIsIgnored_data()
{
    QTest::addColumn<QByteArray>("params");
    QTest::newRow("unknown id") << R"({"id":8})"_ba;
    QTest::newRow("other spelling") << R"({"id":"7"})"_ba;
    QTest::newRow("no id") << "{}"_ba;
    QTest::newRow("id null") << R"({"id":null})"_ba;
    QTest::newRow("array") << "[7]"_ba;
}

void tst_Abandoning::cancellationOfNothingIsIgnored()
{
    QFETCH(const QByteArray, params);
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(R"({"jsonrpc":"2.0","method":"later","params":[7],"id":7})");
    peer.send(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":)" + params + '}');
    peer.send(R"({"jsonrpc":"2.0","method":"$/other"})");
    peer.send(question);
    QCOMPARE(peer.next(), answer);
    QVERIFY(!isCancelled(calculator, 0));
}

void tst_Abandoning::abandonedCallsAreLimited()
{
    Calculator calculator;
    Server server;
    server.setLimits({.abandonedCalls = 3});
    server.expose(&calculator);
    QVERIFY(server.listen());
    for (std::size_t i = 0; i < 3; ++i) {
        ScriptedPeer peer(server.url());
        peer.send(R"({"jsonrpc":"2.0","method":"later","params":[7],"id":7})");
        QTRY_COMPARE(calculator.promises.size(), i + 1);
    }
    QTRY_COMPARE(server.statistics().abandonedCalls, 3);
    ScriptedPeer peer(server.url());
    peer.send(question);
    const QByteArray received = peer.next();
    QCOMPARE(errorCodeOf(received), -32009);
    QVERIFY2(received.contains("abandonedCalls"), received);
    calculator.answer(0);
    QTRY_COMPARE(server.statistics().abandonedCalls, 2);
    peer.send(question);
    QCOMPARE(peer.next(), answer);
}

QTEST_GUILESS_MAIN(tst_Abandoning)
#include "tst_abandoning.moc"
