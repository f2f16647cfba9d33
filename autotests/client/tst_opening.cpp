// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr ReconnectPolicy eachSecond = {.firstDelay = 1s, .growth = 1, .jitter = false};

// Expects a login as the first message of each connection, and closes the connection if something
// else comes.
class Exchange : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int login(const QString &password, const CallContext &context)
    {
        calls.append(u"login"_s);
        if (password != "right"_L1)
            throw Error(-1, u"no such account"_s);
        loggedIn = context.peer().port;
        return 7;
    }
    Q_INVOKABLE QFuture<void> slowLogin()
    {
        calls.append(u"slowLogin"_s);
        promise = std::make_unique<QPromise<void>>();
        promise->start();
        return promise->future();
    }
    Q_INVOKABLE int price(const QString &name, const CallContext &context)
    {
        calls.append(name);
        if (loggedIn != context.peer().port)
            context.channel()->close();
        return int(name.size());
    }
    Q_INVOKABLE QFuture<int> slowPrice(const QString &name)
    {
        calls.append(name);
        return later.emplace_back(std::make_unique<QPromise<int>>())->future();
    }
    Q_INVOKABLE void note(const QString &text) { calls.append(text); }

    QStringList calls;
    int loggedIn = 0;
    std::unique_ptr<QPromise<void>> promise;
    std::vector<std::unique_ptr<QPromise<int>>> later;
};

} // namespace

// The step that a client runs on a connection before anything else.
class tst_Opening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void stepComesBeforeCallsThatWait_data();
    void stepComesBeforeCallsThatWait();
    void stepHoldsConnectedBack();
    void stepRunsOnEachConnection();
    void stepMayCallSeveralTimes();
    void failedStepIsAFailedAttempt_data();
    void failedStepIsAFailedAttempt();
    void conditionSeesWhyTheStepFailed();
    void lostConnectionEndsTheStep();
    void handleOfALostConnectionFails();
    void clientMayGoInTheStep();
    void stepIsTakenBack();

private:
    using Step = std::function<void(Client &)>;

    std::unique_ptr<Exchange> m_exchange;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Client> m_client;
};

Q_DECLARE_METATYPE(std::function<void(Client &)>)

void tst_Opening::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_exchange = std::make_unique<Exchange>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_exchange.get());
    QVERIFY(m_server->listen());
    m_client = std::make_unique<Client>(m_server->url());
    m_client->setReconnectPolicy(eachSecond);
}

void tst_Opening::cleanup()
{
    m_client.reset();
    m_server.reset();
}

void tst_Opening::stepComesBeforeCallsThatWait_data()
{
    QTest::addColumn<Step>("set");
    QTest::newRow("a reply") << Step([](Client &client) {
        client.setOpening(
            [](ChannelHandle server) { return server.call<int>("login", u"right"_s); });
    });
    QTest::newRow("a reply without a result") << Step([](Client &client) {
        client.setOpening(
            [](ChannelHandle server) { return server.call<void>("login", u"right"_s); });
    });
    QTest::newRow("a future") << Step([](Client &client) {
        client.setOpening([](ChannelHandle server) -> QFuture<int> {
            return server.call<int>("login", u"right"_s);
        });
    });
    QTest::newRow("nothing") << Step([](Client &client) {
        client.setOpening([](ChannelHandle server) { server.call<int>("login", u"right"_s); });
    });
    QTest::newRow("from another thread") << Step([](Client &client) {
        client.setOpening([](const ChannelHandle &server) {
            return QtFuture::makeReadyFuture(0).then(
                QtFuture::Launch::Async, [handle = server](int) mutable {
                    return handle.call<int>("login", u"right"_s).result();
                });
        });
    });
}

void tst_Opening::stepComesBeforeCallsThatWait()
{
    QFETCH(const Step, set);
    set(*m_client);
    const auto waiting = m_client->call<int>("price", "early");
    m_client->notify("note", "noted");
    m_client->open();
    QCOMPARE(waitFor(waiting), 5);
    QTRY_COMPARE(m_exchange->calls, (QStringList{"login", "early", "noted"}));
}

