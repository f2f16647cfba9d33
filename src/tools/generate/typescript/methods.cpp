// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "methods.h"

#include "text.h"

using namespace Qt::StringLiterals;

namespace Generator::TypeScript {

namespace {

const auto indent = u"    "_s;

// Null is how a peer writes NaN.
bool isNumberOrNaN(const Api::Type &type)
{
    const auto *optional = type.as<Api::Optional>();
    return optional && optional->value->as<Api::Number>() && !type.cppType.isEmpty();
}

bool isStream(const Api::Overload &overload)
{
    return overload.result && overload.result->as<Api::Stream>();
}

QString functionFor(const Api::Overload &overload)
{
    if (!overload.result)
        return u"notify"_s;
    return isStream(overload) ? u"stream"_s : u"call"_s;
}

QStringList documentation(const Api::Method &method, const Api::Overload &overload)
{
    QStringList texts{method.summary, method.description};
    if (overload.description != method.description)
        texts.append(overload.description);
    const QStringList names = variableNames(overload.parameters);
    for (std::size_t i = 0; i < overload.parameters.size(); ++i) {
        if (const QString &text = overload.parameters[i].description; !text.isEmpty())
            texts.append(u"@param %1 %2"_s.arg(names[qsizetype(i)], text));
    }
    for (const Api::ErrorCode &error : overload.errors)
        texts.append(u"@throws RpcError %1 %2"_s.arg(error.code).arg(error.message));
    if (method.isDeprecated)
        texts.append(u"@deprecated"_s);
    return texts;
}

QString callText(const QString &function, const Api::Method &method, const QString &arguments)
{
    const QString separator = arguments.isEmpty() ? QString() : u", "_s;
    return u"this."_s + function + u'(' + quoted(method.name) + separator + arguments + u')';
}

QString signature(
    const QString &name, const QStringList &parameters, const QString &result, const QString &end)
{
    return indent + listed(name + u'(', parameters, u"): "_s + result + end, indent);
}

// In brackets, "__proto__" is a name like any other.
QString byName(const std::vector<Api::Parameter> &parameters, const QStringList &names)
{
    QStringList members;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const QString &name = names[qsizetype(i)];
        const bool isSame = parameters[i].name == name;
        members.append(isSame ? name : u'[' + quoted(parameters[i].name) + u"]: "_s + name);
    }
    return u"{ "_s + members.join(u", "_s) + u" }"_s;
}

} // namespace

const QSet<QString> &helperFunctions()
{
    static const QSet<QString> functions = {u"nullAsNaN"_s, u"optionalArguments"_s};
    return functions;
}

QStringList variableNames(const std::vector<Api::Parameter> &parameters)
{
    static const QSet<QString> reserved = reservedWords() + helperFunctions();
    Identifiers names(reserved);
    QStringList all;
    for (const Api::Parameter &parameter : parameters)
        all.append(names.unique(lowerCamel(parameter.name), u"argument"_s));
    return all;
}

const QSet<QString> &takenMembers()
{
    static const QSet<QString> members = {u"call"_s, u"close"_s, u"constructor"_s, u"expose"_s,
        u"get"_s, u"hasOwnProperty"_s, u"isPrototypeOf"_s, u"model"_s, u"notify"_s, u"on"_s,
        u"propertyIsEnumerable"_s, u"retryNow"_s, u"set"_s, u"state"_s, u"stream"_s,
        u"then"_s, // whoever has it is taken for a promise
        u"toJSON"_s, u"toLocaleString"_s, u"toString"_s, u"value"_s, u"valueOf"_s, u"watch"_s,
        u"with"_s};
    return members;
}

QString Methods::text()
{
    Identifiers names(takenMembers());
    QStringList texts;
    for (const Api::Method &each : m_document.methods)
        texts.append(
            method(names.unique(lowerCamel(m_document.localName(each.name)), u"method"_s), each));
    return texts.join(u'\n');
}

QString Methods::method(const QString &name, const Api::Method &method)
{
    const std::vector<const Api::Overload *> overloads = usable(method);
    if (overloads.size() > 1)
        return overloaded(name, method, overloads);
    return plain(name, method, withoutSameNames(method, *overloads.front()));
}

// Overloads are told apart by the peer, from their arguments by position.
std::vector<const Api::Overload *> Methods::usable(const Api::Method &method)
{
    const Api::Overload &first = method.overloads.front();
    if (!method.isOverloaded())
        return {&first};
    std::vector<const Api::Overload *> all;
    for (const Api::Overload &overload : method.overloads) {
        const bool isByPosition =
            overload.structure != Api::ParameterStructure::ByName && !takesWholeParams(overload);
        if (isByPosition && functionFor(overload) == functionFor(first))
            all.push_back(&overload);
        else
            m_leftOut.append(u"%1: an overload unlike the others"_s.arg(method.name));
    }
    return all.empty() ? std::vector{&first} : all;
}

