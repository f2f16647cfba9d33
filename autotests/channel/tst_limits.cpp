// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "messages.h"
#include "waitfor.h"

#include <websocketrpc/test/scriptedpeer.h>

#include <QJsonArray>
#include <QPromise>
#include <QTcpSocket>
#include <QWebSocket>

using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;

class Service : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE QString big(int size) { return QString(size, u'x'); }
    Q_INVOKABLE QFuture<void> never()
    {
        promises.push_back(std::make_unique<QPromise<void>>());
        promises.back()->start();
        return promises.back()->future();
    }

    std::vector<std::unique_ptr<QPromise<void>>> promises;
};

class tst_Limits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void messageOverTheLimit();
    void messageOverTheCapClosesThisConnection();
    void answerOverTheLimit();
    void callOverTheLimit();
    void batchOverTheLimit();
    void deepNesting();
    void tooManyRunningCalls();
    void peerThatDoesNotRead();
    void peerThatReadsMayBeSentMore();

private:
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Service> m_service;
};

void tst_Limits::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
    m_service = std::make_unique<Service>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_service.get());
    QVERIFY(m_server->listen());
}

void tst_Limits::cleanup()
{
    m_server.reset();
    m_service.reset();
}

void tst_Limits::messageOverTheLimit()
{
    m_server->setLimits({.incomingMessageSize = 1000});
    ScriptedPeer peer(m_server->url());
    const QByteArray large = '"' + QByteArray(999, 'x') + '"';
    for (const bool binary : {false, true}) {
        if (binary)
            peer.sendBinary(large);
        else
            peer.send(large);
        const QByteArray received = peer.next();
        QCOMPARE(errorCodeOf(received), -32007);
        QVERIFY(errorMessageOf(received).contains(QStringLiteral("incomingMessageSize")));
        QCOMPARE(messageIn(received)[QStringLiteral("id")], QJsonValue(QJsonValue::Null));
    }
    // In UTF-8, not in characters.
    peer.send('"' + QByteArray("é").repeated(600) + '"');
    QCOMPARE(errorCodeOf(peer.next()), -32007);
    peer.send(question);
    QCOMPARE(peer.next(), answer);
}

void tst_Limits::messageOverTheCapClosesThisConnection()
{
    m_server->setLimits({.incomingMessageSize = 1000});
    ScriptedPeer bystander(m_server->url());
    ScriptedPeer peer(m_server->url());
    QSignalSpy disconnected(peer.socket(), &QWebSocket::disconnected);
    peer.send(QByteArray(3000, 'x'));
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(int(peer.socket()->closeCode()), 1009);
    bystander.send(question);
    QCOMPARE(bystander.next(), answer);
}

void tst_Limits::answerOverTheLimit()
{
    m_server->setLimits({.outgoingMessageSize = 1000});
    ScriptedPeer peer(m_server->url());
    peer.send(R"({"jsonrpc":"2.0","method":"big","params":[2000],"id":1})");
    const QByteArray received = peer.next();
    QCOMPARE(errorCodeOf(received), -32008);
    QVERIFY(errorMessageOf(received).contains(QStringLiteral("outgoingMessageSize")));
    peer.send('[' + question + R"(,{"jsonrpc":"2.0","method":"big","params":[2000],"id":1},)"
        + question + ']');
    const QJsonArray batch = QJsonDocument::fromJson(peer.next()).array();
    QCOMPARE(batch.size(), 3);
    QCOMPARE(errorCodeOf(batch[1]), -32008);
    QCOMPARE(batch[2].toObject(), messageIn(answer));
}

void tst_Limits::callOverTheLimit()
{
    ChannelPair pair(ChannelPair::Kind::WebSocket);
    Limits limits;
    limits.outgoingMessageSize = 1000;
    pair.left().setLimits(limits);
    const Error error = errorOf(pair.left().call<QVariant>("echo", QString(2000, u'x')));
    QCOMPARE(error.kind(), Error::Kind::InvalidCall);
    QVERIFY(error.message().contains(QStringLiteral("outgoingMessageSize")));
    QVERIFY(!error.mayHaveExecuted());
}

void tst_Limits::batchOverTheLimit()
{
    m_server->setLimits({.batchLength = 3});
    ScriptedPeer peer(m_server->url());
    peer.send("[1,2,3,4]");
    const QByteArray received = peer.next();
    QCOMPARE(errorCodeOf(received), -32010);
    QVERIFY(errorMessageOf(received).contains(QStringLiteral("batchLength")));
    peer.send("[1,2,3]");
    QCOMPARE(QJsonDocument::fromJson(peer.next()).array().size(), 3);
}

void tst_Limits::deepNesting()
{
    ScriptedPeer peer(m_server->url());
    for (const int depth : {129, 1000, 10'000, 100'000}) {
        peer.send(QByteArray(depth, '[') + QByteArray(depth, ']'));
        const QByteArray received = peer.next();
        QCOMPARE(errorCodeOf(received), -32700);
        QVERIFY2(errorMessageOf(received).contains(QStringLiteral("jsonDepth")), received);
    }
    peer.send(QByteArray(10'000, '['));
    QCOMPARE(errorCodeOf(peer.next()), -32700);
    peer.send(QByteArray("{\"a\":").repeated(10'000));
    QCOMPARE(errorCodeOf(peer.next()), -32700);
    peer.send(question);
    QCOMPARE(peer.next(), answer);
}

void tst_Limits::tooManyRunningCalls()
{
    m_server->setLimits({.runningCalls = 2});
    ScriptedPeer peer(m_server->url());
    const QByteArray never = R"({"jsonrpc":"2.0","method":"never","id":1})";
    peer.send(never);
    peer.send(never);
    peer.send(question);
    const QByteArray received = peer.next();
    QCOMPARE(errorCodeOf(received), -32009);
    QVERIFY(errorMessageOf(received).contains(QStringLiteral("runningCalls")));
    m_service->promises[0]->finish();
    QCOMPARE(messageIn(peer.next())[QStringLiteral("result")], QJsonValue(QJsonValue::Null));
    peer.send(question);
    QCOMPARE(peer.next(), answer);
}

void tst_Limits::peerThatDoesNotRead()
{
    m_server->setLimits({.outgoingBuffer = 1'000'000});
    ScriptedPeer peer(m_server->url());
    QTRY_VERIFY(peer.isConnected() && m_server->channels().size() == 1);
    QSignalSpy closed(m_server.get(), &Server::channelClosed);
    peer.socket()->setReadBufferSize(1);
    peer.socket()->findChild<QTcpSocket *>()->blockSignals(true);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("outgoingBuffer")));
    for (int i = 0; i < 200 && closed.isEmpty(); ++i) {
        peer.send(R"({"jsonrpc":"2.0","method":"big","params":[100000],"id":1})");
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 20'000);
}

void tst_Limits::peerThatReadsMayBeSentMore()
{
    m_server->setLimits({.outgoingBuffer = 1'000'000});
    ScriptedPeer peer(m_server->url());
    for (int i = 0; i < 10; ++i) {
        peer.send(R"({"jsonrpc":"2.0","method":"big","params":[400000],"id":1})");
        QCOMPARE(messageIn(peer.next())[QStringLiteral("result")].toString().size(), 400'000);
    }
}

QTEST_GUILESS_MAIN(tst_Limits)
#include "tst_limits.moc"
