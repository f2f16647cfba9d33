// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// A server, and two clients of it that are written from greenhouse.json, which says what the server
// offers: a class in C++, which waters what has become dry, and a type in QML, which shows the
// greenhouse. They are one program for brevity; they would usually be three, on several machines.
// web/run shows a page with a third client, in TypeScript; the argument is the origin of another page.

#include "gardener.h"
#include "greenhouseservice.h"

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QTextStream>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);

    GreenhouseService greenhouse;
    if (!(argc > 1 ? greenhouse.open(QString::fromLocal8Bit(argv[1])) : greenhouse.open()))
        return EXIT_FAILURE;
    QTextStream(stdout) << u"the greenhouse is at "_s << greenhouse.url().toString() << Qt::endl;

    const Gardener gardener(greenhouse.url());
    QQmlApplicationEngine engine;
#ifdef QML_IMPORT_PATH
    engine.addImportPath(QStringLiteral(QML_IMPORT_PATH));
#endif
    engine.setInitialProperties({{u"server"_s, greenhouse.url()}});
    engine.load(u"qrc:/qt/qml/Growing/Main.qml"_s);
    return engine.rootObjects().isEmpty() ? EXIT_FAILURE : QGuiApplication::exec();
}
