// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "methodreader.h"

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

ParameterStructure structureOf(const Place &place)
{
    const QString text = place["paramStructure"_L1].toString();
    if (text == "by-name"_L1)
        return ParameterStructure::ByName;
    return text == "by-position"_L1 ? ParameterStructure::ByPosition : ParameterStructure::Either;
}

} // namespace

std::optional<Place> MethodReader::followed(const Place &place)
{
    const auto found = m_references.follow(place);
    if (const auto *bad = std::get_if<BadReference>(&found)) {
        m_schemas.note(place.path, bad->reason);
        return {};
    }
    const Place &target = std::get<Place>(found);
    if (target.value.isObject())
        return target;
    m_schemas.note(place.path, u"is no object"_s);
    return {};
}

Method MethodReader::method(const Place &place)
{
    Method method{.name = place["name"_L1].toString(),
        .summary = place.text("summary"_L1),
        .description = place.text("description"_L1),
        .tags = tags(place.at("tags"_L1)),
        .isDeprecated = place["deprecated"_L1].toBool()};
    const Place overloads = place.at("x-overloads"_L1);
    for (qsizetype i = 0; i < overloads.value.toArray().size(); ++i)
        method.overloads.push_back(overload(overloads.at(i)));
    if (method.overloads.empty())
        method.overloads.push_back(overload(place));
    return method;
}

Overload MethodReader::overload(const Place &place)
{
    Overload overload{.parameters = parameters(place.at("params"_L1)),
        .description = place.text("description"_L1),
        .errors = errors(place.at("errors"_L1)),
        .structure = structureOf(place),
        .takesWholeParams = place["x-whole-params"_L1].toBool()};
    if (place.has("result"_L1)) {
        const auto result = followed(place.at("result"_L1));
        overload.result = result ? m_schemas.read(result->at("schema"_L1)) : typeOf(Any{});
    }
    orderRequired(overload, place.path);
    return overload;
}

// An argument that may be missing cannot be followed by one that may not, except by name.
void MethodReader::orderRequired(Overload &overload, const QString &path)
{
    std::vector<Parameter> &parameters = overload.parameters;
    if (std::ranges::is_sorted(parameters, std::ranges::greater(), &Parameter::isRequired))
        return;
    if (overload.structure != ParameterStructure::ByPosition) {
        overload.structure = ParameterStructure::ByName;
        std::stable_partition(
            parameters.begin(), parameters.end(), std::mem_fn(&Parameter::isRequired));
        return;
    }
    m_schemas.note(path, u"has an optional parameter before one that is required"_s);
    const auto last =
        std::ranges::find(parameters.rbegin(), parameters.rend(), true, &Parameter::isRequired);
    for (auto parameter = last; parameter != parameters.rend(); ++parameter)
        parameter->isRequired = true;
}

std::vector<Parameter> MethodReader::parameters(const Place &places)
{
    std::vector<Parameter> all;
    const qsizetype count = places.value.toArray().size();
    for (qsizetype i = 0; i < count && !m_schemas.isTooLarge(); ++i) {
        const auto place = followed(places.at(i)).value_or(Place{QJsonObject(), places.path});
        all.push_back({.name = place["name"_L1].toString(u"arg%1"_s.arg(i + 1)),
            .type = m_schemas.read(place.at("schema"_L1)),
            .isRequired = place["required"_L1].toBool(),
            .isDeprecated = place["deprecated"_L1].toBool(),
            .description = place.text("description"_L1),
            .defaultValue = place["schema"_L1][u"default"]});
    }
    return all;
}

std::vector<ErrorCode> MethodReader::errors(const Place &places)
{
    std::vector<ErrorCode> all;
    const qsizetype count = places.value.toArray().size();
    for (qsizetype i = 0; i < count && !m_schemas.isTooLarge(); ++i) {
        if (const auto place = followed(places.at(i)))
            all.push_back({(*place)["code"_L1].toInt(), place->text("message"_L1)});
    }
    return all;
}

QStringList MethodReader::tags(const Place &places)
{
    QStringList all;
    for (qsizetype i = 0; i < places.value.toArray().size(); ++i) {
        if (const auto place = followed(places.at(i)))
            all.append(place->text("name"_L1));
    }
    return all;
}

Signal MethodReader::signal(const Place &place)
{
    Signal signal{place["name"_L1].toString(), place.text("description"_L1),
        parameters(place.at("params"_L1))};
    for (Parameter &parameter : signal.parameters)
        parameter.isRequired = true;
    return signal;
}

Property MethodReader::property(const Place &place)
{
    return {.name = place["name"_L1].toString(),
        .type = m_schemas.read(place.at("schema"_L1)),
        .isWritable = place["writable"_L1].toBool(),
        .isConstant = place["constant"_L1].toBool(),
        .description = place.text("description"_L1)};
}

Model MethodReader::model(const Place &place)
{
    Model model{.name = place["name"_L1].toString(),
        .isWritable = place["writable"_L1].toBool(),
        .isInsertable = place["insertable"_L1].toBool(),
        .isRemovable = place["removable"_L1].toBool(),
        .isSortable = place["sortable"_L1].toBool(),
        .description = place.text("description"_L1)};
    for (const Parameter &role : parameters(place.at("roles"_L1)))
        model.roles.push_back({role.name, role.type});
    return model;
}

} // namespace Api
