// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "apidocument_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtTest/qtest.h>

// What is said of the objects that a test exposes.
namespace Described {

inline QJsonObject all(const WebSocketRpc::Registry &registry)
{
    return apiDocument(registry, {}, [](const QString &) { return true; });
}

inline QStringList names(const QJsonValue &members)
{
    QStringList names;
    for (const QJsonValue member : members.toArray())
        names.append(member[QStringLiteral("name")].toString());
    return names;
}

inline QJsonObject member(const QJsonObject &document, const QString &kind, const QString &name)
{
    for (const QJsonValue member : document[kind].toArray()) {
        if (member[QStringLiteral("name")] == name)
            return member.toObject();
    }
    qFatal("there is no %s in %s", qPrintable(name), qPrintable(kind));
    return {};
}

inline QJsonObject method(const WebSocketRpc::Registry &registry, const QString &name)
{
    return member(all(registry), QStringLiteral("methods"), name);
}

inline QByteArray text(const QJsonValue &value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                           : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

inline QByteArray compact(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isNull())
        qFatal("no JSON: %s", json.constData());
    return document.toJson(QJsonDocument::Compact);
}

// Each parameter as "name: schema" or "name?: schema".
inline QStringList parameters(const QJsonValue &method)
{
    QStringList all;
    for (const QJsonValue param : method[QStringLiteral("params")].toArray()) {
        const bool isRequired = param[QStringLiteral("required")].toBool();
        all.append(param[QStringLiteral("name")].toString()
            + (isRequired ? QStringLiteral(": ") : QStringLiteral("?: "))
            + QString::fromUtf8(text(param[QStringLiteral("schema")])));
    }
    return all;
}

} // namespace Described
