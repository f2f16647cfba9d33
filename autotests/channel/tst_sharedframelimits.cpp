// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "framepeer.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QSignalSpy>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestSharedFrame = 64 * 1024;

} // namespace

// Invalid or oversized frames, and what the limits of messages mean in them.
class tst_SharedFrameLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void badFrameIsAnsweredWithAnError_data();
    void badFrameIsAnsweredWithAnError();
    void badEntryLeavesTheOthersAlone();
    void framesAreBounded();
    void frameOfManyMessagesIsBounded();
    void messageOverTheLimitInASharedFrame();
    void depthIsCountedPerMessage();
    void batchLengthIsOfBatches();
    void runningCallsAreCountedPerMessage();
    void heldMessagesCountAsOutgoing();

private:
    std::unique_ptr<Calculator> m_calculator;
    std::unique_ptr<Server> m_server;
};

void tst_SharedFrameLimits::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_calculator = std::make_unique<Calculator>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_calculator.get());
    QVERIFY(m_server->listen());
}

void tst_SharedFrameLimits::cleanup()
{
    m_server.reset();
    m_calculator.reset();
}

void tst_SharedFrameLimits::badFrameIsAnsweredWithAnError_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("code");
    QTest::newRow("empty") << ""_ba << -32700;
    QTest::newRow("not json") << "hello"_ba << -32700;
    QTest::newRow("truncated") << '[' + question << -32700;
    QTest::newRow("trailing comma") << '[' + question + ",]" << -32700;
    QTest::newRow("two arrays") << frameOf({question}) + frameOf({question}) << -32700;
    QTest::newRow("no array") << question << -32600;
    QTest::newRow("a number") << "1"_ba << -32600;
    QTest::newRow("empty array") << "[]"_ba << -32600;
    QTest::newRow("entry that is a number") << "[1]"_ba << -32600;
    QTest::newRow("entry that is null") << "[null]"_ba << -32600;
    QTest::newRow("entry that is empty") << "[{}]"_ba << -32600;
    QTest::newRow("empty batch") << "[[]]"_ba << -32600;
}

void tst_SharedFrameLimits::badFrameIsAnsweredWithAnError()
{
    QFETCH(QByteArray, frame);
    FramePeer peer(m_server->url());
    peer.send(frame);
    const QJsonArray answers = peer.next();
    QCOMPARE(answers.size(), 1);
    QTEST(errorCodeOf(answers[0]), "code");
    QVERIFY(answers[0]["id"_L1].isNull());
    peer.send(frameOf({question}));
    QCOMPARE(peer.next(), parsed(frameOf({answer})));
}

void tst_SharedFrameLimits::badEntryLeavesTheOthersAlone()
{
    FramePeer peer(m_server->url());
    peer.send(frameOf({question, "1", "[]", "[[]]", question}));
    const QJsonArray answers = peer.next();
    QCOMPARE(answers.size(), 5);
    QCOMPARE(errorCodeOf(answers[1]), -32600);
    QCOMPARE(errorCodeOf(answers[2]), -32600);
    QCOMPARE(errorCodeOf(answers[3][0]), -32600);
    QCOMPARE(answers[4].toObject(), QJsonDocument::fromJson(answer).object());
}

