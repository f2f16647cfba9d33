// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "upgrade.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/route.h>
#include <websocketrpc/server.h>

#include <QSignalSpy>
#include <QTcpServer>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

namespace {

// One for each connection.
class Counter : public QObject
{
    Q_OBJECT

public:
    explicit Counter(Channel &channel, int *alive = nullptr)
        : m_channelId(channel.id())
        , m_alive(alive)
    {
        if (m_alive)
            ++*m_alive;
    }
    ~Counter() override
    {
        if (m_alive)
            --*m_alive;
    }

    Q_INVOKABLE int increment() { return ++m_value; }
    Q_INVOKABLE QString channelId() const { return m_channelId; }

private:
    const QString m_channelId;
    int *const m_alive;
    int m_value = 0;
};

QUrl urlOf(const Server &server, const QString &path)
{
    QUrl url = server.url();
    url.setPath(path);
    return url;
}

} // namespace

class tst_Serving : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void eachConnectionHasItsObject();
    void factoryMayMakeNothing();
    void objectOfAConnectionIsThereForItsFirstMessage();
    void channelMayBeDeletedByTheFactory();
    void factoryMayThrow_data();
    void factoryMayThrow();
    void serverListensOnce();
    void listeningDescriptorIsAdopted();
    void mappedAddressIsWrittenAsIPv4();
    void routesHaveTheirObjects();
    void handlersServeAllChannelsOrOneRoute();
    void routesHaveTheirAuthenticators();
    void longestRouteCounts();
    void routeIsMadeOnce();
    void exposingReachesOpenChannels();
    void destroyedObjectIsNoLongerFound();
    void authorizerDecidesOnEachCall();
    void authorizerMayThrow();
    void authorizerMayEndTheConnection();
    void unauthorizedNotificationIsNotRun();
};

void tst_Serving::eachConnectionHasItsObject()
{
    int alive = 0;
    Server server;
    server.exposeEach([&](Channel &channel) { return std::make_unique<Counter>(channel, &alive); });
    QVERIFY(server.listen());
    Client first(server.url());
    first.open();
    QCOMPARE(waitFor(first.call<int>("increment")), 1);
    QCOMPARE(waitFor(first.call<int>("increment")), 2);
    {
        Client second(server.url());
        second.open();
        QCOMPARE(waitFor(second.call<int>("increment")), 1);
        QCOMPARE(alive, 2);
        QCOMPARE(server.channels().size(), 2);
        QCOMPARE(waitFor(second.call<QString>("channelId")), server.channels()[1]->id());
    }
    QTRY_COMPARE(alive, 1);
    QCOMPARE(waitFor(first.call<int>("increment")), 3);
}

void tst_Serving::factoryMayMakeNothing()
{
    Server server;
    server.exposeEach([](Channel &) { return nullptr; });
    server.exposeEach(
        [](Channel &channel) { return std::make_unique<Counter>(channel); }, {.prefix = u"c."_s});
    QVERIFY(server.listen());
    Client client(server.url());
    client.open();
    QCOMPARE(waitFor(client.call<int>("c.increment")), 1);
    QCOMPARE(errorOf(client.call<int>("increment")).code(), int(Error::MethodNotFound));
}

void tst_Serving::objectOfAConnectionIsThereForItsFirstMessage()
{
    Server server;
    server.exposeEach([](Channel &channel) { return std::make_unique<Counter>(channel); });
    QVERIFY(server.listen());
    Client client(server.url());
    const auto reply = client.call<int>("increment"); // sent with the end of the handshake
    client.open();
    QCOMPARE(waitFor(reply), 1);
}

void tst_Serving::channelMayBeDeletedByTheFactory()
{
    Server server;
    int calls = 0;
    const auto deleteIt = [&](Channel &channel) -> std::unique_ptr<QObject> {
        ++calls;
        delete &channel;
        return nullptr;
    };
    server.exposeEach(deleteIt);
    server.exposeEach(deleteIt);
    QSignalSpy opened(&server, &Server::channelOpened);
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.open();
    QTRY_COMPARE(calls, 1);
    QTRY_COMPARE(client.state(), Client::State::Closed);
    QCOMPARE(opened.size(), 0);
    QCOMPARE(server.channels().size(), 0);
    QTRY_COMPARE(server.statistics().connections, 0);
}

