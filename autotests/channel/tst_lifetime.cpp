// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "waitfor.h"

#include <QEventLoop>

using namespace WebSocketRpc;

// Which object is deleted, and from where.
enum class Victim { Left, Right, Server, Object };
enum class Place { Continuation, Method, WaitingMethod, DisconnectedSlot };
Q_DECLARE_METATYPE(Victim)
Q_DECLARE_METATYPE(Place)

// Runs a function of the test.
class Trigger : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int run(int value)
    {
        action();
        return value;
    }
    Q_INVOKABLE QFuture<int> runLater(int value)
    {
        action();
        return QtFuture::makeReadyFuture(value);
    }

    std::function<void()> action = [] {};
};

class tst_Lifetime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void anythingMayBeDeletedAnywhere_data();
    void anythingMayBeDeletedAnywhere();
    void channelDeletedBetweenTwoMessages();
    void objectDeletedInItsOwnMethod();
    void objectDeletedWhileItsFutureIsPending();
    void objectUnexposedWhileItsFutureIsPending();
    void channelDeletedInItsOwnConnectedSlot();
    void channelDeletedInChannelOpened();
    void serverDeletedInChannelClosed();
    void allCallsSettleWhenTheFirstContinuationDeletesTheChannel();
    void contextOutlivesTheChannel();
    void handleOfNoChannelCallsNobody();
};

void tst_Lifetime::anythingMayBeDeletedAnywhere_data()
{
    QTest::addColumn<Victim>("victim");
    QTest::addColumn<Place>("place");
    const std::pair<Victim, const char *> victims[] = {{Victim::Left, "caller's channel"},
        {Victim::Right, "callee's channel"}, {Victim::Server, "server"},
        {Victim::Object, "object"}};
    const std::pair<Place, const char *> places[] = {{Place::Continuation, "continuation"},
        {Place::Method, "method"}, {Place::WaitingMethod, "method that waits"},
        {Place::DisconnectedSlot, "disconnected slot"}};
    for (const auto &[victim, victimName] : victims) {
        for (const auto &[place, placeName] : places)
            QTest::addRow("%s in a %s", victimName, placeName) << victim << place;
    }
}

void tst_Lifetime::anythingMayBeDeletedAnywhere()
{
    QFETCH(Victim, victim);
    QFETCH(Place, place);
    auto server = std::make_unique<Server>();
    auto object = std::make_unique<Trigger>();
    server->expose(object.get());
    QSignalSpy opened(server.get(), &Server::channelOpened);
    QVERIFY(server->listen());
    auto client = std::make_unique<Client>(server->url());
    client->setReconnectPolicy(ReconnectPolicy::never());
    client->open();
    QTRY_VERIFY(client->isConnected() && !opened.isEmpty());
    QPointer<Channel> right = server->channels().constFirst();

    bool done = false;
    const auto strike = [&] {
        if (std::exchange(done, true))
            return;
        switch (victim) {
        case Victim::Left:
            return client.reset();
        case Victim::Right:
            delete right.data();
            return;
        case Victim::Server:
            return server.reset();
        case Victim::Object:
            return object.reset();
        }
    };
    const auto call = [&] {
        return client->call<int>("run", 1).onFailed([](const Error &) { return 0; });
    };
    const ChannelHandle handle = client->handle();
    switch (place) {
    case Place::Continuation:
        call().then(this, [&](int) { strike(); });
        break;
    case Place::Method:
        object->action = strike;
        call();
        break;
    case Place::WaitingMethod:
        object->action = [&] {
            QEventLoop loop;
            QMetaObject::invokeMethod(
                &loop,
                [&] {
                    strike();
                    loop.quit();
                },
                Qt::QueuedConnection);
            loop.exec();
        };
        call();
        break;
    case Place::DisconnectedSlot:
        connect(client.get(), &Channel::disconnected, this, strike);
        right->close();
        break;
    }
    // More messages are on the way, so that something is left to do after the deletion.
    QList<QFuture<int>> others;
    for (int i = 0; i < 5; ++i) {
        others.append(client->call<int>("run", i));
        others.append(client->call<int>("runLater", i));
    }
    QTRY_VERIFY(done);
    for (QFuture<int> &other : others)
        QVERIFY(settles(other));
    client.reset();
    server.reset();
    object.reset();
    QVERIFY(settles(ChannelHandle(handle).call<int>("run", 1)));
}

