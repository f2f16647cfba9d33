// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "thermostat.h"
#include "waitfor.h"

#include <websocketrpc/route.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QThread>

#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

QJsonObject discovered(Channel &channel)
{
    return waitFor(channel.call<QJsonObject>("rpc.discover"));
}

QString titleOf(Channel &channel)
{
    return discovered(channel)[u"info"][u"title"].toString();
}

QStringList namesIn(const QJsonValue &members)
{
    QStringList names;
    for (const QJsonValue member : members.toArray())
        names.append(member[u"name"].toString());
    return names;
}

int refusalOf(Channel &channel)
{
    return errorOf(channel.call<QJsonObject>("rpc.discover")).code();
}

// A server with an authorizer, and a client of it.
struct Guarded
{
    explicit Guarded(const Server::Authorizer &authorizer)
    {
        server.expose(&calculator);
        server.expose(&thermostat, Thermostat::shared());
        server.setDiscoverable();
        server.setAuthorizer(authorizer);
        if (!server.listen())
            qFatal("%s", qPrintable(server.errorString()));
        client.setUrl(server.url());
        client.setReconnectPolicy(ReconnectPolicy::never());
        client.open();
    }

    Calculator calculator;
    Thermostat thermostat;
    Server server;
    Client client;
};

} // namespace

class tst_Discovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void nothingIsToldByDefault();
    void methodsAndSharedMembersAreTold();
    void clientTellsItsServer();
    void itCanBeEndedAgain();
    void settingIsRead();
    void objectInAnotherThreadIsTold();
    void whatIsUnexposedIsNotTold();
    void handlerForAllDoesNotGetIt();
    void notificationIsNotAnswered();
    void otherDialectIsAnswered();
    void tooLargeADocumentIsAnError();
    void authorizerIsAsked();
    void authorizerMayRefuseIt();
    void authorizerMayThrow();
    void authorizerMayCloseTheChannel();
    void authorizerMayDestroyTheObject();
    void eachRouteHasItsOwn();
};

void tst_Discovery::nothingIsToldByDefault()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    QCOMPARE(refusalOf(pair.left()), int(Error::MethodNotFound));
    QCOMPARE(refusalOf(pair.right()), int(Error::MethodNotFound));
}

void tst_Discovery::methodsAndSharedMembersAreTold()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Thermostat thermostat;
    pair.right().expose(&thermostat, Thermostat::shared());
    pair.right().setDiscoverable({.title = u"Heating"_s});
    const QJsonObject document = discovered(pair.left());
    QCOMPARE(document[u"info"][u"title"], u"Heating"_s);
    QVERIFY(namesIn(document[u"methods"]).contains(u"thermostat.heatLater"_s));
    QCOMPARE(namesIn(document[u"x-signals"]),
        QStringList({u"thermostat.alarm"_s, u"thermostat.said"_s}));
    QCOMPARE(namesIn(document[u"x-properties"]),
        QStringList({u"thermostat.name"_s, u"thermostat.setpoint"_s, u"thermostat.temperature"_s}));
    QCOMPARE(refusalOf(pair.right()), int(Error::MethodNotFound));
}

void tst_Discovery::clientTellsItsServer()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.left().expose(&calculator);
    pair.left().setDiscoverable();
    QVERIFY(namesIn(discovered(pair.right())[u"methods"]).contains(u"add"_s));
    QCOMPARE(titleOf(pair.right()), QCoreApplication::applicationName());
}

void tst_Discovery::itCanBeEndedAgain()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    pair.right().setDiscoverable();
    QVERIFY(!discovered(pair.left()).isEmpty());
    pair.right().setDiscoverable(std::nullopt);
    QCOMPARE(refusalOf(pair.left()), int(Error::MethodNotFound));
}

void tst_Discovery::settingIsRead()
{
    const ApiInfo info{.title = u"a"_s, .version = u"1"_s};
    Server server;
    QVERIFY(!server.apiInfo());
    server.setDiscoverable(info);
    QCOMPARE(server.apiInfo(), std::optional(info));
    server.setDiscoverable(std::nullopt);
    QVERIFY(!server.apiInfo());
    const ChannelPair pair(ChannelPair::fetchKind());
    QVERIFY(!pair.left().apiInfo());
    pair.left().setDiscoverable(info);
    QCOMPARE(pair.left().apiInfo(), std::optional(info));
}

void tst_Discovery::objectInAnotherThreadIsTold()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    QThread thread;
    auto *const calculator = new Calculator;
    calculator->moveToThread(&thread);
    connect(&thread, &QThread::finished, calculator, &QObject::deleteLater);
    thread.start();
    pair.right().expose(calculator);
    pair.right().setDiscoverable();
    const QStringList names = namesIn(discovered(pair.left())[u"methods"]);
    thread.quit();
    thread.wait();
    QVERIFY(names.contains(u"add"_s));
    QVERIFY(namesIn(discovered(pair.left())[u"methods"]).isEmpty());
}

void tst_Discovery::whatIsUnexposedIsNotTold()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().setDiscoverable();
    pair.right().expose(&calculator);
    QVERIFY(!namesIn(discovered(pair.left())[u"methods"]).isEmpty());
    pair.right().unexpose(&calculator);
    QVERIFY(namesIn(discovered(pair.left())[u"methods"]).isEmpty());
}

