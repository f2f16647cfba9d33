// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "schemas_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qregularexpression.h>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

// "Interop::Shape" is "Interop.Shape", and "QFlags<Car::Part>" is "QFlags_Car.Part_".
QString Schemas::nameOf(QMetaType type) const
{
    static const QRegularExpression others(u"[^a-zA-Z0-9._-]"_s);
    QString name = QString::fromUtf8(type.name());
    name.replace(u"::"_s, u"."_s).replace(others, u"_"_s);
    return m_unknownMembers == UnknownMembers::Ignored ? name + u"-open"_s : name;
}

QJsonObject typeSchema(const char *type, const char *cppType)
{
    QJsonObject schema{{u"type"_s, QLatin1StringView(type)}};
    if (cppType)
        schema.insert(u"x-type"_s, QLatin1StringView(cppType));
    return schema;
}

QJsonObject patternSchema(const QString &pattern, const char *cppType)
{
    QJsonObject schema = typeSchema("string", cppType);
    schema.insert(u"pattern"_s, pattern);
    return schema;
}

QJsonObject orNull(const QJsonObject &schema)
{
    const QJsonArray choices{schema, typeSchema("null")};
    return {{u"anyOf"_s, choices}};
}

} // namespace WebSocketRpc
