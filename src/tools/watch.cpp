// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"
#include "lines.h"

#include <QTimer>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;

int runWatch(const CommandLine &line)
{
    Connection connection(line.connection);
    WebSocketRpc::Client *const client = &connection.client();
    Lines lines(line.count);
    connection.onNotification([&lines](const QString &method, const QVariant &params) {
        if (method == "rpc.changed"_L1)
            lines.print(params.toMap());
    });
    connection.open();
    // A call may fail at once, but only a running event loop can be ended.
    QTimer::singleShot(0, client, [&connection, &lines, &line, client] {
        client->call<QVariantMap>("rpc.watch", {{"names", line.names}})
            .then(client, [&lines](const QVariantMap &values) { lines.print(values); })
            .onFailed(client, [&connection](const Error &error) { connection.exitWith(error); });
    });
    return QCoreApplication::exec();
}
