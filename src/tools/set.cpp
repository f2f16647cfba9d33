// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"

#include <QCoreApplication>
#include <QTimer>

using WebSocketRpc::Error;

int runSet(const CommandLine &line)
{
    Connection connection(line.connection);
    WebSocketRpc::Client *const client = &connection.client();
    connection.open();
    // A call may fail at once, but only a running event loop can be ended.
    QTimer::singleShot(0, client, [&connection, &line, client] {
        client->call<void>(line.request.method, line.request.arguments)
            .then(client, [] { QCoreApplication::exit(Success); })
            .onFailed(client, [&connection](const Error &error) { connection.exitWith(error); });
    });
    return QCoreApplication::exec();
}
