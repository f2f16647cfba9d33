// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Both sides of a remote call, in one program for brevity. A server exposes an object whose method
// joins two strings. A client calls that method over a WebSocket on the loopback interface and
// prints the result. Usually the two are different programs on different machines.

//! [concat]
#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QCoreApplication>
#include <QTextStream>

class Strings : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QString concat(const QString &a = {}, const QString &b = {}) { return a + b; }
};

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);

    Strings strings;
    WebSocketRpc::Server server;
    server.expose(&strings);
    if (!server.listen()) // on a free port of the loopback interface
        return EXIT_FAILURE;

    WebSocketRpc::Client client(server.url());
    client.open();
    client.call<QString>("concat", {{"a", "hello"}, {"b", " world"}})
        .then(&client,
            [](const QString &text) {
                QTextStream(stdout) << text << Qt::endl;
                QCoreApplication::exit(EXIT_SUCCESS);
            })
        .onFailed(&client, [](const WebSocketRpc::Error &error) {
            QTextStream(stderr) << error.message() << Qt::endl;
            QCoreApplication::exit(EXIT_FAILURE);
        });
    return QCoreApplication::exec();
}

#include "main.moc"
//! [concat]
