// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Who may connect, and who may call what. The server uses TLS and asks for a token before it
// accepts a connection. Each method knows who is calling, and not everybody may call all of them.

#include "certificate.h"
#include "library.h"

#include <websocketrpc/client.h>
#include <websocketrpc/constanttime.h>
#include <websocketrpc/server.h>

#include <QCoreApplication>
#include <QTextStream>

using namespace Qt::StringLiterals;
using WebSocketRpc::Admission;
using WebSocketRpc::CallContext;
using WebSocketRpc::Client;
using WebSocketRpc::equalInConstantTime;
using WebSocketRpc::Error;
using WebSocketRpc::PeerInfo;
using WebSocketRpc::Server;

static void say(const QString &what)
{
    QTextStream(stdout) << what << Qt::endl;
}

//! [authenticator]
// Runs before the upgrade to a WebSocket: whose token is it?
static Admission admit(const PeerInfo &request)
{
    const QByteArray shown = request.header("Authorization");
    if (equalInConstantTime(shown, "Bearer green"))
        return Admission::accept(u"the reader"_s);
    if (equalInConstantTime(shown, "Bearer red"))
        return Admission::accept(u"the librarian"_s);
    return Admission::refuse(403);
}
//! [authenticator]

//! [authorizer]
// Runs before each call: is it allowed?
static std::optional<Error> permit(const CallContext &context)
{
    if (context.method() != "closeForTheDay"_L1 || context.identity() == u"the librarian"_s)
        return {};
    return Error(1, u"%1 may not do that"_s.arg(context.identity().toString()));
}
//! [authorizer]

// Connects with a token, calls both methods and closes the connection. Then runs `next`.
static void visit(Client &client, const QByteArray &token, const std::function<void()> &next)
{
    client.setHeader("Authorization", token);
    client.open();
    client.call<QString>("borrow", "a book")
        .then(&client, [](const QString &answer) { say(answer); })
        .onFailed(&client, [](const Error &error) {
            say(u"not let in: %1"_s.arg(error.message().section(u": "_s, 1)));
        });
    client.call<QString>("closeForTheDay")
        .then(&client, [](const QString &answer) { say(answer); })
        .onFailed(&client,
            [](const Error &error) {
                if (error.kind() == Error::Kind::Remote)
                    say(u"refused: %1"_s.arg(error.message()));
            })
        .then(&client, [&client, next] {
            client.close();
            next();
        });
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const auto certificate = makeThrowAwayCertificate();
    if (!certificate) {
        say(u"This example needs the program openssl to make a certificate."_s);
        return EXIT_FAILURE;
    }

    Library library;
    Server server;
    server.expose(&library);
    server.setSslConfiguration(certificate->forServer);
    server.setAuthenticator(admit);
    server.setAuthorizer(permit);
    if (!server.listen()) {
        say(server.errorString());
        return EXIT_FAILURE;
    }
    say(u"the library is open at %1"_s.arg(server.url().scheme()));

    Client client(server.url());
    client.setSslConfiguration(certificate->forClient);
    visit(client, "Bearer blue", [&] {
        visit(client, "Bearer green",
            [&] { visit(client, "Bearer red", [] { QCoreApplication::quit(); }); });
    });
    return QCoreApplication::exec();
}
