// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// A user interface in QML that calls a server and is called by it. Both are in one program for
// brevity; the parcel office would usually run on another machine.

#include "parceloffice.h"

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickStyle>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);

    ParcelOffice office;
    QQmlApplicationEngine engine;
#ifdef QML_IMPORT_PATH
    //! [import path]
    engine.addImportPath(QStringLiteral(QML_IMPORT_PATH));
    //! [import path]
#endif
    engine.setInitialProperties({{u"office"_s, QVariant::fromValue(&office)}});
    engine.load(u"qrc:/qt/qml/Parcels/Main.qml"_s);
    return engine.rootObjects().isEmpty() ? EXIT_FAILURE : QGuiApplication::exec();
}