void tst_Opening::stepHoldsConnectedBack()
{
    m_client->setOpening([](ChannelHandle server) { return server.call<void>("slowLogin"); });
    QSignalSpy connected(m_client.get(), &Channel::connected);
    QList<Client::State> states;
    connect(m_client.get(), &Client::stateChanged, this,
        [&](Client::State state) { states.append(state); });
    m_client->open();
    QTRY_COMPARE(m_exchange->calls, QStringList("slowLogin"));
    QCOMPARE(m_client->state(), Client::State::Opening);
    QVERIFY(!m_client->isConnected());
    QVERIFY(connected.isEmpty());
    const auto hasty = m_client->with({.waitForConnection = false}).call<int>("price", "x");
    QCOMPARE(errorOf(hasty).kind(), Error::Kind::ConnectionLost);
    m_exchange->promise->finish();
    QTRY_COMPARE(connected.size(), 1);
    QCOMPARE(states,
        (QList{Client::State::Connecting, Client::State::Opening, Client::State::Connected}));
}

void tst_Opening::stepRunsOnEachConnection()
{
    ManualClock clock;
    m_client->setOpening(
        [](ChannelHandle server) { return server.call<int>("login", u"right"_s); });
    m_client->open();
    QTRY_VERIFY(m_client->isConnected());
    const auto repeated = m_client->with({.idempotent = true}).call<int>("slowPrice", "again");
    QTRY_COMPARE(m_exchange->calls, (QStringList{"login", "again"}));
    m_server->channels()[0]->close();
    QTRY_COMPARE(m_client->state(), Client::State::Waiting);
    const auto waiting = m_client->call<int>("price", "waiting");
    clock.advance(1s);
    QCOMPARE(waitFor(waiting), 7);
    QCOMPARE(m_exchange->calls, (QStringList{"login", "again", "login", "again", "waiting"}));
}

void tst_Opening::stepMayCallSeveralTimes()
{
    m_client->setOpening([this](ChannelHandle server) {
        return server.call<int>("login", u"right"_s)
            .then(m_client.get(),
                [server](int) mutable {
                    server.notify("note", "first");
                    return QFuture<int>(server.call<int>("price", "second"));
                })
            .unwrap();
    });
    const auto waiting = m_client->call<int>("price", "third");
    m_client->open();
    QCOMPARE(waitFor(waiting), 5);
    QCOMPARE(m_exchange->calls, (QStringList{"login", "first", "second", "third"}));
}

void tst_Opening::failedStepIsAFailedAttempt_data()
{
    QTest::addColumn<Step>("set");
    QTest::addColumn<QString>("reason");
    QTest::newRow("refused") << Step([](Client &client) {
        client.setOpening(
            [](ChannelHandle server) { return server.call<int>("login", u"wrong"_s); });
    }) << u"no such account"_s;
    QTest::newRow("throws") << Step([](Client &client) {
        client.setOpening([](const ChannelHandle &) { throw std::runtime_error("no password"); });
    }) << u"no password"_s;
    QTest::newRow("throws what is no exception")
        << Step([](Client &client) { client.setOpening([](const ChannelHandle &) { throw 1; }); })
        << u"unknown type"_s;
    QTest::newRow("is cancelled") << Step([](Client &client) {
        client.setOpening([](const ChannelHandle &) { return QFuture<void>(); });
    }) << u"cancelled"_s;
}

