// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"
#include "jsontext.h"

#include <QCoreApplication>

#include <cstdio>

int runCall(const CommandLine &line)
{
    const auto client = makeClient(line);
    client->open();
    const auto print = [layout = line.compact ? JsonLayout::Compact : JsonLayout::Indented](
                           const QVariant &result) {
        std::printf("%s\n", textFromValue(result, layout).constData());
        QCoreApplication::exit(Success);
    };
    // A call may fail at once, and only an event loop that runs can be ended.
    const auto call = [&] {
        client->call<QVariant>(line.method, line.arguments)
            .then(client.get(), print)
            .onFailed(client.get(), exitWith);
    };
    QMetaObject::invokeMethod(client.get(), call, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
