// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelaccess_p.h"
#include "clock_p.h"
#include "endpoint_p.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QTcpServer>
#include <QTcpSocket>

using namespace WebSocketRpc;
using namespace std::chrono_literals;

// Calls a function before each event.
class EventWatch : public QObject
{
public:
    explicit EventWatch(std::function<void()> function) : m_function(std::move(function))
    {
        qApp->installEventFilter(this);
    }

    bool eventFilter(QObject *, QEvent *) override
    {
        m_function();
        return false;
    }

private:
    const std::function<void()> m_function;
};

class tst_Client : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void statesOfAnOrdinaryLife();
    void connectedIsWhatTheStateSays();
    void refusedConnectionGivesUpByPolicy();
    void connectionIsTriedAgain();
    void reconnectsAfterTheServerRestarted();
    void closeWhileConnecting();
    void closeBeforeConnectedIsSaid();
    void closeWhileWaiting();
    void closeAndOpenAgain();
    void closeFailsLaterCalls();
    void closeCodesOfBothSides();
    void requestFactoryIsAskedEachTime();
    void serverSeesThePeer();
    void newUrlIsGoneToAtOnce_data();
    void newUrlIsGoneToAtOnce();
    void newUrlOfAClosedClientWaits();
    void callsGoToTheNewUrl();
    void clientWarnsOfAnotherThread();
    void valuesOfSignalsArePrinted();
};

void tst_Client::statesOfAnOrdinaryLife()
{
    Server server;
    QVERIFY(server.listen());
    Client client(server.url());
    QList<Client::State> states;
    connect(&client, &Client::stateChanged, this, [&](Client::State state) {
        QCOMPARE(client.state(), state);
        states.append(state);
    });
    QSignalSpy connected(&client, &Channel::connected);
    QSignalSpy disconnected(&client, &Channel::disconnected);
    QCOMPARE(client.state(), Client::State::Closed);
    client.open();
    client.open(); // once is enough
    QTRY_COMPARE(connected.size(), 1);
    QVERIFY(client.isConnected());
    client.close();
    QVERIFY(!client.isConnected());
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(states,
        (QList{Client::State::Connecting, Client::State::Connected, Client::State::Closed}));
    QCOMPARE(disconnected[0][0].value<CloseReason>().code, 1000);
}

void tst_Client::connectedIsWhatTheStateSays()
{
    ManualClock clock;
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy({.firstDelay = 1s, .jitter = false});
    QStringList contradictions;
    const auto check = [&](const char *where) {
        if (client.isConnected() != (client.state() == Client::State::Connected))
            contradictions.append(QLatin1StringView(where));
    };
    const EventWatch watch([&] { check("between events"); });
    connect(&client, &Client::stateChanged, this, [&] { check("stateChanged"); });
    connect(&client, &Channel::connectedChanged, this, [&] { check("connectedChanged"); });
    connect(&client, &Channel::connected, this, [&] { check("connected"); });
    connect(&client, &Channel::disconnected, this, [&] { check("disconnected"); });
    connect(&client, &Client::lastErrorChanged, this, [&] { check("lastErrorChanged"); });
    connect(&client, &Client::reconnecting, this, [&] { check("reconnecting"); });
    QSignalSpy changed(&client, &Channel::connectedChanged);
    QSignalSpy disconnected(&client, &Channel::disconnected);
    const auto call = [&] {
        client.call<int>("later", 1).then([&](const QFuture<int> &) { check("a failed call"); });
    };
    client.open();
    call();
    QTRY_COMPARE(calculator.executions, 1);
    QCOMPARE(changed.size(), 1);
    server.channels()[0]->close();
    QTRY_COMPARE(client.state(), Client::State::Waiting);
    QCOMPARE(changed.size(), 2);
    call();
    clock.advance(1s);
    QTRY_COMPARE(calculator.executions, 2);
    QCOMPARE(changed.size(), 3);
    client.close();
    QCOMPARE(changed.size(), 4);
    QTRY_COMPARE(disconnected.size(), 2);
    QCOMPARE(changed.size(), 4);
    QCOMPARE(contradictions.join(u' '), QString());
}

