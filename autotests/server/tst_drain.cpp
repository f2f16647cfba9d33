// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QSignalSpy>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Drain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_calculator = std::make_unique<Calculator>();
        m_server = std::make_unique<Server>();
        m_server->expose(m_calculator.get());
        QVERIFY(m_server->listen());
        m_client = std::make_unique<Client>(m_server->url());
        m_client->setReconnectPolicy(ReconnectPolicy::never());
        m_client->open();
        QTRY_VERIFY(m_client->isConnected() && m_server->channels().size() == 1);
    }

    void withoutConnectionsItIsDoneAtOnce();
    void idleConnectionIsClosed();
    void runningCallIsAnsweredFirst();
    void newCallIsRefused();
    void deadlineEndsWhatIsLeft();
    void closeEndsTheDrain();
    void drainingTwiceIsOne();
    void serverMayBeDeletedMeanwhile();
    void serverMayBeDeletedWhenDone();
    void serverListensAgain();

private:
    std::unique_ptr<Calculator> m_calculator;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Client> m_client;
};

void tst_Drain::withoutConnectionsItIsDoneAtOnce()
{
    Server server;
    QVERIFY(server.listen());
    QVERIFY(server.drain().isFinished());
    QVERIFY(!server.isListening());
}

void tst_Drain::idleConnectionIsClosed()
{
    QSignalSpy disconnected(m_client.get(), &Channel::disconnected);
    const QFuture<void> drained = m_server->drain();
    QVERIFY(settles(drained));
    QVERIFY(m_server->channels().isEmpty());
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(disconnected[0][0].value<CloseReason>().code, 1001);
}

void tst_Drain::runningCallIsAnsweredFirst()
{
    const auto first = m_client->call<int>("later", 1);
    const auto second = m_client->call<int>("later", 2);
    QTRY_COMPARE(m_calculator->executions, 2);
    const QFuture<void> drained = m_server->drain();
    m_calculator->answer(0);
    QCOMPARE(waitFor(first), 1);
    QCOMPARE(errorOf(m_client->call<int>("add", 1, 2)).code(), int(Error::ServerBusy));
    QVERIFY(!drained.isFinished());
    QVERIFY(m_client->isConnected());
    m_calculator->answer(1);
    QCOMPARE(waitFor(second), 2);
    QVERIFY(settles(drained));
}

void tst_Drain::newCallIsRefused()
{
    const auto running = m_client->call<int>("later", 1);
    QTRY_COMPARE(m_calculator->executions, 1);
    m_server->drain();
    const Error refused = errorOf(m_client->call<int>("add", 1, 2));
    QCOMPARE(refused.code(), int(Error::ServerBusy));
    QCOMPARE(refused.message(), u"the server is shutting down"_s);
    QCOMPARE(m_calculator->executions, 1);
    m_calculator->answer(0);
    QCOMPARE(waitFor(running), 1);
}

void tst_Drain::deadlineEndsWhatIsLeft()
{
    ManualClock clock;
    const auto endless = m_client->call<int>("later", 1);
    QTRY_COMPARE(m_calculator->executions, 1);
    const QFuture<void> drained = m_server->drain(5s);
    clock.advance(4'999ms);
    QCOMPARE(errorOf(m_client->call<int>("add", 1, 2)).code(), int(Error::ServerBusy));
    QVERIFY(!drained.isFinished());
    clock.advance(1ms);
    QVERIFY(settles(drained));
    QCOMPARE(errorOf(endless).kind(), Error::Kind::ConnectionLost);
}

void tst_Drain::closeEndsTheDrain()
{
    const auto endless = m_client->call<int>("later", 1);
    QTRY_COMPARE(m_calculator->executions, 1);
    const QFuture<void> drained = m_server->drain(1h);
    m_server->close();
    QVERIFY(settles(drained));
}

void tst_Drain::drainingTwiceIsOne()
{
    const auto running = m_client->call<int>("later", 1);
    QTRY_COMPARE(m_calculator->executions, 1);
    const QFuture<void> first = m_server->drain();
    const QFuture<void> second = m_server->drain();
    m_calculator->answer(0);
    QVERIFY(settles(first));
    QVERIFY(settles(second));
}

void tst_Drain::serverMayBeDeletedMeanwhile()
{
    const auto running = m_client->call<int>("later", 1);
    QTRY_COMPARE(m_calculator->executions, 1);
    const QFuture<void> drained = m_server->drain();
    m_server.reset();
    QVERIFY(drained.isFinished());
    QCOMPARE(errorOf(running).kind(), Error::Kind::ConnectionLost);
}

void tst_Drain::serverMayBeDeletedWhenDone()
{
    bool isDone = false;
    m_server->drain().then([&] {
        isDone = true;
        m_server.reset();
    });
    QTRY_VERIFY(isDone);
    QVERIFY(!m_server);
}

void tst_Drain::serverListensAgain()
{
    QVERIFY(settles(m_server->drain()));
    QVERIFY(m_server->listen());
    Client client(m_server->url());
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
}

QTEST_GUILESS_MAIN(tst_Drain)

#include "tst_drain.moc"
