// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "type.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

QString jsonText(const QJsonValue &value)
{
    const QByteArray array =
        QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact); // "[value]"
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

QString joined(const std::vector<TypePtr> &types, const QString &separator)
{
    QStringList texts;
    for (const TypePtr &type : types)
        texts.append(toText(*type));
    return texts.join(separator);
}

QString valuesOf(const Enum &values)
{
    QStringList texts = values.names();
    if (values.numbers.isEmpty()) {
        texts.clear();
        for (const QJsonValue value : values.values)
            texts.append(jsonText(value));
    }
    return texts.join(values.isFlags ? u"|"_s : u", "_s);
}

QString membersOf(const Object &object)
{
    QStringList texts;
    for (const Member &member : object.members)
        texts.append(member.name + (member.isRequired ? u": "_s : u"?: "_s) + toText(*member.type));
    return u'{' + texts.join(u", "_s) + u'}';
}

// The one of C++ that has these bounds, else the bounds.
QString integerText(const Integer &integer)
{
    if (!integer.minimum || !integer.maximum)
        return u"integer"_s;
    struct Known
    {
        double minimum;
        double maximum;
        QLatin1StringView name;
    };
    static constexpr Known known[] = {{-0x1p7, 0x1p7 - 1, "int8"_L1}, {0, 0x1p8 - 1, "uint8"_L1},
        {-0x1p15, 0x1p15 - 1, "int16"_L1}, {0, 0x1p16 - 1, "uint16"_L1},
        {-0x1p31, 0x1p31 - 1, "int"_L1}, {0, 0x1p32 - 1, "uint"_L1}, {-0x1p63, 0x1p63, "int64"_L1},
        {0, 0x1p64, "uint64"_L1}};
    const auto isIt = [&](const Known &type) {
        return type.minimum == *integer.minimum && type.maximum == *integer.maximum;
    };
    const auto *found = std::ranges::find_if(known, isIt);
    if (found != std::end(known))
        return found->name;
    return u"integer %1..%2"_s.arg(*integer.minimum, 0, 'f', 0).arg(*integer.maximum, 0, 'f', 0);
}

struct Texter
{
    QString operator()(const Any &) const { return u"any"_s; }
    QString operator()(const Null &) const { return u"null"_s; }
    QString operator()(const Bool &) const { return u"bool"_s; }
    QString operator()(const Integer &integer) const { return integerText(integer); }
    QString operator()(const Number &) const { return u"number"_s; }
    QString operator()(const Text &text) const
    {
        return text.format.isEmpty() ? u"string"_s : u"string (%1)"_s.arg(text.format);
    }
    QString operator()(const Enum &values) const
    {
        return (values.isFlags ? u"flags of "_s : u"one of "_s) + valuesOf(values);
    }
    QString operator()(const Array &array) const { return u"list of "_s + toText(*array.element); }
    QString operator()(const Tuple &tuple) const
    {
        return u'[' + joined(tuple.elements, u", "_s) + u']';
    }
    QString operator()(const Map &map) const { return u"map of "_s + toText(*map.value); }
    QString operator()(const Object &object) const { return membersOf(object); }
    QString operator()(const Optional &optional) const
    {
        return toText(*optional.value) + u" or null"_s;
    }
    QString operator()(const Union &choice) const { return joined(choice.choices, u" or "_s); }
    QString operator()(const Reference &reference) const { return reference.name; }
    QString operator()(const Stream &stream) const
    {
        return u"stream of "_s + toText(*stream.value);
    }
};

} // namespace

QStringList Enum::names() const
{
    QStringList names;
    for (const QJsonValue value : values) {
        if (value.isString())
            names.append(value.toString());
    }
    return names;
}

TypePtr withTexts(
    const TypePtr &type, const QString &cppType, const QString &title, const QString &description)
{
    if (cppType.isEmpty() && title.isEmpty() && description.isEmpty())
        return type;
    Type copy = *type;
    const auto replace = [](QString &text, const QString &other) {
        if (!other.isEmpty())
            text = other;
    };
    replace(copy.cppType, cppType);
    replace(copy.title, title);
    replace(copy.description, description);
    return std::make_shared<const Type>(std::move(copy));
}

QString toText(const Type &type)
{
    // Where null is what NaN is written as.
    const auto *optional = type.as<Optional>();
    if (optional && optional->value->as<Number>() && !type.cppType.isEmpty())
        return toText(*optional->value);
    const bool isPlain = type.as<Text>() || type.as<Number>() || type.as<Any>();
    return isPlain && !type.cppType.isEmpty() ? type.cppType : std::visit(Texter(), type.kind);
}

} // namespace Api
