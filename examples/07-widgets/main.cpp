// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// A form that calls a server's method: with a sign that the call is running, a way to cancel it, and
// the state of the connection. The server is in this program for brevity.

#include "reportservice.h"
#include "reportwindow.h"

#include <websocketrpc/registertype.h>
#include <websocketrpc/server.h>

#include <QApplication>

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    WebSocketRpc::registerType<Report>();

    ReportService service;
    WebSocketRpc::Server server;
    server.expose(&service);
    if (!server.listen())
        return EXIT_FAILURE;

    ReportWindow window(server.url());
    window.show();
    return QApplication::exec();
}