QString Methods::plain(
    const QString &name, const Api::Method &method, const Api::Overload &overload)
{
    const QString passed = arguments(overload);
    QString call = callText(functionFor(overload), method, passed);
    if (overload.result && isNumberOrNaN(*overload.result))
        call = callText(u"call<number | null>"_s, method, passed)
            + u".then(%1)"_s.arg(helper(u"nullAsNaN"_s));
    if (overload.result)
        call.prepend(u"return "_s);
    return docComment(documentation(method, overload), indent)
        + signature(name, parameters(overload), returned(overload), u" {\n"_s) + indent + indent
        + call + u'\n' + indent + u"}\n"_s;
}

QString Methods::overloaded(const QString &name, const Api::Method &method,
    const std::vector<const Api::Overload *> &overloads)
{
    QString text;
    QSet<QString> seen;
    for (const Api::Overload *overload : overloads) {
        const QString line = signature(name, parameters(*overload), returned(*overload), u"\n"_s);
        if (seen.contains(line)) // overloads of number types
            continue;
        seen.insert(line);
        text += docComment(documentation(method, *overload), indent) + line;
    }
    const QString function = functionFor(*overloads.front());
    const bool isNotification = function == u"notify"_s;
    const QString result = isNotification ? u"void"_s
        : isStream(*overloads.front())    ? helper(u"RpcStream"_s) + u"<any>"_s
                                          : u"Promise<any>"_s;
    return text + signature(name, {u"...args: unknown[]"_s}, result, u" {\n"_s) + indent + indent
        + (isNotification ? QString() : u"return "_s)
        + callText(function, method, helper(u"optionalArguments"_s) + u"(args)"_s) + u'\n' + indent
        + u"}\n"_s;
}

QStringList Methods::parameters(const Api::Overload &overload)
{
    const QStringList names = variableNames(overload.parameters);
    QStringList all;
    for (std::size_t i = 0; i < overload.parameters.size(); ++i) {
        const Api::Parameter &parameter = overload.parameters[i];
        const auto mark = parameter.isRequired ? ": "_L1 : "?: "_L1;
        const auto *stream = parameter.type->as<Api::Stream>();
        const QString value = m_types.sent(stream ? *stream->value : *parameter.type);
        const QString type = stream ? u"AsyncIterable<%1> | Iterable<%1>"_s.arg(value) : value;
        all.append(names[qsizetype(i)] + mark + type);
    }
    return all;
}

QString Methods::helper(const QString &name)
{
    m_helpers.insert(name);
    return name;
}

QString Methods::returned(const Api::Overload &overload)
{
    if (!overload.result)
        return u"void"_s;
    const Api::Type &type = *overload.result;
    if (const auto *stream = type.as<Api::Stream>())
        return helper(u"RpcStream"_s) + u'<' + m_types.received(*stream->value) + u'>';
    if (type.as<Api::Null>())
        return u"Promise<void>"_s;
    return u"Promise<"_s + (isNumberOrNaN(type) ? u"number"_s : m_types.received(type)) + u'>';
}

// By name, only one of them can be passed.
Api::Overload Methods::withoutSameNames(const Api::Method &method, const Api::Overload &overload)
{
    Api::Overload distinct = overload;
    if (overload.structure != Api::ParameterStructure::ByName)
        return distinct;
    QSet<QString> seen;
    std::erase_if(distinct.parameters, [&](const Api::Parameter &parameter) {
        if (!seen.contains(parameter.name)) {
            seen.insert(parameter.name);
            return false;
        }
        m_leftOut.append(u"%1: a second parameter %2"_s.arg(method.name, parameter.name));
        return true;
    });
    return distinct;
}

// Nothing if there are none.
QString Methods::arguments(const Api::Overload &overload)
{
    const QStringList names = variableNames(overload.parameters);
    if (names.isEmpty())
        return {};
    if (takesWholeParams(overload))
        return names.first() + u" as object"_s;
    if (overload.structure == Api::ParameterStructure::ByName)
        return byName(overload.parameters, names);
    const QString values = u'[' + names.join(u", "_s) + u']';
    if (overload.parameters.back().isRequired)
        return values;
    if (overload.structure == Api::ParameterStructure::ByPosition)
        return helper(u"optionalArguments"_s) + u'(' + values + u')';
    QStringList quotedNames;
    for (const Api::Parameter &parameter : overload.parameters)
        quotedNames.append(quoted(parameter.name));
    return helper(u"optionalArguments"_s) + u'(' + values + u", ["_s + quotedNames.join(u", "_s)
        + u"])"_s;
}

// The document may say so of a parameter that is no object and no array, too.
bool Methods::takesWholeParams(const Api::Overload &overload) const
{
    if (!overload.takesWholeParams || overload.parameters.size() != 1)
        return false;
    const Api::Type &type = m_document.resolved(*overload.parameters.front().type);
    return type.as<Api::Any>() || type.as<Api::Map>() || type.as<Api::Object>()
        || type.as<Api::Array>() || type.as<Api::Tuple>();
}

} // namespace Generator::TypeScript
