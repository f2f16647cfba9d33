// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/client.h>
#include <websocketrpc/test/scriptedpeer.h>
#include <websocketrpc/test/server.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using WebSocketRpc::Client;
using WebSocketRpc::Error;

class Adder : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
};

class tst_ScriptedPeer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void answersComeInOrder();
    void idsAreFilledIn();
    void scriptAnswersWhatIsLeft();
    void messagesAreKept();
    void closesWithACode();
    void newConnectionTakesThePlace();
    void sendsWhenConnected();
    void clientTalksToAServer();

private:
    std::unique_ptr<ScriptedPeer> m_peer;
    std::unique_ptr<Client> m_client;
};

void tst_ScriptedPeer::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_peer = std::make_unique<ScriptedPeer>();
    m_client = std::make_unique<Client>(m_peer->url());
    m_client->setReconnectPolicy(WebSocketRpc::ReconnectPolicy::never());
    m_client->open();
}

void tst_ScriptedPeer::cleanup()
{
    m_client.reset();
    m_peer.reset();
}

void tst_ScriptedPeer::answersComeInOrder()
{
    m_peer->answer(R"({"jsonrpc":"2.0","result":1,"id":$id})");
    m_peer->answer(R"({"jsonrpc":"2.0","error":{"code":5,"message":"no"},"id":$id})");
    QCOMPARE(waitFor(m_client->call<int>("first")), 1);
    QCOMPARE(errorOf(m_client->call<int>("second")).code(), 5);
}

void tst_ScriptedPeer::idsAreFilledIn()
{
    ScriptedPeer client(m_peer->url());
    const QByteArrayList ids = {"7", "\"a\\\"b\"", "null"};
    for (const QByteArray &id : ids) {
        m_peer->answer("<$id>");
        client.send(R"({"id":)" + id + '}');
        QCOMPARE(client.next(), '<' + id + '>');
    }
    m_peer->answer("<$id>");
    client.send("no json");
    QCOMPARE(client.next(), QByteArray("<null>"));
}

void tst_ScriptedPeer::scriptAnswersWhatIsLeft()
{
    m_peer->setScript([](const QByteArray &message) -> std::optional<QByteArray> {
        if (message.contains("silent"))
            return std::nullopt;
        QJsonObject answer = QJsonDocument::fromJson(message).object();
        answer.insert("result"_L1, answer.take("params"_L1));
        answer.remove("method"_L1);
        return QJsonDocument(answer).toJson();
    });
    m_peer->answer(R"({"jsonrpc":"2.0","result":[0],"id":$id})");
    QCOMPARE(waitFor(m_client->call<QList<int>>("echo", 1, 2)), QList<int>{0});
    QCOMPARE(waitFor(m_client->call<QList<int>>("echo", 1, 2)), (QList<int>{1, 2}));
    m_client->notify("silent");
    QTRY_COMPARE(m_peer->received().size(), 3);
}

void tst_ScriptedPeer::messagesAreKept()
{
    m_client->notify("first", 1);
    m_client->notify("second");
    QCOMPARE(m_peer->next(), QByteArray(R"({"jsonrpc":"2.0","method":"first","params":[1]})"));
    QCOMPARE(m_peer->next(), QByteArray(R"({"jsonrpc":"2.0","method":"second"})"));
    QCOMPARE(m_peer->received().size(), 2);
}

void tst_ScriptedPeer::closesWithACode()
{
    QSignalSpy ended(m_client.get(), &Client::disconnected);
    QSignalSpy endedHere(m_peer.get(), &ScriptedPeer::disconnected);
    QTRY_VERIFY(m_client->isConnected() && m_peer->isConnected());
    m_peer->close(4321);
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(ended[0][0].value<WebSocketRpc::CloseReason>().code, 4321);
    QTRY_COMPARE(endedHere.size(), 1);
    QVERIFY(!m_peer->isConnected());
}

void tst_ScriptedPeer::newConnectionTakesThePlace()
{
    QSignalSpy connected(m_peer.get(), &ScriptedPeer::connected);
    QTRY_COMPARE(connected.size(), 1);
    ScriptedPeer second(m_peer->url());
    QTRY_COMPARE(connected.size(), 2);
    m_peer->send("to the second");
    QCOMPARE(second.next(), QByteArray("to the second"));
    second.sendBinary("from the second");
    QCOMPARE(m_peer->next(), QByteArray("from the second"));
}

void tst_ScriptedPeer::sendsWhenConnected()
{
    ScriptedPeer server;
    server.send("hello");
    server.sendBinary("world");
    ScriptedPeer client(server.url());
    QCOMPARE(client.next(), QByteArray("hello"));
    QCOMPARE(client.next(), QByteArray("world"));
}

void tst_ScriptedPeer::clientTalksToAServer()
{
    Adder adder;
    const Server server(&adder);
    ScriptedPeer peer(server.url());
    peer.send(R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":"x"})");
    QCOMPARE(peer.next(), QByteArray(R"({"jsonrpc":"2.0","result":3,"id":"x"})"));
}

QTEST_GUILESS_MAIN(tst_ScriptedPeer)
#include "tst_scriptedpeer.moc"