void tst_Serving::factoryMayThrow_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<bool>("onRoute");
    QTest::newRow("in the server's thread") << 0 << false;
    QTest::newRow("in another thread") << 1 << false;
    QTest::newRow("on a route") << 0 << true;
}

void tst_Serving::factoryMayThrow()
{
    QFETCH(const int, threads);
    QFETCH(const bool, onRoute);
    Server server;
    std::atomic_int calls = 0;
    const Server::ObjectFactory factory = [&](Channel &channel) -> std::unique_ptr<QObject> {
        switch (++calls) {
        case 1:
            throw std::runtime_error("no database");
        case 2:
            throw Error(7, u"no database"_s);
        case 3:
            throw 7;
        default:
            return std::make_unique<Counter>(channel);
        }
    };
    if (onRoute)
        server.route(u"/"_s).exposeEach(factory);
    else
        server.exposeEach(factory);
    server.setThreadCount(threads);
    QSignalSpy opened(&server, &Server::channelOpened);
    QVERIFY(server.listen());
    for (const char *problem : {"no database", "no database", "unknown type"}) {
        QTest::ignoreMessage(QtWarningMsg,
            QRegularExpression(
                u"the factory of an object for it failed: .*"_s + QLatin1StringView(problem)));
        QTcpSocket peer;
        QByteArray received;
        connect(&peer, &QTcpSocket::readyRead, this, [&] { received += peer.readAll(); });
        peer.connectToHost(QHostAddress::LocalHost, server.port());
        peer.write(upgradeRequest("/"));
        QTRY_VERIFY2(received.contains(QByteArray::fromHex("03f3")), received); // 1011
    }
    QCOMPARE(opened.size(), 0);
    QTRY_COMPARE(server.statistics().connections, 0);
    Client client(server.url());
    client.open();
    QCOMPARE(waitFor(client.call<int>("increment")), 1);
}

void tst_Serving::serverListensOnce()
{
    Server server;
    QVERIFY(server.listen());
    const quint16 port = server.port();
    QVERIFY(!server.listen());
    QVERIFY2(
        server.errorString().contains(QString::number(port)), qPrintable(server.errorString()));
    QVERIFY(!server.adopt(0));
    QVERIFY(!server.errorString().isEmpty());
    QCOMPARE(server.port(), port);
    server.close();
    QVERIFY(server.listen());
    QCOMPARE(server.errorString(), QString());
}

void tst_Serving::listeningDescriptorIsAdopted()
{
#ifdef Q_OS_UNIX
    QTcpServer listener; // as from systemd
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    server.setAuthenticator([](const PeerInfo &request) {
        return request.header("X-TOKEN") == "secret" ? Admission::accept() : Admission::refuse(403);
    });
    QVERIFY(server.adopt(dup(int(listener.socketDescriptor()))));
    QCOMPARE(server.port(), listener.serverPort());
    listener.close(); // the server has its own descriptor
    Client client(server.url());
    client.setHeader("X-TOKEN", "secret");
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    Client stranger(server.url());
    QSignalSpy failed(&stranger, &Client::failed);
    stranger.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(stranger.lastFailure().httpStatus, 403);
    Server other;
    QVERIFY(!other.adopt(-1));
    QVERIFY(!other.errorString().isEmpty());
#else
    QSKIP("a descriptor is duplicated with dup()");
#endif
}

void tst_Serving::mappedAddressIsWrittenAsIPv4()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    QStringList asked;
    server.setAuthenticator([&](const PeerInfo &request) {
        asked.append(request.address);
        return Admission::accept();
    });
    QVERIFY(server.listen(QHostAddress::Any));
    Client client(server.url());
    client.open();
    QTRY_COMPARE(server.channels().size(), 1);
    QCOMPARE(asked, QStringList(u"127.0.0.1"_s));
    QCOMPARE(server.channels()[0]->peer().address, u"127.0.0.1"_s);
}

