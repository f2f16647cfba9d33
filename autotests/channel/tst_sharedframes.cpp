// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelaccess_p.h"
#include "channelpair.h"
#include "endpoint_p.h"
#include "framepeer.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QEventLoop>
#include <QSignalSpy>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

namespace {

bool sharesFrames(Channel &channel)
{
    return ChannelAccess::endpoint(channel)->link().sharesFrames();
}

} // namespace

// Methods that wait in an event loop of their own.
class Waiting : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int untilResumed()
    {
        QEventLoop loop;
        connect(this, &Waiting::resumed, &loop, &QEventLoop::quit);
        loop.exec();
        return 7;
    }
    Q_INVOKABLE void resume() { Q_EMIT resumed(); }
    Q_INVOKABLE int askBack(const CallContext &context)
    {
        return waitFor(context.channel()->call<int>("ask"));
    }

Q_SIGNALS:
    void resumed();
};

class tst_SharedFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void framesAreSharedWhereBothAgree_data();
    void framesAreSharedWhereBothAgree();
    void pairsOfTestsShareFramesOrNot();
    void subprotocolsOfOthersAreOfferedToo();
    void serverThatTakesTheFirstOfferGetsPlainFrames();
    void callsOfOneTurnTravelTogether();
    void callsOfContinuationsTravelTogether();
    void answersOfOneFrameTravelTogether();
    void answersAreIndependent();
    void batchIsAnEntry();
    void batchIsAnsweredWhenItIsComplete();
    void unusualIdsAreEchoed();
    void heldMessagesLeaveBeforeTheCloseFrame();
    void methodThatWaitsHoldsNothingBack();
    void methodMayWaitForItsCaller();

private:
    std::unique_ptr<Calculator> m_calculator;
    std::unique_ptr<Waiting> m_waiting;
    std::unique_ptr<Server> m_server;
};

void tst_SharedFrames::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_calculator = std::make_unique<Calculator>();
    m_waiting = std::make_unique<Waiting>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_calculator.get());
    m_server->expose(m_waiting.get());
    QVERIFY(m_server->listen());
}

void tst_SharedFrames::cleanup()
{
    m_server.reset();
    m_waiting.reset();
    m_calculator.reset();
}

void tst_SharedFrames::framesAreSharedWhereBothAgree_data()
{
    QTest::addColumn<bool>("client");
    QTest::addColumn<bool>("server");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<bool>("shared");
    QTest::newRow("both") << true << true << Dialect::JsonRpc2 << true;
    QTest::newRow("not the client") << false << true << Dialect::JsonRpc2 << false;
    QTest::newRow("not the server") << true << false << Dialect::JsonRpc2 << false;
    QTest::newRow("neither") << false << false << Dialect::JsonRpc2 << false;
    QTest::newRow("FastApi") << true << true << Dialect::FastApi << false;
}

void tst_SharedFrames::framesAreSharedWhereBothAgree()
{
    QFETCH(bool, client);
    QFETCH(bool, server);
    QFETCH(Dialect, dialect);
    m_server->setSharesFrames(server);
    QCOMPARE(m_server->sharesFrames(), server);
    Client peer(m_server->url());
    peer.setDialect(dialect);
    peer.setSharesFrames(client);
    QCOMPARE(peer.sharesFrames(), client);
    peer.open();
    QCOMPARE(waitFor(peer.call<int>("add", {{"a", 1}, {"b", 2}})), 3);
    QTRY_COMPARE(m_server->channels().size(), 1);
    QTEST(sharesFrames(peer), "shared");
    QTEST(sharesFrames(*m_server->channels().constFirst()), "shared");
}

// The connections that the channel tests use.
void tst_SharedFrames::pairsOfTestsShareFramesOrNot()
{
    using Kind = ChannelPair::Kind;
    for (const Kind kind : {Kind::InProcess, Kind::WebSocket, Kind::WebSocketWithPlainFrames}) {
        const ChannelPair pair(kind);
        QCOMPARE(sharesFrames(pair.left()), kind == Kind::WebSocket);
        QCOMPARE(sharesFrames(pair.right()), kind == Kind::WebSocket);
    }
}

