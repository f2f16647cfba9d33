// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "sums.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QCoreApplication>

// Ends with 0 if the class that the build has written calls the server.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    WebSocketRpc::Server server;
    server.on("add", &server, [](int a, int b) { return a + b; });
    if (!server.listen())
        return EXIT_FAILURE;
    WebSocketRpc::Client client(server.url());
    client.open();
    SumsApi::Sums sums(&client);
    sums.add(1, 2)
        .then(&client,
            [](qint64 sum) { QCoreApplication::exit(sum == 3 ? EXIT_SUCCESS : EXIT_FAILURE); })
        .onFailed(&client, [] { QCoreApplication::exit(EXIT_FAILURE); });
    return QCoreApplication::exec();
}
