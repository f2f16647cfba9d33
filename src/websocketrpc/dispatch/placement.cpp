// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "placement_p.h"

#include <QtCore/qvarlengtharray.h>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

QString signatureOf(const Method &method)
{
    return QString::fromUtf8(method.signature);
}

bool hasName(const Parameter &parameter, std::string_view name)
{
    return !name.empty()
        && name == std::string_view(parameter.name.constData(), std::size_t(parameter.name.size()));
}

bool hasNoNames(const Method &method)
{
    return !method.wire.empty() && std::ranges::all_of(method.wire, [&](int index) {
        return method.parameters[index].name.isEmpty();
    });
}

using Seen = QVarLengthArray<const Parameter *, 12>;

bool acceptsNumber(const Method &method, std::size_t given)
{
    return given == method.wire.size()
        || ((method.ignoresExtraArguments || method.takesMore) && given > method.wire.size());
}

bool acceptsByName(const Method &method, JsonObject members)
{
    if (method.takesNamesInOrder)
        return acceptsNumber(method, members.size());
    Seen seen;
    for (const auto &[name, value] : members) {
        const Parameter *const parameter = parameterNamed(method, name);
        if (!parameter && method.ignoresExtraArguments)
            continue;
        if (!parameter || seen.contains(parameter))
            return false;
        seen.append(parameter);
    }
    return std::size_t(seen.size()) == method.wire.size();
}

QString explainNumber(const Method &method, std::size_t required, std::size_t given)
{
    const std::size_t accepted = method.wire.size();
    if (given < required) {
        const Parameter &missing = method.parameters[method.wire[given]];
        return u"missing %1 of %2"_s.arg(describeArgument(method, missing), signatureOf(method));
    }
    const QString limit = accepted == required ? u""_s : u"at most "_s;
    const QString noun = accepted == 1 ? u"argument"_s : u"arguments"_s;
    return u"%1 takes %2%3 %4, got %5"_s.arg(
        signatureOf(method), limit, QString::number(accepted), noun, QString::number(given));
}

// Names that the method does not have, or that are given more than once.
QString explainNames(const Method &method, JsonObject members, Seen &given)
{
    for (const auto &[name, value] : members) {
        const Parameter *const parameter = parameterNamed(method, name);
        if (!parameter && method.ignoresExtraArguments)
            continue;
        if (!parameter && hasNoNames(method))
            return u"the arguments of %1 have no names, so they can only be given by position"_s
                .arg(signatureOf(method));
        if (!parameter)
            return u"unknown argument '%1' of %2"_s.arg(excerpt(name), signatureOf(method));
        if (given.contains(parameter))
            return u"argument '%1' of %2 is given twice"_s.arg(excerpt(name), signatureOf(method));
        given.append(parameter);
    }
    return {};
}

QString explainByName(const Method &method, std::size_t required, JsonObject members)
{
    Seen given;
    const QString wrongNames = explainNames(method, members, given);
    if (!wrongNames.isEmpty())
        return wrongNames;

    const auto missing = std::ranges::find_if(
        method.wire, [&](int index) { return !given.contains(&method.parameters[index]); });
    const Parameter &parameter = method.parameters[*missing];
    const QString missingArgument = describeArgument(method, parameter);
    if (parameter.name.isEmpty()) {
        return u"%1 of %2 has no name, so it can only be given by position"_s.arg(
            missingArgument, signatureOf(method));
    }
    if (std::size_t(missing - method.wire.begin()) < required)
        return u"missing %1 of %2"_s.arg(missingArgument, signatureOf(method));
    // C++ fills in defaults at the end of the parameters only.
    return u"%1 of %2 cannot be left out where a later one is given"_s.arg(
        missingArgument, signatureOf(method));
}

} // namespace

const Parameter *parameterNamed(const Method &method, std::string_view name)
{
    for (const int index : method.wire) {
        if (hasName(method.parameters[index], name))
            return &method.parameters[index];
    }
    return nullptr;
}

bool accepts(const Method &method, const std::optional<JsonValue> &params)
{
    if (method.takesWholeParams)
        return true;
    if (!params)
        return method.wire.empty();
    if (params->isArray())
        return acceptsNumber(method, params->toArray().size());
    return acceptsByName(method, params->toObject());
}

QString explainRefusal(
    const Method &method, std::size_t required, const std::optional<JsonValue> &params)
{
    if (!params)
        return explainNumber(method, required, 0);
    if (params->isArray())
        return explainNumber(method, required, params->toArray().size());
    if (method.takesNamesInOrder)
        return explainNumber(method, required, params->toObject().size());
    return explainByName(method, required, params->toObject());
}

QString describeArgument(const Method &method, const Parameter &parameter)
{
    if (!parameter.name.isEmpty())
        return u"argument '%1'"_s.arg(QString::fromUtf8(parameter.name));
    const auto index = std::ranges::find_if(
        method.wire, [&](int candidate) { return &method.parameters[candidate] == &parameter; });
    return u"argument %1"_s.arg(index - method.wire.begin() + 1);
}

QString excerpt(std::string_view name)
{
    constexpr qsizetype limit = 60;
    const QString text = QString::fromUtf8(name.data(), qsizetype(name.size()));
    return text.size() > limit ? text.first(limit - 1) + u'…' : text;
}

} // namespace WebSocketRpc
