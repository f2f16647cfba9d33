// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/server.h>

#include <QCoreApplication>
#include <QDebug>
#include <QQmlComponent>
#include <QQmlEngine>

// Makes objects of the QML module that is installed below the given folder, and lets them call a
// server of the library that this program links.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    WebSocketRpc::Server server;
    if (!server.listen())
        return EXIT_FAILURE;
    QQmlEngine engine;
    engine.addImportPath(QCoreApplication::arguments().constLast());
    QObject::connect(&engine, &QQmlEngine::exit, &application, &QCoreApplication::exit);
    QQmlComponent component(&engine);
    component.setData(R"(
        import QtQml
        import WebSocketRpc

        RpcClient {
            id: client
            property RpcCall call: RpcCall {
                client: client
                method: "nothing"
                onFailed: error => Qt.exit(error.code === -32601 ? 0 : 1)
            }
        })",
        QUrl());
    const std::unique_ptr<QObject> client(
        component.createWithInitialProperties({{"url", server.url()}}));
    if (!client) {
        qWarning() << component.errors();
        return EXIT_FAILURE;
    }
    return QCoreApplication::exec();
}
