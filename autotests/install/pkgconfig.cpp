// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Built with the flags of pkg-config, without CMake and moc.

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    WebSocketRpc::Server server;
    if (!server.listen())
        return EXIT_FAILURE;
    WebSocketRpc::Client client(server.url());
    client.open();
    client.call<int>("nothing").onFailed(&client, [](const WebSocketRpc::Error &error) {
        QCoreApplication::exit(error.code() == -32601 ? EXIT_SUCCESS : EXIT_FAILURE);
        return 0;
    });
    return QCoreApplication::exec();
}
