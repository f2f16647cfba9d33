// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// A table of a million rows at a server. The window fetches those that it shows, and they follow the server.
// The server is in the same program for brevity; it would usually run on another machine.

#include "metermodel.h"
#include "meterwindow.h"

#include <websocketrpc/server.h>

#include <QApplication>
#include <QCheckBox>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);

    //! [server]
    MeterModel meters;
    WebSocketRpc::Server server;
    server.expose(&meters, {.name = u"meters"_s, .roles = {Qt::DisplayRole}});
    //! [server]
    if (!server.listen())
        return EXIT_FAILURE;
    const QUrl url = server.url();

    MeterWindow window(url);
    auto *const running = new QCheckBox(QCheckBox::tr("Server is running"));
    running->setObjectName(u"running"_s);
    running->setChecked(true);
    QObject::connect(running, &QCheckBox::toggled, &server, [&server, url](bool isRunning) {
        if (!isRunning)
            server.close();
        else if (!server.listen(QHostAddress::LocalHost, quint16(url.port())))
            qCritical("%s", qUtf8Printable(server.errorString()));
    });
    window.addToTools(running);
    window.show();
    return QApplication::exec();
}