void tst_Lifetime::channelDeletedBetweenTwoMessages()
{
    ChannelPair pair(ChannelPair::Kind::InProcess);
    Calculator calculator;
    pair.right().expose(&calculator);
    auto reply = pair.left().call<int>("add", 1, 2);
    pair.deleteRight();
    QCOMPARE(errorOf(reply).kind(), Error::Kind::ConnectionLost);
    QCOMPARE(calculator.executions, 0);
}

class Suicidal : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QString leave()
    {
        delete this;
        return QStringLiteral("gone");
    }
};

void tst_Lifetime::objectDeletedInItsOwnMethod()
{
    ChannelPair pair(ChannelPair::Kind::WebSocket);
    QPointer<Suicidal> object = new Suicidal;
    pair.right().expose(object);
    QCOMPARE(waitFor(pair.left().call<QString>("leave")), QStringLiteral("gone"));
    QVERIFY(!object);
    QCOMPARE(errorOf(pair.left().call<QString>("leave")).code(), -32601);
}

void tst_Lifetime::objectDeletedWhileItsFutureIsPending()
{
    ChannelPair pair(ChannelPair::Kind::WebSocket);
    auto calculator = std::make_unique<Calculator>();
    pair.right().expose(calculator.get());
    auto reply = pair.left().call<int>("later", 7);
    QTRY_COMPARE(calculator->promises.size(), 1U);
    calculator.reset(); // and with it the promise
    const Error error = errorOf(reply);
    QCOMPARE(error.code(), -32603);
    QVERIFY(error.message().contains(QStringLiteral("no result")));
}

void tst_Lifetime::objectUnexposedWhileItsFutureIsPending()
{
    ChannelPair pair(ChannelPair::Kind::WebSocket);
    Calculator calculator;
    pair.right().expose(&calculator);
    auto reply = pair.left().call<int>("later", 7);
    QTRY_COMPARE(calculator.promises.size(), 1U);
    pair.right().unexpose(&calculator);
    QCOMPARE(errorOf(pair.left().call<int>("add", 1, 2)).code(), -32601);
    calculator.answer(0);
    QCOMPARE(waitFor(reply), 7);
}

void tst_Lifetime::channelDeletedInItsOwnConnectedSlot()
{
    Server server;
    QVERIFY(server.listen());
    auto client = std::make_unique<Client>(server.url());
    auto reply = client->call<int>("anything");
    connect(client.get(), &Channel::connected, this, [&] { client.reset(); });
    client->open();
    QTRY_VERIFY(!client);
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Closed);
}

void tst_Lifetime::channelDeletedInChannelOpened()
{
    Server server;
    connect(&server, &Server::channelOpened, this, [](Channel *channel) { delete channel; });
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy disconnected(&client, &Channel::disconnected);
    client.open();
    QTRY_COMPARE(disconnected.size(), 1);
    QVERIFY(server.channels().isEmpty());
}

void tst_Lifetime::serverDeletedInChannelClosed()
{
    auto server = std::make_unique<Server>();
    connect(server.get(), &Server::channelClosed, this, [&] { server.reset(); });
    QVERIFY(server->listen());
    auto client = std::make_unique<Client>(server->url());
    client->open();
    QTRY_COMPARE(server->channels().size(), 1);
    client.reset();
    QTRY_VERIFY(!server);
}

void tst_Lifetime::allCallsSettleWhenTheFirstContinuationDeletesTheChannel()
{
    ChannelPair pair(ChannelPair::Kind::WebSocket);
    Calculator calculator;
    pair.right().expose(&calculator);
    int settled = 0;
    for (int i = 0; i < 20; ++i) {
        pair.left().call<int>("later", i).onFailed(this, [&](const Error &) {
            ++settled;
            pair.deleteLeft();
            return 0;
        });
    }
    pair.left().close();
    QTRY_COMPARE(settled, 20);
    QVERIFY(!pair.hasLeft());
}

void tst_Lifetime::contextOutlivesTheChannel()
{
    int failures = 0;
    {
        ChannelPair pair(ChannelPair::Kind::WebSocket);
        pair.left().call<int>("anything").onFailed(this, [&](const Error &error) {
            failures += error.kind() == Error::Kind::Closed;
            return 0;
        });
    }
    QCOMPARE(failures, 1);
}

void tst_Lifetime::handleOfNoChannelCallsNobody()
{
    ChannelHandle none;
    none.notify("anything");
    none.with({.idempotent = true}).notify("anything", 1);
    auto reply = none.call<int>("anything", 1);
    QVERIFY(reply.isFinished());
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Closed);
}

QTEST_GUILESS_MAIN(tst_Lifetime)
#include "tst_lifetime.moc"
