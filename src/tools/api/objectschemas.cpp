// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "objectparts.h"
#include "schemareader.h"

using namespace Qt::StringLiterals;

namespace Api {

namespace {

// Ours are in the order in which they are declared.
QStringList orderOf(const Place &schema)
{
    const QStringList names = schema["properties"_L1].toObject().keys();
    QSet<QString> left(names.begin(), names.end());
    QStringList order;
    for (const QJsonValue value : schema["x-order"_L1].toArray()) {
        if (left.remove(value.toString()))
            order.append(value.toString());
    }
    return left.isEmpty() ? order : names;
}

// A part of an object may leave out its type.
bool isOfObjects(const Place &schema)
{
    return schema["type"_L1] == "object"_L1 || !schema.has("type"_L1);
}

} // namespace

TypePtr SchemaReader::objectOf(const Place &schema)
{
    ObjectParts parts;
    if (!addMembers(schema, parts))
        return unknown(schema.path, u"is made of what is not all objects"_s);
    Object object{parts.takeMembers(), othersOf(schema)};
    if (object.members.empty() && object.others)
        return typeOf(Map{object.others});
    return typeOf(std::move(object));
}

bool SchemaReader::addMembers(const Place &place, ObjectParts &object)
{
    const DepthGuard guard(m_depth);
    const auto followed = m_references.follow(place);
    const auto *found = std::get_if<Place>(&followed);
    if (!found || !mayGoOn() || !isOfObjects(*found))
        return false;
    const Place parts = found->at("allOf"_L1);
    for (qsizetype i = 0; i < parts.value.toArray().size(); ++i) {
        if (!addMembers(parts.at(i), object))
            return false;
    }
    const Place properties = found->at("properties"_L1);
    for (const QString &name : orderOf(*found)) {
        const Place property = properties.at(name);
        object.add({.name = name,
            .type = read(property),
            .description = property.text("description"_L1),
            .defaultValue = property["default"_L1]});
    }
    for (const QJsonValue name : (*found)["required"_L1].toArray())
        object.require(name.toString());
    return true;
}

// Of the members that a schema does not name.
TypePtr SchemaReader::othersOf(const Place &schema)
{
    const Place others = schema.at("additionalProperties"_L1);
    const QJsonObject patterns = schema["patternProperties"_L1].toObject();
    if (patterns.size() > 1)
        return unknown(schema.path, u"has members whose types differ by patterns"_s);
    if (patterns.size() == 1)
        return read(schema.at("patternProperties"_L1).at(patterns.keys().constFirst()));
    if (others.value == QJsonValue(false))
        return {};
    return others.value.isUndefined() ? typeOf(Any{}) : read(others);
}

} // namespace Api
