// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scalarfitting.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

template<typename Inner, typename Outer>
bool isWithin(const Inner &inner, const Outer &outer)
{
    const bool isAbove = !outer.minimum || (inner.minimum && *inner.minimum >= *outer.minimum);
    const bool isBelow = !outer.maximum || (inner.maximum && *inner.maximum <= *outer.maximum);
    return isAbove && isBelow;
}

bool textFits(const Text &inner, const Text &outer)
{
    const auto allows = [](const QString &some, const QString &all) {
        return all.isEmpty() || some == all;
    };
    return allows(inner.pattern, outer.pattern) && allows(inner.format, outer.format)
        && allows(inner.encoding, outer.encoding);
}

bool valueFits(const QJsonValue &value, const Type &outer)
{
    if (outer.as<Bool>())
        return value.isBool();
    if (const auto *text = outer.as<Text>())
        return value.isString() && text->pattern.isEmpty();
    const Number exactly{value.toDouble(), value.toDouble()};
    if (const auto *number = outer.as<Number>())
        return value.isDouble() && isWithin(exactly, *number);
    const auto *integer = outer.as<Integer>();
    return integer && value.isDouble() && isWithin(exactly, *integer)
        && std::floor(value.toDouble()) == value.toDouble();
}

// The values of the inner one that the outer one has not.
QStringList missing(const Enum &inner, const Enum &outer)
{
    QStringList names;
    for (const QJsonValue value : inner.values) {
        if (!outer.values.contains(value))
            names.append(value.toVariant().toString());
    }
    return names;
}

bool enumFits(const Enum &inner, const Type &outer)
{
    if (const auto *values = outer.as<Enum>())
        return missing(inner, *values).isEmpty() && (values->isFlags || !inner.isFlags);
    for (const QJsonValue value : inner.values) {
        if (!valueFits(value, outer))
            return false;
    }
    return true;
}

} // namespace

bool scalarFits(const Type &inner, const Type &outer)
{
    if (const auto *values = inner.as<Enum>())
        return enumFits(*values, outer);
    if (const auto *integer = inner.as<Integer>()) {
        if (const auto *number = outer.as<Number>())
            return isWithin(*integer, *number);
        const auto *other = outer.as<Integer>();
        return other && isWithin(*integer, *other);
    }
    if (const auto *number = inner.as<Number>()) {
        const auto *other = outer.as<Number>();
        return other && isWithin(*number, *other);
    }
    if (const auto *text = inner.as<Text>()) {
        const auto *other = outer.as<Text>();
        return other && textFits(*text, *other);
    }
    return inner.kind.index() == outer.kind.index();
}

QString scalarProblem(const Type &inner, const Type &outer)
{
    const auto *some = inner.as<Enum>();
    const auto *all = outer.as<Enum>();
    if (some && all) {
        const QStringList names = missing(*some, *all);
        if (!names.isEmpty())
            return u"there is no value %1"_s.arg(names.join(u", "_s));
    }
    const QString left = toText(inner);
    const QString right = toText(outer);
    if (left == right)
        return u"the pattern of the text is another one"_s;
    return u"%1 is not %2"_s.arg(left, right);
}

} // namespace Api
