// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QMutex>
#include <QSet>
#include <QThread>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

namespace {

// Reports the thread in which it is used.
class Local : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE bool isAtHome() const { return thread() == QThread::currentThread(); }
    Q_INVOKABLE QString threadName() const
    {
        return QString::number(quintptr(QThread::currentThread()));
    }
    Q_INVOKABLE int askBack(const CallContext &context)
    {
        // A nested call from the thread of the connection.
        const auto reply = context.channel()->call<int>("add", 20, 22);
        return QTest::qWaitFor([&] { return reply.isFinished(); }) ? reply.result() : -1;
    }
    Q_INVOKABLE void hangUp(const CallContext &context) { context.channel()->close(); }
};

class Shared : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b)
    {
        if (thread() != QThread::currentThread())
            ++strayCalls;
        return a + b;
    }

    std::atomic_int strayCalls = 0;
};

} // namespace

class tst_ServerThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void connectionsAreSpread();
    void objectsOfAConnectionLiveInItsThread();
    void sharedObjectIsCalledInItsThread();
    void sharedObjectsComeAndGo();
    void methodCallsItsCallerBack();
    void signalsComeInTheServersThread();
    void channelIsValidUntilItsClosedSignal();
    void serverCallsItsPeers();
    void closeEndsAllConnections();
    void drainWaitsForRunningCalls();
    void destructionWithCallsRunning();
    void authenticatorRunsWhereTheConnectionIs();
};

void tst_ServerThreads::connectionsAreSpread()
{
    Server server;
    server.setThreadCount(2);
    server.exposeEach([](Channel &) { return std::make_unique<Local>(); });
    QVERIFY(server.listen());
    QSet<QString> threads;
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 8; ++i) {
        clients.push_back(std::make_unique<Client>(server.url()));
        clients.back()->open();
        threads.insert(waitFor(clients.back()->call<QString>("threadName")));
    }
    QCOMPARE(threads.size(), 2);
    QVERIFY(!threads.contains(QString::number(quintptr(QThread::currentThread()))));
}

void tst_ServerThreads::objectsOfAConnectionLiveInItsThread()
{
    Server server;
    server.setThreadCount(2);
    std::atomic_int strayFactories = 0;
    server.exposeEach([&](Channel &channel) {
        if (channel.thread() != QThread::currentThread())
            ++strayFactories;
        return std::make_unique<Local>();
    });
    QVERIFY(server.listen());
    for (int i = 0; i < 4; ++i) {
        Client client(server.url());
        client.open();
        QVERIFY(waitFor(client.call<bool>("isAtHome")));
    }
    QCOMPARE(strayFactories, 0);
}

void tst_ServerThreads::sharedObjectIsCalledInItsThread()
{
    Shared shared;
    Server server;
    server.setThreadCount(2);
    server.expose(&shared);
    QVERIFY(server.listen());
    std::vector<std::unique_ptr<Client>> clients;
    QList<QFuture<int>> replies;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(std::make_unique<Client>(server.url()));
        clients.back()->open();
        for (int k = 0; k < 100; ++k)
            replies.append(clients.back()->call<int>("add", i, k));
    }
    for (int i = 0; i < replies.size(); ++i)
        QCOMPARE(waitFor(replies[i]), i / 100 + i % 100);
    QCOMPARE(shared.strayCalls, 0);
}

void tst_ServerThreads::sharedObjectsComeAndGo()
{
    Server server;
    server.setThreadCount(2);
    QVERIFY(server.listen());
    Client client(server.url());
    client.open();
    for (int i = 0; i < 50; ++i) {
        Shared shared;
        server.expose(&shared);
        const auto early = client.call<int>("add", 1, 2);
        QVERIFY(settles(early));
        if (i % 2)
            server.unexpose(&shared);
    }
    const auto isGone = [&] {
        return errorOf(client.call<int>("add", 1, 2)).code() == Error::MethodNotFound;
    };
    QVERIFY(isGone());
}

void tst_ServerThreads::methodCallsItsCallerBack()
{
    Calculator ofClient;
    Server server;
    server.setThreadCount(1);
    server.exposeEach([](Channel &) { return std::make_unique<Local>(); });
    QVERIFY(server.listen());
    Client client(server.url());
    client.expose(&ofClient);
    client.open();
    QCOMPARE(waitFor(client.call<int>("askBack")), 42);
}

