// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include <websocketrpc/constanttime.h>
#include <websocketrpc/route.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void Snippets::serveRoutes()
{
    WebSocketRpc::Server server;
    Calculator calculator;
    Log adminLog;
    //! [routes]
    server.route(u"/calculator"_s).expose(&calculator);
    server.route(u"/admin/*"_s).expose(&adminLog);
    //! [routes]
    QVERIFY(server.listen());
    QUrl url = server.url();
    url.setPath(u"/admin/today"_s);
    WebSocketRpc::Client client(url);
    client.open();
    client.notify("log", "hello");
    QTRY_COMPARE(adminLog.lines, QStringList{u"hello"_s});
}

void Snippets::serveEach()
{
    WebSocketRpc::Server server;
    //! [each]
    server.exposeEach([](WebSocketRpc::Channel &) { return std::make_unique<Log>(); });
    //! [each]
    QVERIFY(server.listen());
    WebSocketRpc::Client client(server.url());
    client.open();
    const auto reply = client.call<void>("log", "mine");
    QTRY_VERIFY(reply.isFinished());
}

void Snippets::compress()
{
    WebSocketRpc::Server server;
    //! [compression]
    server.setCompression({}); // with the default settings
    server.setCompression({.contextTakeover = false}); // without memory for idle connections
    //! [compression]
    QVERIFY(server.listen());
}

void Snippets::authenticate()
{
    WebSocketRpc::Server server;
    Calculator calculator;
    server.expose(&calculator);
    //! [authenticator]
    using WebSocketRpc::Admission;

    server.setAuthenticator([](const WebSocketRpc::PeerInfo &request) {
        if (WebSocketRpc::equalInConstantTime(request.header("X-TOKEN"), "secret"))
            return Admission::accept(u"ada"_s); // the identity in each CallContext
        return Admission::refuse(403, u"show your token"_s);
    });
    //! [authenticator]
    //! [authorizer]
    server.setAuthorizer(
        [](const WebSocketRpc::CallContext &context) -> std::optional<WebSocketRpc::Error> {
            if (context.method() == "add"_L1 || context.identity() == u"root"_s)
                return {};
            return WebSocketRpc::Error(1, u"%1 is not for you"_s.arg(context.method()));
        });
    //! [authorizer]
    QVERIFY(server.listen());
    WebSocketRpc::Client client(server.url());
    client.setHeader("X-TOKEN", "secret");
    client.open();
    const auto sum = client.call<int>("add", 1, 2);
    QTRY_VERIFY(sum.isFinished());
    QCOMPARE(sum.result(), 3);
    bool isRefused = false;
    client.call<QString>("whoAmI").onFailed(this, [&](const WebSocketRpc::Error &error) {
        isRefused = error.code() == 1;
        return QString();
    });
    QTRY_VERIFY(isRefused);
}

void Snippets::drainServer()
{
    WebSocketRpc::Server server;
    QVERIFY(server.listen());
    bool isGone = false;
    const auto quit = [&] { isGone = true; };
    //! [drain]
    server.drain(10s).then(this, quit);
    //! [drain]
    QTRY_VERIFY(isGone);
}

void Snippets::startFromADescriptor()
{
    WebSocketRpc::Server server;
    //! [systemd]
    constexpr qintptr firstDescriptor = 3; // sd_listen_fds(3)
    const bool isStarted =
        qEnvironmentVariableIntValue("LISTEN_PID") == QCoreApplication::applicationPid()
        && qEnvironmentVariableIntValue("LISTEN_FDS") == 1;
    if (!(isStarted ? server.adopt(firstDescriptor) : server.listen()))
        qWarning() << server.errorString();
    //! [systemd]
    QVERIFY(server.isListening());
}

void Snippets::trustAProxy()
{
    WebSocketRpc::Server server;
    QString address;
    //! [proxy]
    server.setTrustedProxies({u"127.0.0.1"_s}); // nginx on this machine
    server.setAllowedHosts({u"example.org"_s}); // the host name that nginx passes on
    //! [proxy]
    server.setAllowedHosts({u"*"_s});
    server.setAuthenticator([&](const WebSocketRpc::PeerInfo &request) {
        address = request.address;
        return WebSocketRpc::Admission::accept();
    });
    QVERIFY(server.listen());
    WebSocketRpc::Client client(server.url());
    client.setHeader("X-Forwarded-For", "192.0.2.1");
    client.open();
    QTRY_COMPARE(address, u"192.0.2.1"_s);
}
