// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"

#include <QCoreApplication>
#include <QTimer>

using namespace Qt::StringLiterals;

using WebSocketRpc::Client;
using WebSocketRpc::Error;

int runNotify(const CommandLine &line)
{
    Connection connection(line.connection);
    Client *const client = &connection.client();
    // The peer answers the close frame only after everything that was sent before it.
    QObject::connect(client, &Client::connected, client, [client, &line] {
        client->notify(line.request.method, line.request.arguments);
        client->close();
    });
    QObject::connect(
        client, &Client::disconnected, client, [] { QCoreApplication::exit(Success); });
    QTimer::singleShot(line.connection.timeout, client, [&connection] {
        connection.exitWith(
            Error(Error::Kind::Timeout, u"the notification was not delivered in time"_s));
    });
    connection.open();
    return QCoreApplication::exec();
}