void tst_ServerThreads::signalsComeInTheServersThread()
{
    Server server;
    server.setThreadCount(2);
    int opened = 0;
    int closed = 0;
    connect(&server, &Server::channelOpened, &server, [&](Channel *channel) {
        QCOMPARE(QThread::currentThread(), server.thread());
        QVERIFY(server.channels().contains(channel));
        ++opened;
    });
    connect(&server, &Server::channelClosed, &server, [&](Channel *channel) {
        QCOMPARE(QThread::currentThread(), server.thread());
        QVERIFY(!server.channels().contains(channel));
        ++closed;
    });
    QVERIFY(server.listen());
    for (int i = 1; i <= 4; ++i) {
        Client client(server.url());
        client.open();
        QTRY_COMPARE(opened, i);
    }
    QTRY_COMPARE(closed, 4);
    QTRY_COMPARE(server.statistics().connections, 0);
    QCOMPARE(server.statistics().acceptedConnections, 4u);
}

void tst_ServerThreads::channelIsValidUntilItsClosedSignal()
{
    Server server;
    server.setThreadCount(2);
    server.exposeEach([](Channel &) { return std::make_unique<Local>(); });
    QStringList ids;
    connect(&server, &Server::channelClosed, &server,
        [&](Channel *channel) { ids.append(channel->id()); });
    QVERIFY(server.listen());
    for (int i = 1; i <= 20; ++i) {
        Client client(server.url());
        client.setReconnectPolicy(ReconnectPolicy::never());
        client.open();
        client.notify("hangUp");
        QTRY_COMPARE(ids.size(), i);
    }
}

void tst_ServerThreads::serverCallsItsPeers()
{
    Calculator ofClient;
    Server server;
    server.setThreadCount(2);
    QVERIFY(server.listen());
    Client client(server.url());
    client.expose(&ofClient);
    client.open();
    QTRY_COMPARE(server.channels().size(), 1);
    QCOMPARE(waitFor(server.channels()[0]->call<int>("add", 1, 2)), 3);
}

void tst_ServerThreads::closeEndsAllConnections()
{
    Server server;
    server.setThreadCount(2);
    QVERIFY(server.listen());
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(std::make_unique<Client>(server.url()));
        clients.back()->setReconnectPolicy(ReconnectPolicy::never());
        clients.back()->open();
    }
    QTRY_COMPARE(server.channels().size(), 6);
    for (const auto &client : clients)
        QTRY_VERIFY(client->isConnected());
    server.close();
    for (const auto &client : clients) {
        QTRY_COMPARE(client->state(), Client::State::Closed);
        QCOMPARE(client->lastFailure().closeCode, 1001);
    }
    QTRY_VERIFY(server.channels().isEmpty());
}

void tst_ServerThreads::drainWaitsForRunningCalls()
{
    Calculator shared;
    Server server;
    server.setThreadCount(2);
    server.expose(&shared);
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.open();
    Client idle(server.url());
    idle.setReconnectPolicy(ReconnectPolicy::never());
    idle.open();
    const auto running = client.call<int>("later", 7);
    QTRY_COMPARE(shared.executions, 1);
    QTRY_COMPARE(server.channels().size(), 2);
    const QFuture<void> drained = server.drain();
    QTRY_COMPARE(server.channels().size(), 1);
    QTRY_COMPARE(idle.state(), Client::State::Closed);
    QVERIFY(client.isConnected());
    QVERIFY(!drained.isFinished());
    shared.answer(0);
    QCOMPARE(waitFor(running), 7);
    QVERIFY(settles(drained));
}

void tst_ServerThreads::destructionWithCallsRunning()
{
    for (int i = 0; i < 10; ++i) {
        Shared shared;
        auto server = std::make_unique<Server>();
        server->setThreadCount(2);
        server->expose(&shared);
        server->exposeEach([](Channel &) { return std::make_unique<Local>(); });
        QVERIFY(server->listen());
        Client client(server->url());
        client.setReconnectPolicy(ReconnectPolicy::never());
        client.open();
        QList<QFuture<int>> replies;
        for (int k = 0; k < 50; ++k)
            replies.append(client.call<int>("add", 1, k));
        QVERIFY(settles(replies[i * 3]));
        server.reset();
        for (const QFuture<int> &reply : std::as_const(replies))
            QVERIFY(settles(reply));
    }
}

void tst_ServerThreads::authenticatorRunsWhereTheConnectionIs()
{
    Server server;
    server.setThreadCount(1);
    std::atomic<QThread *> authenticated = nullptr;
    std::atomic<QThread *> made = nullptr;
    server.setAuthenticator([&](const PeerInfo &) {
        authenticated = QThread::currentThread();
        return Admission::accept();
    });
    server.exposeEach([&](Channel &) {
        made = QThread::currentThread();
        return std::make_unique<Local>();
    });
    QVERIFY(server.listen());
    Client client(server.url());
    client.open();
    QVERIFY(waitFor(client.call<bool>("isAtHome")));
    QCOMPARE(authenticated.load(), made.load());
    QVERIFY(made != QThread::currentThread());
}

QTEST_GUILESS_MAIN(tst_ServerThreads)

#include "tst_serverthreads.moc"
