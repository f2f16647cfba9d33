// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scalarschemas.h"

#include "names.h"
#include "unions.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

std::optional<double> numberOf(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

Number boundsOf(const QJsonObject &schema, double step)
{
    Number number{numberOf(schema[u"minimum"]), numberOf(schema[u"maximum"])};
    if (const auto below = numberOf(schema[u"exclusiveMinimum"]))
        number.minimum = *below + step;
    if (const auto above = numberOf(schema[u"exclusiveMaximum"]))
        number.maximum = *above - step;
    return number;
}

Integer integerOf(const QJsonObject &schema)
{
    const Number bounds = boundsOf(schema, 1);
    Integer integer;
    if (bounds.minimum)
        integer.minimum = std::ceil(*bounds.minimum);
    if (bounds.maximum)
        integer.maximum = std::floor(*bounds.maximum);
    return integer;
}

} // namespace

TypePtr scalarOf(const QJsonObject &schema, const QString &type)
{
    if (type == "null"_L1)
        return typeOf(Null{});
    if (type == "boolean"_L1)
        return typeOf(Bool{});
    if (type == "integer"_L1)
        return typeOf(integerOf(schema));
    if (type == "number"_L1)
        return typeOf(boundsOf(schema, 0));
    if (type != "string"_L1)
        return {};
    const auto text = [&schema](const QString &name) {
        return harmlessText(schema.value(name).toString());
    };
    return typeOf(Text{text(u"format"_s), text(u"pattern"_s), text(u"contentEncoding"_s)});
}

// null among them makes the others optional.
TypePtr enumOf(const QJsonArray &values)
{
    QJsonArray others;
    bool hasNull = false;
    for (const QJsonValue value : values) {
        if (value.isNull())
            hasNull = true;
        else
            others.append(value);
    }
    if (others.isEmpty())
        return hasNull ? typeOf(Null{}) : typeOf(Any{});
    const TypePtr some = typeOf(Enum{.values = others});
    return hasNull ? typeOf(Optional{some}) : some;
}

QString cppTypeFrom(const QString &text)
{
    static const QRegularExpression type(u"\\A[A-Za-z_][A-Za-z0-9_:<>, ]{0,199}\\z"_s);
    return type.match(text).hasMatch() ? text : QString();
}

} // namespace Api