void tst_Discovery::handlerForAllDoesNotGetIt()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    pair.right().onAny(this, [](const QString &method) { return method; });
    QCOMPARE(waitFor(pair.left().call<QString>("rpc.discover")), u"rpc.discover"_s);
    pair.right().setDiscoverable();
    QVERIFY(discovered(pair.left()).contains(u"openrpc"_s));
}

void tst_Discovery::notificationIsNotAnswered()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    pair.right().setDiscoverable();
    pair.left().notify("rpc.discover");
    QVERIFY(!discovered(pair.left()).isEmpty());
}

void tst_Discovery::otherDialectIsAnswered()
{
    Server server;
    server.setDiscoverable();
    QVERIFY(server.listen());
    Client client(server.url());
    client.setDialect(Dialect::FastApi);
    client.open();
    QVERIFY(discovered(client).contains(u"openrpc"_s));
}

void tst_Discovery::tooLargeADocumentIsAnError()
{
    const ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    pair.right().setDiscoverable();
    pair.right().setLimits({.outgoingMessageSize = 300});
    QCOMPARE(refusalOf(pair.left()), int(Error::ResponseTooLarge));
}

void tst_Discovery::authorizerIsAsked()
{
    QStringList asked;
    Guarded guarded([&asked](const CallContext &context) -> std::optional<Error> {
        asked.append(context.method());
        if (context.method() == u"add" || context.method() == u"thermostat.alarm"
            || context.method() == u"thermostat.setpoint")
            return Error(-1, u"not for you"_s);
        return {};
    });
    const QJsonObject document = discovered(guarded.client);
    QCOMPARE(asked.first(), u"rpc.discover"_s);
    QVERIFY(asked.contains(u"add"_s));
    QVERIFY(!namesIn(document[u"methods"]).contains(u"add"_s));
    QVERIFY(namesIn(document[u"methods"]).contains(u"concat"_s));
    QCOMPARE(namesIn(document[u"x-signals"]), QStringList{u"thermostat.said"_s});
    QVERIFY(!namesIn(document[u"x-properties"]).contains(u"thermostat.setpoint"_s));
}

void tst_Discovery::authorizerMayRefuseIt()
{
    Guarded guarded([](const CallContext &context) {
        return context.method() == u"rpc.discover" ? std::optional(Error(-1, u"no"_s))
                                                   : std::nullopt;
    });
    QCOMPARE(refusalOf(guarded.client), -1);
}

void tst_Discovery::authorizerMayThrow()
{
    Guarded guarded([](const CallContext &context) -> std::optional<Error> {
        if (context.method() == u"add")
            throw std::runtime_error("broken");
        return {};
    });
    QTest::ignoreMessage(QtWarningMsg, "The authorizer failed: broken");
    const QStringList names = namesIn(discovered(guarded.client)[u"methods"]);
    QVERIFY(!names.contains(u"add"_s));
    QVERIFY(names.contains(u"concat"_s));
}

void tst_Discovery::authorizerMayCloseTheChannel()
{
    int asked = 0;
    Guarded *all = nullptr;
    Guarded guarded([&](const CallContext &context) -> std::optional<Error> {
        if (context.method() == u"add") {
            for (Channel *const channel : all->server.channels())
                delete channel;
        }
        ++asked;
        return {};
    });
    all = &guarded;
    const Error error = errorOf(guarded.client.call<QJsonObject>("rpc.discover"));
    QCOMPARE(error.kind(), Error::Kind::ConnectionLost);
    QCOMPARE(asked, 2); // about rpc.discover and add
    QVERIFY(guarded.server.channels().isEmpty());
}

void tst_Discovery::authorizerMayDestroyTheObject()
{
    auto thermostat = std::make_unique<Thermostat>();
    Guarded guarded([&](const CallContext &) -> std::optional<Error> {
        thermostat.reset();
        return {};
    });
    guarded.server.expose(thermostat.get(), Thermostat::shared(u"other."_s));
    QVERIFY(discovered(guarded.client).contains(u"x-signals"_s));
    QVERIFY(!thermostat);
}

void tst_Discovery::eachRouteHasItsOwn()
{
    Server server;
    server.setDiscoverable({.title = u"server"_s});
    server.route(u"/own"_s).setDiscoverable({.title = u"own"_s});
    server.route(u"/none"_s).setDiscoverable(std::nullopt);
    server.route(u"/as-server"_s);
    QVERIFY(server.listen());
    const auto client = [&server](const QString &path) {
        QUrl url = server.url();
        url.setPath(path);
        auto made = std::make_unique<Client>(url);
        made->open();
        return made;
    };
    QCOMPARE(titleOf(*client(u"/as-server"_s)), u"server"_s);
    QCOMPARE(titleOf(*client(u"/own"_s)), u"own"_s);
    QCOMPARE(refusalOf(*client(u"/none"_s)), int(Error::MethodNotFound));
    server.setDiscoverable(std::nullopt);
    QCOMPARE(refusalOf(*client(u"/as-server"_s)), int(Error::MethodNotFound));
    QCOMPARE(titleOf(*client(u"/own"_s)), u"own"_s);
}

QTEST_GUILESS_MAIN(tst_Discovery)
#include "tst_discovery.moc"
