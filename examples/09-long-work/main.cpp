// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// A table of a million rows that are read as the user scrolls, and a call that takes some seconds, with
// a progress bar and a button that cancels it. The server is in the same program for brevity.

#include "archive.h"
#include "archivewindow.h"

#include <websocketrpc/server.h>

#include <QApplication>

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);

    Archive archive;
    WebSocketRpc::Server server;
    server.expose(&archive);
    if (!server.listen())
        return EXIT_FAILURE;

    ArchiveWindow window(server.url());
    window.show();
    return QApplication::exec();
}
