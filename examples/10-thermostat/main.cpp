// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Two windows that show one thermostat, each with a connection of its own. The server is in the same
// program for brevity; it would usually run on another machine.

#include "boiler.h"

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickStyle>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);

    Boiler boiler;
    QQmlApplicationEngine engine;
#ifdef QML_IMPORT_PATH
    engine.addImportPath(QStringLiteral(QML_IMPORT_PATH));
#endif
    engine.setInitialProperties({{u"boiler"_s, QVariant::fromValue(&boiler)}});
    engine.load(u"qrc:/qt/qml/Heating/Main.qml"_s);
    return engine.rootObjects().isEmpty() ? EXIT_FAILURE : QGuiApplication::exec();
}