void tst_Serving::routesHaveTheirObjects()
{
    Calculator everywhere;
    Calculator here;
    Server server;
    server.expose(&everywhere, {.methods = {u"add"_s, u"record"_s}});
    server.route(u"/here"_s).expose(&here, {.methods = {u"record"_s, u"concat"_s}});
    server.route(u"/there"_s);
    server.route(u"/each"_s).exposeEach([](Channel &channel) {
        return std::make_unique<Counter>(channel);
    });
    QVERIFY(server.listen());
    QCOMPARE(server.url().path(), u"/here"_s);

    Client atHere(urlOf(server, u"/here"_s));
    atHere.open();
    QCOMPARE(waitFor(atHere.call<int>("add", 1, 2)), 3);
    QCOMPARE(waitFor(atHere.call<QString>("concat", "a", "b")), u"ab"_s);
    waitFor(atHere.call<void>("record", "x")); // the object of the route comes first
    QCOMPARE(here.recorded, QStringList(u"x"_s));
    QCOMPARE(errorOf(atHere.call<int>("increment")).code(), int(Error::MethodNotFound));

    Client atThere(urlOf(server, u"/there"_s));
    atThere.open();
    QCOMPARE(waitFor(atThere.call<int>("add", 1, 2)), 3);
    QCOMPARE(errorOf(atThere.call<QString>("concat")).code(), int(Error::MethodNotFound));

    Client atEach(urlOf(server, u"/each"_s));
    atEach.open();
    QCOMPARE(waitFor(atEach.call<int>("increment")), 1);

    server.route(u"/here"_s).unexpose(&here);
    QCOMPARE(errorOf(atHere.call<QString>("concat")).code(), int(Error::MethodNotFound));
    waitFor(atHere.call<void>("record", "y"));
    QCOMPARE(everywhere.recorded, QStringList(u"y"_s));
}

void tst_Serving::handlersServeAllChannelsOrOneRoute()
{
    Server server;
    server.setThreadCount(2);
    server.on("where", this, [](const CallContext &call) { return call.peer().path; });
    server.route(u"/a"_s).on("only", this, [] { return u"here"_s; });
    server.route(u"/b"_s);
    QVERIFY(server.listen());
    Client a(urlOf(server, u"/a"_s));
    Client b(urlOf(server, u"/b"_s));
    a.open();
    b.open();
    QCOMPARE(waitFor(a.call<QString>("where")), u"/a"_s);
    QCOMPARE(waitFor(b.call<QString>("where")), u"/b"_s);
    QCOMPARE(waitFor(a.call<QString>("only")), u"here"_s);
    QCOMPARE(errorOf(b.call<QString>("only")).code(), int(Error::MethodNotFound));
    server.route(u"/b"_s).onAny(this, [](const QString &method) { return method; });
    QCOMPARE(waitFor(b.call<QString>("any")), u"any"_s);
    QCOMPARE(errorOf(a.call<QString>("any")).code(), int(Error::MethodNotFound));
    server.off("where");
    QCOMPARE(errorOf(a.call<QString>("where")).code(), int(Error::MethodNotFound));
    QCOMPARE(waitFor(a.call<QString>("only")), u"here"_s);
    server.route(u"/a"_s).off(this);
    QCOMPARE(errorOf(a.call<QString>("only")).code(), int(Error::MethodNotFound));
}

void tst_Serving::routesHaveTheirAuthenticators()
{
    Server server;
    server.setAuthenticator([](const PeerInfo &) { return Admission::accept(u"anybody"_s); });
    server.route(u"/open"_s);
    server.route(u"/closed"_s).setAuthenticator([](const PeerInfo &) {
        return Admission::refuse(403);
    });
    QVERIFY(server.listen());
    Client welcome(urlOf(server, u"/open"_s));
    welcome.open();
    QTRY_COMPARE(server.channels().size(), 1);
    QCOMPARE(server.channels()[0]->peer().identity, QVariant(u"anybody"_s));
    Client unwelcome(urlOf(server, u"/closed"_s));
    QSignalSpy failed(&unwelcome, &Client::failed);
    unwelcome.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(unwelcome.lastFailure().httpStatus, 403);
}

void tst_Serving::longestRouteCounts()
{
    Calculator outer;
    Calculator inner;
    Calculator exact;
    Server server;
    server.route(u"/*"_s).expose(&outer);
    server.route(u"/a/*"_s).expose(&inner);
    server.route(u"/a/b"_s).expose(&exact);
    QVERIFY(server.listen());
    for (const auto &[path, calculator] : {std::pair(u"/x"_s, &outer), std::pair(u"/a"_s, &outer),
             std::pair(u"/a/x/y"_s, &inner), std::pair(u"/a/b"_s, &exact)}) {
        Client client(urlOf(server, path));
        client.open();
        waitFor(client.call<void>("record", path));
        QCOMPARE(calculator->recorded.last(), path);
    }
}

