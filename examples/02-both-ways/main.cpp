// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Calls in both directions on one connection. The server asks each new client for its name. The
// client answers, and then calls the server. The server notifies the client when it may leave.
// Neither side blocks: results arrive as futures.

#include "guest.h"
#include "host.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);

    Host host;
    if (!host.open())
        return EXIT_FAILURE;
    Guest guest(host.url());
    QObject::connect(&guest, &Guest::left, &application, &QCoreApplication::exit);
    return QCoreApplication::exec();
}
