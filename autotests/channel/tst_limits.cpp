// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "memory.h"
#include "messages.h"
#include "waitfor.h"

#include <websocketrpc/test/scriptedpeer.h>

#include <QJsonArray>
#include <QPromise>
#include <QTcpSocket>
#include <QThread>
#include <QWebSocket>

using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;

class Service : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE QString big(int size) { return QString(size, u'x'); }
    Q_INVOKABLE QString echo(const QString &text) { return text; }
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
    void eachCallOfABatchOverTheLimitIsAnswered();
    void idsAreBounded();
    void methodNamesAreBounded();
    void valuesOfAMessageAreBounded();
    void answersOfUnfinishedBatchesCountAsOutgoing();
    void callsForAnotherThreadAreBounded();
    void connectionAtAllItsLimitsTakesTheirSum();
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

void tst_Limits::eachCallOfABatchOverTheLimitIsAnswered()
{
    m_server->setLimits({.batchLength = 3});
    ScriptedPeer peer(m_server->url());
    const QByteArray notification = R"({"jsonrpc":"2.0","method":"add","params":[1,2]})";
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("batchLength")));
    peer.send('[' + QByteArrayList{question, notification, question, "7"}.join(',') + ']');
    const QJsonArray answers = QJsonDocument::fromJson(peer.next()).array();
    QCOMPARE(answers.size(), 2);
    for (const QJsonValue &refusal : answers) {
        QCOMPARE(errorCodeOf(refusal), -32010);
        QCOMPARE(refusal[QStringLiteral("id")], QJsonValue(QStringLiteral("next")));
    }
    QCOMPARE(m_server->statistics().oversizedBatches, 1U);
    // Not if the errors alone would exceed the limit of a message.
    m_server->setLimits({.outgoingMessageSize = 1000, .batchLength = 3});
    ScriptedPeer other(m_server->url());
    other.send('[' + QByteArrayList(4, question).join(',') + ']');
    QCOMPARE(errorCodeOf(other.next()), -32010);
}

void tst_Limits::idsAreBounded()
{
    m_server->setLimits({.idLength = 10});
    ScriptedPeer peer(m_server->url());
    const auto sendWithId = [&peer](const QByteArray &id) {
        peer.send(R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":)" + id + '}');
        return peer.next();
    };
    QCOMPARE(errorCodeOf(sendWithId("\"0123456789\"")), 0);
    for (const QByteArray id : {"\"0123456789x\"", "1234567890.25"}) {
        const QByteArray received = sendWithId(id);
        QCOMPARE(errorCodeOf(received), -32600);
        QVERIFY(errorMessageOf(received).contains(QStringLiteral("idLength")));
        QVERIFY2(received.contains("\"id\":" + id), received);
    }
}

void tst_Limits::methodNamesAreBounded()
{
    m_server->setLimits({.methodLength = 10});
    ScriptedPeer peer(m_server->url());
    peer.send(R"({"jsonrpc":"2.0","method":"01234567890","id":1})");
    const QByteArray received = peer.next();
    QCOMPARE(errorCodeOf(received), -32600);
    QVERIFY(errorMessageOf(received).contains(QStringLiteral("methodLength")));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("methodLength")));
    peer.send(R"({"jsonrpc":"2.0","method":"01234567890"})");
    peer.send(question);
    QCOMPARE(peer.next(), answer);
}

void tst_Limits::valuesOfAMessageAreBounded()
{
    m_server->setLimits({.jsonValues = 100});
    ScriptedPeer peer(m_server->url());
    peer.send('[' + QByteArray("[],").repeated(99) + "[]]");
    const QByteArray received = peer.next();
    QCOMPARE(errorCodeOf(received), int(Error::TooManyValues));
    QVERIFY(errorMessageOf(received).contains(QStringLiteral("jsonValues")));
    QCOMPARE(m_server->statistics().unreadableMessages, 1U);
    // Separators inside strings do not count.
    peer.send(R"({"jsonrpc":"2.0","method":"add","params":[1,2],"x":")" + QByteArray(1000, ',')
        + R"(","id":"next"})");
    QCOMPARE(peer.next(), answer);
}

