// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <QCoreApplication>
#include <QDebug>
#include <QQmlComponent>
#include <QQmlEngine>

// Makes an object of the installed QML module, which is below the folder that is given.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QQmlEngine engine;
    engine.addImportPath(QCoreApplication::arguments().constLast());
    QQmlComponent component(&engine);
    component.setData(
        "import WebSocketRpc\nRpcClient { url: 'ws://localhost/'; active: false }", QUrl());
    const std::unique_ptr<QObject> client(component.create());
    if (!client) {
        qWarning() << component.errors();
        return EXIT_FAILURE;
    }
    return client->property("url").toUrl() == QUrl("ws://localhost/") ? EXIT_SUCCESS : EXIT_FAILURE;
}
