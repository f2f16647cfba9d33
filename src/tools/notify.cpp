// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"

#include <QCoreApplication>
#include <QTimer>

using WebSocketRpc::Client;
using WebSocketRpc::Error;

int runNotify(const CommandLine &line)
{
    const auto client = makeClient(line);
    // The peer's side of the closing handshake comes behind what was sent before it.
    QObject::connect(client.get(), &Client::connected, client.get(), [&client, &line] {
        client->notify(line.method, line.arguments);
        client->close();
    });
    QObject::connect(
        client.get(), &Client::disconnected, client.get(), [] { QCoreApplication::exit(Success); });
    QObject::connect(client.get(), &Client::failed, client.get(), exitWith);
    QTimer::singleShot(line.timeout, client.get(), [] {
        exitWith(
            Error(Error::Kind::Timeout, QStringLiteral("the notification was not taken in time")));
    });
    client->open();
    return QCoreApplication::exec();
}
