// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// A form that calls a method of a server. It shows that the call is running, can cancel it, and
// shows the state of the connection. The server is in the same program for brevity.

#include "reportservice.h"
#include "reportwindow.h"

#include <websocketrpc/registertype.h>
#include <websocketrpc/server.h>

#include <QApplication>

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    WebSocketRpc::registerType<Report>(); // for the QFuture of it

    ReportService service;
    WebSocketRpc::Server server;
    server.expose(&service);
    if (!server.listen())
        return EXIT_FAILURE;

    ReportWindow window(server.url());
    window.show();
    return QApplication::exec();
}
