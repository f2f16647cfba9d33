// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "describedmethod_p.h"

#include "schemas_p.h"

#include <QtCore/qjsonarray.h>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// A declaration, with the ways to call it that its defaults make.
struct Overload
{
    const Exposure *exposure;
    const Method *method; // with all parameters
    std::size_t required; // how many of them have no default
};

std::vector<Overload> overloadsOf(const std::vector<Candidate> &ways)
{
    std::vector<Overload> overloads;
    for (const auto &[exposure, method] : ways) {
        const auto isSame = [&](const Overload &other) {
            return other.exposure == exposure.get()
                && other.method->declaration == method->declaration;
        };
        const auto known = std::ranges::find_if(overloads, isSame);
        const std::size_t count = method->wire.size();
        if (known == overloads.end()) {
            overloads.push_back({exposure.get(), method, count});
            continue;
        }
        known->required = std::min(known->required, count);
        // What takes any further arguments has one parameter more, for them.
        if (count > known->method->wire.size() && !method->takesMore)
            known->method = method;
    }
    return overloads;
}

void insertText(QJsonObject &object, const QString &text)
{
    if (!text.isEmpty())
        object.insert(u"description"_s, text);
}

bool hasNames(const Method &method)
{
    return std::ranges::none_of(method.wire,
        [&](int place) { return method.parameters[std::size_t(place)].name.isEmpty(); });
}

QJsonArray paramsOf(const Overload &overload, Schemas &schemas)
{
    const Texts &texts = overload.exposure->table->texts();
    QJsonArray params;
    std::size_t number = 0;
    for (const int place : overload.method->wire) {
        const Parameter &parameter = overload.method->parameters[std::size_t(place)];
        const bool isRequired = ++number <= overload.required;
        const QByteArray name =
            parameter.name.isEmpty() ? "arg" + QByteArray::number(number) : parameter.name;
        QJsonObject object{{u"name"_s, QString::fromUtf8(name)}, {u"required"_s, isRequired},
            {u"schema"_s, parameter.codec->schema(schemas)}};
        insertText(object, texts.of("method." + overload.method->declaredName + '.' + name));
        params.append(object);
    }
    return params;
}

// What a method answers with: a number may be NaN, which is null there.
QJsonObject resultOf(const Method &method, Schemas &schemas)
{
    QJsonObject schema =
        method.result.codec ? method.result.codec->schema(schemas) : typeSchema("null");
    if (schema.value(u"type"_s) == "number"_L1) {
        schema.insert(u"type"_s, QJsonArray{u"number"_s, u"null"_s});
        schema.insert(u"x-type"_s, QString::fromUtf8(method.result.typeName));
    }
    return {{u"name"_s, u"result"_s}, {u"schema"_s, schema}};
}

QJsonArray errorsOf(const Overload &overload)
{
    const QByteArray prefix = "method." + overload.method->declaredName + ".error.";
    const auto texts = overload.exposure->table->texts().below(prefix);
    std::map<int, QString> errors; // by code
    for (auto text = texts.begin(); text != texts.end(); ++text) {
        bool isNumber = false;
        const int code = text.key().toInt(&isNumber);
        if (isNumber)
            errors.emplace(code, text.value());
    }
    QJsonArray array;
    for (const auto &[code, message] : errors)
        array.append(QJsonObject{{u"code"_s, code}, {u"message"_s, message}});
    return array;
}

QJsonObject describe(const Overload &overload, Schemas &schemas)
{
    const Method &method = *overload.method;
    schemas.setUnknownMembers(overload.exposure->ignoresUnknownMembers
            ? Schemas::UnknownMembers::Ignored
            : Schemas::UnknownMembers::Refused);
    QJsonObject object{{u"name"_s, QString::fromUtf8(method.name)},
        {u"params"_s, paramsOf(overload, schemas)}, {u"result"_s, resultOf(method, schemas)},
        {u"paramStructure"_s, hasNames(method) ? u"either"_s : u"by-position"_s}};
    insertText(object, overload.exposure->table->texts().of("method", method.declaredName));
    const QJsonArray errors = errorsOf(overload);
    if (!errors.isEmpty())
        object.insert(u"errors"_s, errors);
    if (method.takesWholeParams)
        object.insert(u"x-whole-params"_s, true);
    return object;
}

QJsonObject anyOf(const QJsonArray &choices)
{
    return choices.size() == 1 ? choices.first().toObject() : QJsonObject{{u"anyOf"_s, choices}};
}

// OpenRPC has one method of each name. Its parameters take what any of the overloads takes at that place, and
// each overload is described by itself in the member "x-overloads".
QJsonObject merged(const std::vector<Overload> &overloads, Schemas &schemas)
{
    QJsonArray all;
    for (const Overload &overload : overloads) {
        QJsonObject described = describe(overload, schemas);
        described.remove(u"name"_s);
        all.append(described);
    }
    QJsonObject method = describe(overloads.front(), schemas);
    QJsonArray params;
    QJsonArray results;
    for (const QJsonValueConstRef overload : std::as_const(all)) {
        const QJsonObject result = overload[u"result"].toObject().value(u"schema"_s).toObject();
        if (!results.contains(result))
            results.append(result);
    }
    const auto isLonger = [](const QJsonValue &left, const QJsonValue &right) {
        return left[u"params"].toArray().size() < right[u"params"].toArray().size();
    };
    const QJsonArray longest =
        std::max_element(all.begin(), all.end(), isLonger)->toObject()[u"params"_s].toArray();
    for (qsizetype i = 0; i < longest.size(); ++i) {
        QJsonArray choices;
        bool isRequired = true;
        for (const QJsonValueConstRef overload : std::as_const(all)) {
            const QJsonObject param = overload[u"params"].toArray().at(i).toObject();
            isRequired = isRequired && param.value(u"required"_s).toBool();
            if (!param.isEmpty() && !choices.contains(param.value(u"schema"_s)))
                choices.append(param.value(u"schema"_s));
        }
        QJsonObject param = longest.at(i).toObject();
        param.insert(u"required"_s, isRequired);
        param.insert(u"schema"_s, anyOf(choices));
        params.append(param);
    }
    method.insert(u"params"_s, params);
    method.insert(
        u"result"_s, QJsonObject{{u"name"_s, u"result"_s}, {u"schema"_s, anyOf(results)}});
    method.insert(u"x-overloads"_s, all);
    return method;
}

} // namespace

QJsonObject describedMethod(const std::vector<Candidate> &ways, Schemas &schemas)
{
    const std::vector<Overload> overloads = overloadsOf(ways);
    return overloads.size() == 1 ? describe(overloads.front(), schemas)
                                 : merged(overloads, schemas);
}

} // namespace WebSocketRpc
