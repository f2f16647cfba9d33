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
    client->call<QVariant>(line.method, line.arguments)
        .then(client.get(),
            [layout = line.compact ? JsonLayout::Compact : JsonLayout::Indented](
                const QVariant &result) {
                std::printf("%s\n", textFromValue(result, layout).constData());
                QCoreApplication::exit(Success);
            })
        .onFailed(client.get(), exitWith);
    return QCoreApplication::exec();
}
