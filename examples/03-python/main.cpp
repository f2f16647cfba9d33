// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Qt and Python at the two ends of a connection: a guest in Qt calls a FastAPI service, server.py,
// and a kitchen in Qt serves a Python guest, client.py. The script "run" runs both.

#include "guest.h"
#include "kitchen.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QCoreApplication>
#include <QTextStream>

using namespace Qt::StringLiterals;
using WebSocketRpc::Client;
using WebSocketRpc::Dialect;
using WebSocketRpc::Error;

static void say(const QString &what)
{
    QTextStream(stdout) << what << Qt::endl;
}

static void leaveBecauseOf(const Error &error)
{
    say(u"Qt guest: "_s + error.message());
    QCoreApplication::exit(EXIT_FAILURE);
}

static int eatAt(const QUrl &url)
{
    Guest guest;
    QObject::connect(&guest, &Guest::served, &guest, [](const QString &dish) {
        say(u"Qt guest: served with "_s + dish);
        QCoreApplication::quit();
    });
    //! [client]
    Client client(url);
    client.setDialect(Dialect::FastApi);
    client.expose(&guest);
    client.open();
    client.call<&KitchenApi::order>("soup")
        .then(&guest, [](const QString &answer) { say(u"Qt guest: ordered "_s + answer); })
        .onFailed(&guest, leaveBecauseOf);
    //! [client]
    return QCoreApplication::exec();
}

static int cook()
{
    Kitchen kitchen;
    //! [server]
    WebSocketRpc::Server server; // accepts clients of both dialects
    server.expose(&kitchen);
    if (!server.listen())
        return EXIT_FAILURE;
    //! [server]
    say(server.url().toString());
    return QCoreApplication::exec();
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    return arguments.size() > 1 ? eatAt(QUrl(arguments[1])) : cook();
}