void tst_Client::refusedConnectionGivesUpByPolicy()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const quint16 port = taken.serverPort();
    taken.close(); // nobody listens there now
    Client client(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(port)));
    client.setReconnectPolicy({.firstDelay = 1ms, .maximumAttempts = 2});
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    QSignalSpy failed(&client, &Client::failed);
    auto reply = client.call<int>("add", 1, 2);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(reconnecting.size(), 2);
    QCOMPARE(client.state(), Client::State::Closed);
    const Error error = errorOf(reply);
    QCOMPARE(error.kind(), Error::Kind::ConnectionLost);
    QVERIFY(!error.mayHaveExecuted());
    QVERIFY(error.message().contains(QString::number(port)));
}

void tst_Client::connectionIsTriedAgain()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const quint16 port = taken.serverPort();
    taken.close();
    Calculator calculator;
    Client client(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(port)));
    client.setReconnectPolicy({.firstDelay = 1ms, .maximumDelay = 20ms});
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    auto reply = client.call<int>("add", 1, 2);
    client.open();
    QTRY_VERIFY(reconnecting.size() >= 2);
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen(QHostAddress::LocalHost, port));
    QCOMPARE(waitFor(reply), 3);
}

void tst_Client::reconnectsAfterTheServerRestarted()
{
    Calculator calculator;
    auto server = std::make_unique<Server>();
    server->expose(&calculator);
    QVERIFY(server->listen());
    const quint16 port = server->port();
    Client client(server->url());
    client.setReconnectPolicy({.firstDelay = 1ms, .maximumDelay = 20ms});
    QSignalSpy connected(&client, &Channel::connected);
    QSignalSpy disconnected(&client, &Channel::disconnected);
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    auto lost = client.call<int>("later", 1);
    QTRY_COMPARE(calculator.promises.size(), 1U);
    server.reset();
    QCOMPARE(errorOf(lost).kind(), Error::Kind::ConnectionLost);
    QVERIFY(errorOf(lost).mayHaveExecuted());
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(disconnected[0][0].value<CloseReason>().code, 1001);
    auto waiting = client.call<int>("add", 3, 4);
    server = std::make_unique<Server>();
    server->expose(&calculator);
    QVERIFY(server->listen(QHostAddress::LocalHost, port));
    QCOMPARE(waitFor(waiting), 7);
    QCOMPARE(connected.size(), 2);
}

void tst_Client::closeWhileConnecting()
{
    QTcpServer silent; // accepts, and never answers
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Client client(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(silent.serverPort())));
    QSignalSpy connected(&client, &Channel::connected);
    auto reply = client.call<int>("add", 1, 2);
    client.open();
    QTRY_VERIFY(silent.hasPendingConnections());
    QCOMPARE(client.state(), Client::State::Connecting);
    client.close();
    QCOMPARE(client.state(), Client::State::Closed);
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Closed);
    QVERIFY(connected.isEmpty());
}

void tst_Client::closeBeforeConnectedIsSaid()
{
    Server server;
    QVERIFY(server.listen());
    Client client(server.url());
    const Link &link = ChannelAccess::endpoint(client)->link();
    bool isClosed = false;
    const EventWatch watch([&] {
        if (isClosed || !link.isOpen())
            return;
        isClosed = true;
        client.close();
    });
    QSignalSpy connected(&client, &Channel::connected);
    QSignalSpy changed(&client, &Channel::connectedChanged);
    QSignalSpy disconnected(&client, &Channel::disconnected);
    client.open();
    QTRY_VERIFY(isClosed);
    QCOMPARE(client.state(), Client::State::Closed);
    QTRY_COMPARE(server.statistics().acceptedConnections, 1u);
    QTRY_COMPARE(server.statistics().connections, 0);
    QVERIFY(connected.isEmpty() && changed.isEmpty() && disconnected.isEmpty());
}