void tst_Serving::routeIsMadeOnce()
{
    Server server;
    Route &route = server.route(u"/a"_s);
    QCOMPARE(&server.route(u"/a"_s), &route);
    QVERIFY(&server.route(u"/b"_s) != &route);
    QCOMPARE(route.path(), u"/a"_s);
}

void tst_Serving::exposingReachesOpenChannels()
{
    Calculator calculator;
    Server server;
    QVERIFY(server.listen());
    Client client(server.url());
    client.open();
    QCOMPARE(errorOf(client.call<int>("add", 1, 2)).code(), int(Error::MethodNotFound));
    server.expose(&calculator);
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    server.unexpose(&calculator);
    QCOMPARE(errorOf(client.call<int>("add", 1, 2)).code(), int(Error::MethodNotFound));
}

void tst_Serving::destroyedObjectIsNoLongerFound()
{
    auto calculator = std::make_unique<Calculator>();
    Server server;
    server.expose(calculator.get());
    QVERIFY(server.listen());
    Client client(server.url());
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    calculator.reset();
    QCOMPARE(errorOf(client.call<int>("add", 1, 2)).code(), int(Error::MethodNotFound));
    Calculator next;
    server.expose(&next);
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
}

void tst_Serving::authorizerDecidesOnEachCall()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    server.setAuthenticator(
        [](const PeerInfo &request) { return Admission::accept(request.header("X-Role")); });
    QStringList asked;
    server.setAuthorizer([&](const CallContext &context) -> std::optional<Error> {
        asked.append(context.method());
        if (context.method() == "add"_L1 || context.identity().toByteArray() == "admin")
            return {};
        return Error(403, u"%1 is for admins"_s.arg(context.method()));
    });
    QVERIFY(server.listen());
    Client user(server.url());
    user.setHeader("X-Role", "user");
    user.open();
    QCOMPARE(waitFor(user.call<int>("add", 1, 2)), 3);
    const Error refused = errorOf(user.call<QString>("concat", "a", "b"));
    QCOMPARE(refused.code(), 403);
    QCOMPARE(refused.message(), u"concat is for admins"_s);
    QCOMPARE(errorOf(user.call<int>("nonesuch")).code(), 403); // hides which methods exist
    QCOMPARE(asked, (QStringList{u"add"_s, u"concat"_s, u"nonesuch"_s}));
    Client admin(server.url());
    admin.setHeader("X-Role", "admin");
    admin.open();
    QCOMPARE(waitFor(admin.call<QString>("concat", "a", "b")), u"ab"_s);
}

void tst_Serving::authorizerMayThrow()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    server.setAuthorizer([](const CallContext &context) -> std::optional<Error> {
        if (context.method() == "add"_L1)
            throw Error(7, u"no"_s);
        throw std::runtime_error("secret detail");
    });
    QVERIFY(server.listen());
    Client client(server.url());
    client.open();
    QCOMPARE(errorOf(client.call<int>("add", 1, 2)).code(), 7);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"authorizer failed.*secret detail"_s));
    const Error hidden = errorOf(client.call<QString>("concat"));
    QCOMPARE(hidden.code(), int(Error::InternalError));
    QVERIFY(!hidden.message().contains("secret"_L1));
    QCOMPARE(calculator.executions, 0);
}

void tst_Serving::authorizerMayEndTheConnection()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    server.setAuthorizer([](const CallContext &context) -> std::optional<Error> {
        delete context.channel();
        return {};
    });
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.open();
    QCOMPARE(errorOf(client.call<int>("add", 1, 2)).kind(), Error::Kind::ConnectionLost);
    QCOMPARE(calculator.executions, 0);
}

void tst_Serving::unauthorizedNotificationIsNotRun()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    server.setAuthorizer([](const CallContext &context) -> std::optional<Error> {
        return context.isNotification() ? std::optional(Error(1, u"no"_s)) : std::nullopt;
    });
    QVERIFY(server.listen());
    Client client(server.url());
    client.open();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"had no effect"_s));
    client.notify("record", "x");
    waitFor(client.call<void>("record", "y"));
    QCOMPARE(calculator.recorded, QStringList(u"y"_s));
}

QTEST_GUILESS_MAIN(tst_Serving)

#include "tst_serving.moc"