void tst_SharedFrames::subprotocolsOfOthersAreOfferedToo()
{
    FramePeer peer(QStringList{u"users.own"_s});
    Client client(peer.url());
    client.setRequestFactory([](const QUrl &url) {
        QNetworkRequest request(url);
        request.setRawHeader("Sec-WebSocket-Protocol", "users.own");
        return request;
    });
    client.open();
    client.notify("hello");
    QTRY_COMPARE(peer.texts.size(), 1);
    QCOMPARE(peer.socket()->subprotocol(), u"users.own"_s);
    QVERIFY(!sharesFrames(client));
}

void tst_SharedFrames::serverThatTakesTheFirstOfferGetsPlainFrames()
{
    FramePeer peer(QStringList{u"jsonrpc-2.0"_s, subprotocol});
    Client client(peer.url());
    client.open();
    client.notify("hello");
    QTRY_COMPARE(peer.texts, QStringList{uR"({"jsonrpc":"2.0","method":"hello"})"_s});
}

void tst_SharedFrames::callsOfOneTurnTravelTogether()
{
    constexpr int count = 64;
    FramePeer peer;
    Client client(peer.url());
    client.open();
    QTRY_VERIFY(client.isConnected());
    QList<QFuture<int>> replies;
    for (int i = 0; i < count; ++i)
        replies.append(client.call<int>("twice", i));
    const QJsonArray calls = peer.next();
    QCOMPARE(calls.size(), count);
    QByteArrayList answers;
    for (const QJsonValue &call : calls)
        answers.prepend(result(QByteArray::number(call["params"_L1][0].toInt() * 2),
            call["id"_L1].toInt())); // in the other order
    peer.send(frameOf(answers));
    for (int i = 0; i < count; ++i)
        QCOMPARE(waitFor(replies[i]), 2 * i);
    QVERIFY(peer.frames.isEmpty());
}

void tst_SharedFrames::callsOfContinuationsTravelTogether()
{
    FramePeer peer;
    Client client(peer.url());
    client.open();
    QTRY_VERIFY(client.isConnected());
    for (int i = 0; i < 3; ++i)
        client.call<int>("first").then([&](int) { client.notify("second"); });
    QByteArrayList answers;
    for (const QJsonValue &call : peer.next())
        answers.append(result("1", call["id"_L1].toInt()));
    QCOMPARE(answers.size(), 3);
    peer.send(frameOf(answers));
    QCOMPARE(peer.next().size(), 3);
}

void tst_SharedFrames::answersOfOneFrameTravelTogether()
{
    constexpr int count = 64;
    FramePeer peer(m_server->url());
    QByteArrayList calls;
    for (int i = 0; i < count; ++i)
        calls.append(request("add", "[1," + QByteArray::number(i) + ']', i));
    peer.send(frameOf(calls));
    const QJsonArray answers = peer.next();
    QCOMPARE(answers.size(), count);
    for (int i = 0; i < count; ++i) {
        QCOMPARE(answers[i]["id"_L1].toInt(), i);
        QCOMPARE(answers[i]["result"_L1].toInt(), i + 1);
    }
}

void tst_SharedFrames::answersAreIndependent()
{
    FramePeer peer(m_server->url());
    peer.send(frameOf({request("later", "[5]", 1), question}));
    QCOMPARE(peer.next(), parsed(frameOf({answer})));
    m_calculator->answer(0);
    QCOMPARE(peer.next(), parsed(frameOf({result("5", 1)})));
}