void tst_Opening::failedStepIsAFailedAttempt()
{
    QFETCH(const Step, set);
    QFETCH(const QString, reason);
    ManualClock clock;
    set(*m_client);
    QSignalSpy connected(m_client.get(), &Channel::connected);
    QSignalSpy disconnected(m_client.get(), &Channel::disconnected);
    const auto waiting = m_client->call<int>("price", "waiting");
    m_client->open();
    QTRY_COMPARE(m_client->state(), Client::State::Waiting);
    QCOMPARE(m_client->attempt(), 1);
    QCOMPARE(m_client->retryIn(), 1s);
    const ConnectionFailure failure = m_client->lastFailure();
    QVERIFY(failure.openingError);
    QVERIFY2(failure.openingError->message().contains(reason),
        qPrintable(failure.openingError->message()));
    QVERIFY2(failure.error.message().contains(reason), qPrintable(failure.error.message()));
    QVERIFY(!failure.wasConnected && !failure.isFinal);
    QVERIFY(!waiting.isFinished());
    m_client->setOpening(
        [](ChannelHandle server) { return server.call<int>("login", u"right"_s); });
    clock.advance(1s);
    QCOMPARE(waitFor(waiting), 7);
    QCOMPARE(connected.size(), 1);
    QVERIFY(disconnected.isEmpty());
}

void tst_Opening::conditionSeesWhyTheStepFailed()
{
    m_client->setRetryCondition([](const ConnectionFailure &failure) {
        return !failure.openingError || failure.openingError->code() != -1;
    });
    m_client->setOpening(
        [](ChannelHandle server) { return server.call<int>("login", u"wrong"_s); });
    QSignalSpy failed(m_client.get(), &Client::failed);
    const auto waiting = m_client->call<int>("price", "waiting");
    m_client->open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(m_client->state(), Client::State::Closed);
    QVERIFY(errorOf(waiting).message().contains("no such account"_L1));
    QTRY_VERIFY(m_server->channels().isEmpty());
}

void tst_Opening::lostConnectionEndsTheStep()
{
    ManualClock clock;
    int runs = 0;
    m_client->setOpening([&](ChannelHandle server) {
        ++runs;
        return server.with({.idempotent = true}).call<void>("slowLogin");
    });
    m_client->open();
    QTRY_COMPARE(m_exchange->calls.size(), 1);
    m_server->channels()[0]->close();
    QTRY_COMPARE(m_client->state(), Client::State::Waiting);
    QCOMPARE(m_client->lastFailure().closeCode, 1000);
    QVERIFY(!m_client->lastFailure().openingError);
    m_exchange->promise.reset();
    clock.advance(1s);
    QTRY_COMPARE(m_exchange->calls, (QStringList{"slowLogin", "slowLogin"})); // not repeated
    QCOMPARE(runs, 2);
    m_exchange->promise->finish();
    QTRY_VERIFY(m_client->isConnected());
}

void tst_Opening::handleOfALostConnectionFails()
{
    ManualClock clock;
    std::optional<ChannelHandle> kept;
    m_client->setOpening([&](ChannelHandle server) {
        if (!kept)
            kept = server;
    });
    m_client->open();
    QTRY_VERIFY(m_client->isConnected());
    QCOMPARE(waitFor(kept->call<int>("login", u"right"_s)), 7); // a call like all others now
    m_server->channels()[0]->close();
    QTRY_COMPARE(m_client->state(), Client::State::Waiting);
    clock.advance(1s);
    QTRY_VERIFY(m_client->isConnected());
    QCOMPARE(errorOf(kept->call<int>("login", u"right"_s)).kind(), Error::Kind::ConnectionLost);
}

void tst_Opening::clientMayGoInTheStep()
{
    m_client->setOpening([&](ChannelHandle server) {
        m_client.reset();
        return server.call<int>("login", u"right"_s);
    });
    m_client->open();
    QTRY_VERIFY(!m_client);
    m_client = std::make_unique<Client>(m_server->url());
    m_client->setOpening([&](ChannelHandle server) {
        m_client->close();
        return server.call<int>("login", u"right"_s);
    });
    m_client->open();
    QTRY_COMPARE(m_client->state(), Client::State::Closed);
    QTRY_VERIFY(m_server->channels().isEmpty());
    QVERIFY(m_exchange->calls.isEmpty());
}

void tst_Opening::stepIsTakenBack()
{
    m_client->setOpening([](const ChannelHandle &) { throw 1; });
    m_client->setOpening({});
    m_client->open();
    QTRY_VERIFY(m_client->isConnected());
}

QTEST_GUILESS_MAIN(tst_Opening)
#include "tst_opening.moc"
