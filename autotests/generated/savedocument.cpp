// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "../interop/serverprocess.h"

#include <websocketrpc/client.h>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

// Writes what the interop server tells of itself into the file that the command line names.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const ServerProcess server;
    WebSocketRpc::Client client(server.url());
    client.open();
    QJsonObject document;
    client.call<QJsonObject>("rpc.discover")
        .then(&client,
            [&document](const QJsonObject &result) {
                document = result;
                QCoreApplication::quit();
            })
        .onFailed(&client, [] { QCoreApplication::exit(EXIT_FAILURE); });
    if (QCoreApplication::exec() != EXIT_SUCCESS)
        return EXIT_FAILURE;
    QSaveFile file(QCoreApplication::arguments().value(1));
    const bool isSaved = file.open(QIODevice::WriteOnly)
        && file.write(QJsonDocument(document).toJson()) > 0 && file.commit();
    return isSaved ? EXIT_SUCCESS : EXIT_FAILURE;
}