void tst_Client::closeWhileWaiting()
{
    Client client(QUrl(QStringLiteral("ws://127.0.0.1:1/")));
    client.setReconnectPolicy({.firstDelay = 1h, .jitter = false});
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    client.open();
    QTRY_COMPARE(reconnecting.size(), 1);
    QCOMPARE(client.state(), Client::State::Waiting);
    client.close();
    QCOMPARE(client.state(), Client::State::Closed);
}

void tst_Client::closeAndOpenAgain()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QVERIFY(server.listen());
    Client client(server.url());
    for (int round = 0; round < 3; ++round) {
        client.open();
        QCOMPARE(waitFor(client.call<int>("add", round, 2)), round + 2);
        client.close();
    }
    client.open();
    client.close();
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QTRY_COMPARE(server.channels().size(), 1);
}

void tst_Client::closeFailsLaterCalls()
{
    Server server;
    QVERIFY(server.listen());
    Client client(server.url());
    client.open();
    QTRY_VERIFY(client.isConnected());
    client.close();
    const auto reply = client.call<int>("add", 1, 2);
    QVERIFY(reply.isFinished());
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Closed);
}

void tst_Client::closeCodesOfBothSides()
{
    Server server;
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy ours(&client, &Channel::disconnected);
    client.open();
    QTRY_VERIFY(client.isConnected() && server.channels().size() == 1);
    QSignalSpy theirs(server.channels().constFirst(), &Channel::disconnected);
    server.channels().constFirst()->close();
    QTRY_COMPARE(ours.size(), 1);
    QTRY_COMPARE(theirs.size(), 1);
    QCOMPARE(ours[0][0].value<CloseReason>().code, 1000);
    QCOMPARE(theirs[0][0].value<CloseReason>().code, 1000);

    // QWebSocket reports a broken link as 1000; the library reports 1006.
    QTcpServer proxy;
    QVERIFY(proxy.listen(QHostAddress::LocalHost));
    QTcpSocket *inner = nullptr;
    QTcpSocket outer;
    connect(&proxy, &QTcpServer::newConnection, this, [&] {
        inner = proxy.nextPendingConnection();
        outer.connectToHost(QHostAddress::LocalHost, server.port());
        connect(inner, &QTcpSocket::readyRead, &outer, [&] { outer.write(inner->readAll()); });
        connect(&outer, &QTcpSocket::readyRead, inner, [&] { inner->write(outer.readAll()); });
    });
    Client lost(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(proxy.serverPort())));
    lost.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy reasons(&lost, &Channel::disconnected);
    lost.open();
    QTRY_VERIFY(lost.isConnected());
    inner->abort();
    QTRY_COMPARE(reasons.size(), 1);
    QCOMPARE(reasons[0][0].value<CloseReason>().code, 1006);
}

void tst_Client::requestFactoryIsAskedEachTime()
{
    Server server;
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy({.firstDelay = 1ms});
    int asked = 0;
    client.setRequestFactory([&](const QUrl &url) {
        QNetworkRequest request(url);
        request.setRawHeader("X-TOKEN", "token " + QByteArray::number(++asked));
        return request;
    });
    QByteArrayList tokens;
    connect(&server, &Server::channelOpened, this, [&](Channel *channel) {
        tokens.append(channel->peer().header("x-token"));
        if (tokens.size() == 1)
            channel->close();
    });
    client.open();
    QTRY_COMPARE(tokens, QByteArrayList({"token 1", "token 2"}));
}

void tst_Client::serverSeesThePeer()
{
    Server server;
    QVERIFY(server.listen());
    QUrl url = server.url();
    url.setPath(QStringLiteral("/ws/one"));
    url.setQuery(QStringLiteral("key=value"));
    Client client(url);
    client.open();
    QTRY_COMPARE(server.channels().size(), 1);
    const PeerInfo peer = server.channels().constFirst()->peer();
    QCOMPARE(peer.address, QStringLiteral("127.0.0.1"));
    QVERIFY(peer.port != 0);
    QCOMPARE(peer.path, QStringLiteral("/ws/one"));
    QCOMPARE(peer.query, QStringLiteral("key=value"));
    QVERIFY(!peer.header("sec-websocket-key").isEmpty());
}

