// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cpptranslator.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

struct IntegerType
{
    const char *name;
    double minimum;
    double maximum;
};

// The first one that has all values, where the bounds are not exactly those of a small one.
constexpr IntegerType smallIntegers[] = {{"qint8", -0x1p7, 0x1p7 - 1}, {"quint8", 0, 0x1p8 - 1},
    {"qint16", -0x1p15, 0x1p15 - 1}, {"quint16", 0, 0x1p16 - 1}};
constexpr IntegerType largeIntegers[] = {{"int", -0x1p31, 0x1p31 - 1}, {"quint32", 0, 0x1p32 - 1},
    {"qint64", -0x1p63, 0x1p63}, {"quint64", 0, 0x1p64}};

// Values that can be invalid, which null means.
bool hasNull(const CppType &type)
{
    return type.name == "QDateTime"_L1 || type.name == "QDate"_L1 || type.name == "QTime"_L1;
}

bool isText(const Api::Enum &values)
{
    return std::all_of(values.values.begin(), values.values.end(),
        [](const QJsonValue &value) { return value.isString(); });
}

bool isScalar(const Api::Type &type)
{
    const auto *values = type.as<Api::Enum>();
    return (values && isText(*values)) || type.as<Api::Bool>() || type.as<Api::Integer>()
        || type.as<Api::Number>() || type.as<Api::Text>();
}

} // namespace

CppType CppTranslator::operator()(const Api::Any &) const
{
    if (type.cppType.isEmpty())
        return CppType::json();
    return types.unknown(place, u"since only the peer knows what '%1' is"_s.arg(type.cppType));
}

CppType CppTranslator::operator()(const Api::Integer &integer) const
{
    const auto isExact = [&integer](const IntegerType &known) {
        return integer.minimum == known.minimum && integer.maximum == known.maximum;
    };
    const auto hasAll = [&integer](const IntegerType &known) {
        return integer.minimum.value_or(-0x1p63) >= known.minimum
            && integer.maximum.value_or(0x1p63) <= known.maximum;
    };
    const auto *const exact = std::ranges::find_if(smallIntegers, isExact);
    if (exact != std::end(smallIntegers))
        return CppType::value(exact->name);
    const auto *const found = std::ranges::find_if(largeIntegers, hasAll);
    return found == std::end(largeIntegers) ? CppType::value("double")
                                            : CppType::value(found->name);
}

CppType CppTranslator::operator()(const Api::Number &) const
{
    return CppType::value(type.cppType == "float"_L1 ? "float" : "double");
}

CppType CppTranslator::operator()(const Api::Text &text) const
{
    for (const char *const known : {"QByteArray", "QDateTime", "QUrl"}) {
        if (type.cppType == QLatin1StringView(known))
            return CppType::object(known);
    }
    for (const char *const known : {"QDate", "QTime", "QUuid"}) {
        if (type.cppType == QLatin1StringView(known))
            return CppType::value(known);
    }
    if (text.encoding == "base64"_L1)
        return CppType::object("QByteArray");
    if (text.format == "date-time"_L1)
        return CppType::object("QDateTime");
    if (text.format == "date"_L1)
        return CppType::value("QDate");
    return text.format == "uuid"_L1 ? CppType::value("QUuid") : CppType::object("QString");
}

CppType CppTranslator::operator()(const Api::Enum &values) const
{
    const auto all = [&values](auto &&is) {
        return std::all_of(values.values.begin(), values.values.end(), is);
    };
    if (isText(values)) {
        const QStringList names = values.names();
        const bool isNoEnum =
            names.size() < 2 || std::ranges::any_of(names, [](const QString &text) {
                return text.isEmpty() || !text.isValidUtf16() || text.contains(QChar(0));
            });
        return isNoEnum ? CppType::object("QString") : types.declareEnum(type, values, name);
    }
    if (all([](const QJsonValue &value) { return value.isBool(); }))
        return CppType::value("bool");
    const auto isInteger = [](const QJsonValue &value) {
        return value.isDouble() && QJsonValue(value.toInteger()) == value;
    };
    if (all(isInteger))
        return CppType::value("qint64");
    return types.unknown(place, u"one of values of several types"_s);
}

CppType CppTranslator::operator()(const Api::Array &array) const
{
    const CppType element = inside(*array.element);
    if (element.isJson() && array.element->as<Api::Any>())
        return CppType::object("QJsonArray");
    return CppType::of(CppType::Kind::List, element);
}

CppType CppTranslator::operator()(const Api::Tuple &tuple) const
{
    if (tuple.elements.empty() || tuple.elements.size() > 10)
        return CppType::object("QJsonArray");
    CppType result{CppType::Kind::Tuple};
    for (const Api::TypePtr &element : tuple.elements)
        result.parts.push_back(inside(*element));
    return result;
}

CppType CppTranslator::operator()(const Api::Map &map) const
{
    const CppType value = inside(*map.value);
    if (value.isJson() && map.value->as<Api::Any>())
        return CppType::object("QJsonObject");
    return CppType::of(CppType::Kind::Map, value);
}

CppType CppTranslator::operator()(const Api::Object &object) const
{
    if (object.members.empty())
        return CppType::object("QJsonObject");
    if (object.others && !object.others->as<Api::Any>())
        types.m_leftOut.append(u"%1: members that are not named"_s.arg(place));
    return types.declareStruct(type, object, name);
}

CppType CppTranslator::operator()(const Api::Optional &optional) const
{
    const CppType value = inside(*optional.value);
    const bool isNan = optional.value->as<Api::Number>() && !type.cppType.isEmpty();
    if (isNan)
        return CppType::value(type.cppType == "float"_L1 ? "float" : "double");
    const bool needsNone = value.isJson() || value.isOptional() || hasNull(value)
        || value.kind == CppType::Kind::Stream;
    return needsNone ? value : CppType::of(CppType::Kind::Optional, value);
}

CppType CppTranslator::operator()(const Api::Union &choice) const
{
    std::optional<CppType> common;
    for (const Api::TypePtr &one : choice.choices) {
        const Api::Type &resolved = types.m_document.resolved(*one);
        if (!isScalar(resolved))
            return types.unknown(place, u"one of several types"_s);
        // Among other types, one of some texts is a text.
        const CppType translated =
            resolved.as<Api::Enum>() ? CppType::object("QString") : inside(resolved);
        if (common && *common != translated)
            return types.unknown(place, u"one of several types"_s);
        common = translated;
    }
    return common.value_or(CppType::json());
}

CppType CppTranslator::operator()(const Api::Reference &reference) const
{
    return types.ofReference(reference, place);
}

CppType CppTranslator::operator()(const Api::Stream &) const
{
    return types.unknown(place, u"since a stream is no part of another value"_s);
}

} // namespace Generator::Cpp