void tst_Limits::answersOfUnfinishedBatchesCountAsOutgoing()
{
    m_server->setLimits({.outgoingBuffer = 1'000'000});
    ScriptedPeer peer(m_server->url());
    QTRY_VERIFY(peer.isConnected() && m_server->channels().size() == 1);
    QSignalSpy closed(m_server.get(), &Server::channelClosed);
    const QByteArray big = R"({"jsonrpc":"2.0","method":"big","params":[300000],"id":1})";
    const QByteArray unfinished = R"([{"jsonrpc":"2.0","method":"never","id":1},)" + big + ']';
    // Finished calls do not count.
    for (int i = 0; i < 10; ++i) {
        peer.send(unfinished);
        QTRY_COMPARE(m_service->promises.size(), std::size_t(i) + 1);
        m_service->promises.back()->finish();
        QCOMPARE(QJsonDocument::fromJson(peer.next()).array().size(), 2);
    }
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("outgoingBuffer")));
    for (int i = 0; i < 4; ++i)
        peer.send(unfinished);
    QTRY_COMPARE(closed.size(), 1);
}

void tst_Limits::callsForAnotherThreadAreBounded()
{
    m_server->setLimits({.incomingBuffer = 1000});
    Service elsewhere;
    QThread thread;
    elsewhere.moveToThread(&thread); // has not started yet
    m_server->expose(&elsewhere, {.prefix = QStringLiteral("there.")});
    ScriptedPeer peer(m_server->url());
    const QByteArray request = R"({"jsonrpc":"2.0","method":"there.add","params":[1,2],"x":")"
        + QByteArray(500, 'x') + R"(","id":"next"})";
    peer.send(request);
    peer.send(request);
    const QByteArray received = peer.next();
    QCOMPARE(errorCodeOf(received), -32009);
    QVERIFY2(received.contains("incomingBuffer"), received);
    thread.start();
    QCOMPARE(peer.next(), answer);
    peer.send(request);
    QCOMPARE(peer.next(), answer);
    thread.quit();
    thread.wait();
}

// The memory that a peer can occupy here is at most the sum in the documentation.
void tst_Limits::connectionAtAllItsLimitsTakesTheirSum()
{
    Limits limits;
    limits.incomingMessageSize = 100'000;
    limits.outgoingMessageSize = 100'000;
    limits.incomingBuffer = 500'000;
    limits.outgoingBuffer = 1'000'000;
    limits.runningCalls = 64;
    limits.idLength = 1000;
    m_server->setLimits(limits);
    Service elsewhere;
    QThread thread;
    elsewhere.moveToThread(&thread); // never starts
    m_server->expose(&elsewhere, {.prefix = QStringLiteral("there.")});
    ScriptedPeer peer(m_server->url());
    QTRY_COMPARE(m_server->channels().size(), 1);
    Channel *const channel = m_server->channels().constFirst();
    const qint64 before = Usage::now().bytes;

    const QByteArray id = '"' + QByteArray(1000, 'i') + '"';
    const auto send = [&](const QByteArray &method, const QByteArray &params) {
        peer.send(R"({"jsonrpc":"2.0","method":")" + method + R"(","params":)" + params
            + R"(,"id":)" + id + '}');
    };
    const QByteArray big = R"({"jsonrpc":"2.0","method":"big","params":[90000],"id":1})";
    const QByteArray never = R"({"jsonrpc":"2.0","method":"never","id":)" + id + '}';
    for (int i = 0; i < 10; ++i) // answers that wait for the rest of their batch
        peer.send('[' + never + ',' + big + ']');
    for (int i = 0; i < 20; ++i) // arguments that wait for another thread
        send("there.echo", "[\"" + QByteArray(90'000, 'x') + "\"]");
    for (int i = 0; i < 100; ++i) // calls that do not end
        send("never", "[]");
    peer.send(question);
    QTRY_COMPARE(channel->statistics().runningCalls, limits.runningCalls);
    QTRY_VERIFY(!peer.received().isEmpty() && peer.received().constLast().contains("next"));

    // A buffer that grows may be twice as large as what is in it, and the text of an argument takes
    // two bytes for each one on the wire.
    constexpr qint64 perCall = 4 * 1024;
    const qint64 sum = 2 * limits.outgoingBuffer + 2 * limits.incomingBuffer
        + limits.runningCalls * (limits.idLength + perCall) + 20 * limits.incomingMessageSize;
    qint64 receivedByThePeer = 0;
    for (const QByteArray &message : peer.received())
        receivedByThePeer += message.size();
    const qint64 taken = Usage::now().bytes - before - receivedByThePeer;
    QVERIFY2(taken < sum, qPrintable(QStringLiteral("%1 of %2").arg(taken).arg(sum)));
    QVERIFY(peer.isConnected());
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