void tst_SharedFrames::batchIsAnEntry()
{
    FramePeer peer;
    Client client(peer.url());
    client.open();
    QTRY_VERIFY(client.isConnected());
    Batch batch = client.batch();
    auto one = batch.call<int>("one");
    batch.notify("two");
    batch.send();
    auto three = client.call<int>("three");
    const QJsonArray calls = peer.next();
    QCOMPARE(calls.size(), 2);
    QCOMPARE(calls[0].toArray().size(), 2);
    QCOMPARE(calls[0][0]["method"_L1].toString(), u"one"_s);
    QCOMPARE(calls[1]["method"_L1].toString(), u"three"_s);
    peer.send(frameOf({frameOf({result("1", calls[0][0]["id"_L1].toInt())}),
        result("3", calls[1]["id"_L1].toInt())}));
    QCOMPARE(waitFor(one), 1);
    QCOMPARE(waitFor(three), 3);
}

void tst_SharedFrames::batchIsAnsweredWhenItIsComplete()
{
    FramePeer peer(m_server->url());
    const QByteArray batch = frameOf({request("add", "[1,1]", 1), request("later", "[5]", 2)});
    peer.send(frameOf({batch, question, frameOf({question})}));
    QCOMPARE(peer.next(), parsed(frameOf({answer, frameOf({answer})})));
    m_calculator->answer(0);
    QCOMPARE(peer.next(), parsed(frameOf({frameOf({result("2", 1), result("5", 2)})})));
}

// Needs the text of the message, for an entry and for one in a batch.
void tst_SharedFrames::unusualIdsAreEchoed()
{
    FramePeer peer(m_server->url());
    const QByteArray wide = R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":1.50})";
    const QByteArray other = R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":2.50})";
    peer.send(frameOf({question, frameOf({question, wide}), other}));
    QTRY_COMPARE(peer.frames.size(), 1);
    const QByteArray wideAnswer = R"({"jsonrpc":"2.0","result":3,"id":1.50})";
    const QByteArray otherAnswer = R"({"jsonrpc":"2.0","result":3,"id":2.50})";
    QCOMPARE(peer.frames[0], frameOf({answer, frameOf({answer, wideAnswer}), otherAnswer}));
}

void tst_SharedFrames::heldMessagesLeaveBeforeTheCloseFrame()
{
    FramePeer peer;
    Client client(peer.url());
    client.open();
    QTRY_VERIFY(client.isConnected() && peer.socket());
    QSignalSpy disconnected(peer.socket(), &QWebSocket::disconnected);
    client.notify("last");
    client.close();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(peer.frames, QByteArrayList{R"([{"jsonrpc":"2.0","method":"last"}])"});
}

void tst_SharedFrames::methodThatWaitsHoldsNothingBack()
{
    FramePeer peer(m_server->url());
    peer.script = [&](const QJsonArray &) {
        peer.script = {};
        return frameOf({request("resume", "[]", 3)});
    };
    peer.send(frameOf({question, request("untilResumed", "[]", 1), request("add", "[2,2]", 2)}));
    QTRY_COMPARE(peer.frames.size(), 3);
    QCOMPARE(peer.next(), parsed(frameOf({answer, result("4", 2)}))); // lets the method resume
    QCOMPARE(peer.next(), parsed(frameOf({result("null", 3)})));
    QCOMPARE(peer.next(), parsed(frameOf({result("7", 1)})));
}

void tst_SharedFrames::methodMayWaitForItsCaller()
{
    FramePeer peer(m_server->url());
    peer.script = [&](const QJsonArray &asked) {
        peer.script = {};
        return frameOf({result("9", asked[0]["id"_L1].toInt())});
    };
    peer.send(frameOf({request("askBack", "[]", 1)}));
    QTRY_COMPARE(peer.frames.size(), 2);
    QCOMPARE(peer.next()[0]["method"_L1].toString(), u"ask"_s);
    QCOMPARE(peer.next(), parsed(frameOf({result("9", 1)})));
}

QTEST_GUILESS_MAIN(tst_SharedFrames)

#include "tst_sharedframes.moc"
