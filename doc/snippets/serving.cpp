// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

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

void Snippets::authenticate()
{
    WebSocketRpc::Server server;
    Calculator calculator;
    server.expose(&calculator);
    //! [authenticator]
    using WebSocketRpc::Admission;

    server.setAuthenticator([](const WebSocketRpc::PeerInfo &request) {
        if (request.header("X-TOKEN") == "secret")
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