void tst_Client::newUrlIsGoneToAtOnce_data()
{
    QTest::addColumn<bool>("isConnected");
    QTest::newRow("connected") << true;
    QTest::newRow("waiting") << false;
}

void tst_Client::newUrlIsGoneToAtOnce()
{
    QFETCH(const bool, isConnected);
    ManualClock clock;
    Server first;
    Server second;
    QVERIFY(first.listen() && second.listen());
    Client client(isConnected ? first.url() : QUrl(QStringLiteral("ws://127.0.0.1:1/")));
    client.setReconnectPolicy({.firstDelay = 1h, .jitter = false});
    QSignalSpy disconnected(&client, &Channel::disconnected);
    client.open();
    QTRY_COMPARE(client.state(), isConnected ? Client::State::Connected : Client::State::Waiting);
    client.setUrl(second.url());
    QCOMPARE(client.state(), Client::State::Connecting);
    QCOMPARE(client.attempt(), 0);
    QTRY_VERIFY(client.isConnected());
    QTRY_COMPARE(second.channels().size(), 1);
    QTRY_COMPARE(first.channels().size(), 0);
    QCOMPARE(disconnected.size(), isConnected ? 1 : 0);
    QCOMPARE(client.lastFailure().wasConnected, false); // it closed the connection itself
}

void tst_Client::newUrlOfAClosedClientWaits()
{
    Server server;
    QVERIFY(server.listen());
    Client client;
    client.setUrl(server.url());
    QCOMPARE(client.state(), Client::State::Closed);
    client.open();
    QTRY_VERIFY(client.isConnected());
}

void tst_Client::callsGoToTheNewUrl()
{
    Calculator old;
    Calculator young;
    Server first;
    Server second;
    first.expose(&old);
    second.expose(&young);
    QVERIFY(first.listen() && second.listen());
    Client client(first.url());
    client.open();
    const auto lost = client.call<int>("later", 1);
    const auto repeated = client.with({.idempotent = true}).call<int>("later", 2);
    QTRY_COMPARE(old.executions, 2);
    client.setUrl(second.url());
    QCOMPARE(errorOf(lost).kind(), Error::Kind::ConnectionLost);
    QVERIFY(errorOf(lost).mayHaveExecuted());
    const auto waiting = client.call<int>("add", 1, 2);
    QCOMPARE(waitFor(waiting), 3);
    young.answer(0);
    QCOMPARE(waitFor(repeated), 2);
}

void tst_Client::clientWarnsOfAnotherThread()
{
    QThread thread;
    Client client;
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("cannot be moved to another thread")));
    QVERIFY(client.thread() != &thread);
    client.moveToThread(&thread);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("cannot be moved to another thread")));
    QThread *const here = QThread::currentThread();
    thread.start();
    QMetaObject::invokeMethod(
        &client, [&] { client.moveToThread(here); }, Qt::BlockingQueuedConnection);
    thread.quit();
    QVERIFY(thread.wait());
}

void tst_Client::valuesOfSignalsArePrinted()
{
    const auto printed = [](const auto &value) {
        QString text;
        QDebug(&text) << QVariant::fromValue(value);
        return text;
    };
    QVERIFY2(printed(CloseReason{1008, QStringLiteral("log in")}).contains("1008, \"log in\""),
        qPrintable(printed(CloseReason{1008, QStringLiteral("log in")})));
    const ConnectionFailure failure{
        .error = Error(Error::Kind::ConnectionLost, QStringLiteral("gone")), .closeCode = 4401};
    QVERIFY2(printed(failure).contains(QStringLiteral("gone")), qPrintable(printed(failure)));
    QVERIFY2(printed(failure).contains(QStringLiteral("4401")), qPrintable(printed(failure)));
}

QTEST_GUILESS_MAIN(tst_Client)
#include "tst_client.moc"