void tst_SharedFrameLimits::framesAreBounded()
{
    FramePeer peer;
    Client client(peer.url());
    client.open();
    QTRY_VERIFY(client.isConnected());
    QJsonArray sent;
    for (int i = 0; i < 3000; ++i) {
        const QString text(i == 2000 ? 100'000 : i % 100, u'x');
        client.notify("take", i, text);
        sent.append(QJsonArray{i, text});
    }
    QJsonArray received;
    while (received.size() < sent.size()) {
        QTRY_VERIFY(!peer.frames.isEmpty());
        const qsizetype size = peer.frames.constFirst().size();
        const QJsonArray messages = peer.next();
        QVERIFY(size <= largestSharedFrame || messages.size() == 1);
        for (const QJsonValue &message : messages)
            received.append(message["params"_L1]);
    }
    QCOMPARE(received, sent);
}

void tst_SharedFrameLimits::frameOfManyMessagesIsBounded()
{
    FramePeer peer(m_server->url());
    const QByteArray padding(largestSharedFrame, ' ');
    peer.send(frameOf({question, padding + question}));
    const QJsonArray answers = peer.next();
    QCOMPARE(answers.size(), 1);
    QCOMPARE(errorCodeOf(answers[0]), -32007);
    peer.send(frameOf({padding + question}));
    QCOMPARE(peer.next(), parsed(frameOf({answer})));
}

void tst_SharedFrameLimits::messageOverTheLimitInASharedFrame()
{
    m_server->setLimits({.incomingMessageSize = 1000});
    FramePeer peer(m_server->url());
    const QByteArray large = request("echo", R"([")" + QByteArray(1000, 'x') + R"("])", 1);
    QByteArrayList messages(50, question);
    messages[10] = large;
    messages[20] = frameOf({large});
    peer.send(frameOf(messages));
    const QJsonArray answers = peer.next();
    QCOMPARE(answers.size(), 50);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(errorCodeOf(answers[i]), i == 10 || i == 20 ? -32007 : 0);

    // A single message may be as large as without the brackets around it.
    const auto padded = [](qsizetype size) {
        return frameOf({question.chopped(1).leftJustified(size - 1) + '}'});
    };
    peer.send(padded(1000));
    QCOMPARE(peer.next(), parsed(frameOf({answer})));
    peer.send(padded(1001));
    QCOMPARE(errorCodeOf(peer.next()[0]), -32007);
}

void tst_SharedFrameLimits::depthIsCountedPerMessage()
{
    constexpr int depth = 10;
    m_server->setLimits({.jsonDepth = depth});
    FramePeer peer(m_server->url());
    const auto nested = [](int levels) { // with two around them
        return request(
            "echo", '[' + QByteArray(levels, '[') + '1' + QByteArray(levels, ']') + ']', 1);
    };
    peer.send(frameOf({nested(depth - 2)}));
    QCOMPARE(errorCodeOf(peer.next()[0]), 0);
    peer.send(frameOf({nested(depth - 1)}));
    QCOMPARE(errorCodeOf(peer.next()[0]), -32700);
}

void tst_SharedFrameLimits::batchLengthIsOfBatches()
{
    m_server->setLimits({.batchLength = 3});
    FramePeer peer(m_server->url());
    peer.send(frameOf(QByteArrayList(10, question)));
    QCOMPARE(peer.next(), parsed(frameOf(QByteArrayList(10, answer))));
    peer.send(frameOf({frameOf(QByteArrayList(3, question))}));
    QCOMPARE(peer.next(), parsed(frameOf({frameOf(QByteArrayList(3, answer))})));
    peer.send(frameOf({frameOf(QByteArrayList(4, question)), question}));
    const QJsonArray answers = peer.next();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers[0].toArray().size(), 4);
    QCOMPARE(errorCodeOf(answers[0][0]), -32010);
}

void tst_SharedFrameLimits::runningCallsAreCountedPerMessage()
{
    m_server->setLimits({.runningCalls = 2});
    FramePeer peer(m_server->url());
    peer.send(frameOf(QByteArrayList(3, request("later", "[5]", 1))));
    const QJsonArray answers = peer.next();
    QCOMPARE(answers.size(), 1);
    QCOMPARE(errorCodeOf(answers[0]), -32009);
    QCOMPARE(m_calculator->executions, 2);
}

void tst_SharedFrameLimits::heldMessagesCountAsOutgoing()
{
    FramePeer peer;
    Client client(peer.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.setLimits({.outgoingBuffer = 1000});
    client.open();
    QTRY_VERIFY(client.isConnected());
    QSignalSpy disconnected(&client, &Channel::disconnected);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"the peer does not read: more than outgoingBuffer"_s));
    for (int i = 0; i < 3; ++i)
        client.notify("take", QString(400, u'x'));
    QTRY_COMPARE(disconnected.size(), 1);
    QVERIFY(peer.frames.isEmpty());
}

QTEST_GUILESS_MAIN(tst_SharedFrameLimits)

#include "tst_sharedframelimits.moc"
