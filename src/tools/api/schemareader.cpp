// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "schemareader.h"

#include "scalarschemas.h"
#include "unions.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

constexpr int deepest = 64;
constexpr std::size_t mostNotes = 1000;
constexpr auto namedPath = "#/components/schemas/"_L1;

bool isTrue(const QJsonValue &value)
{
    return value.isUndefined() || value == QJsonValue(true)
        || (value.isObject() && value.toObject().isEmpty());
}

} // namespace

SchemaReader::SchemaReader(const References &references, const QJsonObject &namedSchemas)
    : m_references(references)
{
    for (const QString &name : namedSchemas.keys()) {
        const Place place = Place{{}, namedPath.chopped(1)}.at(name);
        m_names.insert(place.path, m_unique.unique(typeNameFrom(name)));
        m_waiting.push_back({namedSchemas.value(name), place.path});
    }
}

void SchemaReader::note(const QString &path, const QString &text)
{
    if (m_notes.size() < mostNotes)
        m_notes.push_back({harmlessText(path), text});
}

TypePtr SchemaReader::unknown(const QString &path, const QString &reason)
{
    note(path, reason);
    return typeOf(Any{});
}

void SchemaReader::finish(Document &document)
{
    while (!m_waiting.empty() && !isTooLarge()) {
        const Place place = m_waiting.front();
        m_waiting.pop_front();
        document.types.insert_or_assign(m_names.value(place.path), read(place));
    }
    document.notes = std::move(m_notes);
}

bool SchemaReader::mayGoOn()
{
    return --m_left >= 0 && m_depth <= deepest;
}

TypePtr SchemaReader::read(const Place &schema)
{
    const DepthGuard guard(m_depth);
    if (!mayGoOn())
        return unknown(schema.path, u"is nested too deeply"_s);
    if (schema.value == QJsonValue(true))
        return typeOf(Any{});
    if (!schema.value.isObject())
        return unknown(schema.path, u"is no schema that any value fits"_s);
    if (schema.has("$ref"_L1))
        return reference(schema);
    return withTexts(kindOf(schema), cppTypeFrom(schema["x-type"_L1].toString()),
        schema.text("title"_L1), schema.text("description"_L1));
}

// A schema that is referred to becomes a type with a name, so that it may refer to itself.
TypePtr SchemaReader::reference(const Place &schema)
{
    const auto found = m_references.find(schema["$ref"_L1].toString());
    if (const auto *bad = std::get_if<BadReference>(&found))
        return unknown(schema.path, bad->reason);
    const Place &target = std::get<Place>(found);
    auto name = m_names.find(target.path);
    if (name == m_names.end()) {
        const QString last = target.path.section(u'/', -1);
        name = m_names.insert(target.path, m_unique.unique(typeNameFrom(last)));
        m_waiting.push_back(target);
    }
    return typeOf(Reference{*name});
}

TypePtr SchemaReader::kindOf(const Place &schema)
{
    if (schema.has("x-stream"_L1))
        return typeOf(Stream{read(schema.at("x-stream"_L1))});
    if (schema.has("x-enum"_L1))
        return declaredEnum(schema);
    if (schema.has("const"_L1))
        return typeOf(Enum{.values = {schema["const"_L1]}});
    if (schema["enum"_L1].isArray())
        return enumOf(schema["enum"_L1].toArray());
    if (schema["allOf"_L1].isArray())
        return allOf(schema);
    for (const auto keyword : {"anyOf"_L1, "oneOf"_L1}) {
        if (schema[keyword].isArray() && !schema.has("properties"_L1))
            return anyOf(schema, keyword);
    }
    for (const auto keyword : {"not"_L1, "if"_L1, "$dynamicRef"_L1, "$recursiveRef"_L1}) {
        if (schema.has(keyword))
            note(schema.path, u"the keyword \"%1\" is not told"_s.arg(keyword));
    }
    const QJsonValue type = schema["type"_L1];
    if (type.isArray())
        return ofTypes(schema, type.toArray());
    if (type.isString())
        return ofType(schema, type.toString());
    const auto has = [&schema](QLatin1StringView keyword) { return schema.has(keyword); };
    if (std::ranges::any_of(
            std::array{"properties"_L1, "additionalProperties"_L1, "patternProperties"_L1}, has))
        return objectOf(schema);
    return has("items"_L1) ? arrayOf(schema) : typeOf(Any{});
}

TypePtr SchemaReader::ofType(const Place &schema, const QString &type)
{
    if (type == "array"_L1)
        return arrayOf(schema);
    if (type == "object"_L1)
        return objectOf(schema);
    if (const TypePtr scalar = scalarOf(schema.object(), type))
        return scalar;
    return unknown(schema.path, u"is of no type of JSON Schema"_s);
}

TypePtr SchemaReader::ofTypes(const Place &schema, const QJsonArray &names)
{
    std::vector<TypePtr> choices;
    for (const QJsonValue name : names)
        choices.push_back(ofType(schema, name.toString()));
    return unionOf(choices);
}

TypePtr SchemaReader::declaredEnum(const Place &schema)
{
    Enum values{.isFlags = schema.has("anyOf"_L1)};
    const QJsonObject numbers = schema["x-enum"_L1].toObject();
    for (auto number = numbers.begin(); number != numbers.end(); ++number) {
        values.values.append(number.key());
        if (number->isDouble())
            values.numbers.insert(number.key(), number->toInteger());
    }
    if (values.values.isEmpty())
        return unknown(schema.path, u"has no names"_s);
    return typeOf(std::move(values));
}

TypePtr SchemaReader::arrayOf(const Place &schema)
{
    const Place prefix = schema.at("prefixItems"_L1); // of later drafts
    const Place items = schema.at("items"_L1);
    if (prefix.value.isArray())
        return tupleOf(schema, prefix);
    if (items.value.isArray())
        return tupleOf(schema, items);
    if (isTrue(items.value))
        return typeOf(Array{typeOf(Any{})});
    return typeOf(Array{read(items)});
}

// A tuple has exactly its elements. Arrays that may be shorter or longer are lists of what their elements may be.
TypePtr SchemaReader::tupleOf(const Place &schema, const Place &items)
{
    std::vector<TypePtr> elements;
    const qsizetype count = items.value.toArray().size();
    for (qsizetype i = 0; i < count && !isTooLarge(); ++i)
        elements.push_back(read(items.at(i)));
    const bool mayBeLonger = schema["additionalItems"_L1] != QJsonValue(false)
        && schema["maxItems"_L1] != QJsonValue(double(count));
    const bool mayBeShorter = schema["minItems"_L1] != QJsonValue(double(count));
    if (!mayBeLonger && !mayBeShorter)
        return typeOf(Tuple{std::move(elements)});
    note(schema.path, u"is an array of varying length, whose elements differ by their places"_s);
    if (mayBeLonger)
        return typeOf(Array{typeOf(Any{})});
    return typeOf(Array{unionOf(elements)});
}

TypePtr SchemaReader::allOf(const Place &schema)
{
    const Place parts = schema.at("allOf"_L1);
    if (parts.value.toArray().size() == 1 && !schema.has("properties"_L1))
        return read(parts.at(0));
    return objectOf(schema);
}

TypePtr SchemaReader::anyOf(const Place &schema, QLatin1StringView keyword)
{
    const Place places = schema.at(keyword);
    std::vector<TypePtr> choices;
    for (qsizetype i = 0; i < places.value.toArray().size() && !isTooLarge(); ++i)
        choices.push_back(read(places.at(i)));
    return unionOf(choices);
}

} // namespace Api
