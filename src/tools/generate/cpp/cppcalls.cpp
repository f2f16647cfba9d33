// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cppdeclarations.h"
#include "cppdefinitions.h"
#include "cpptext.h"

using namespace Qt::StringLiterals;
using Api::ParameterStructure;

namespace Generator::Cpp {

namespace {

QString functionThatGives(ParameterStructure structure)
{
    switch (structure) {
    case ParameterStructure::Either:
        return u"given"_s;
    case ParameterStructure::ByName:
        return u"byName"_s;
    case ParameterStructure::ByPosition:
        return u"byPosition"_s;
    }
    Q_UNREACHABLE();
    return {};
}

// A null that has to be there is no argument that is missing.
QString valueOf(const CppParameter &parameter, bool amongOptional)
{
    const bool isNullable = parameter.isRequired && parameter.type.isOptional();
    return amongOptional && isNullable ? u"QVariant::fromValue(%1)"_s.arg(parameter.name)
                                       : parameter.name;
}

QStringList namedArguments(const CppMethod &method)
{
    QStringList all;
    for (const CppParameter &parameter : method.parameters)
        all.append(u"{%1, %2}"_s.arg(
            cppString(parameter.wireName), valueOf(parameter, method.hasOptional())));
    return all;
}

QString functionThatCalls(const CppMethod &method)
{
    switch (method.result) {
    case CppMethod::Result::None:
        return u"d->channelHandle.notify"_s;
    case CppMethod::Result::Nothing:
        return u"return d->channelHandle.call<void>"_s;
    case CppMethod::Result::Value:
        return u"return d->channelHandle.call<%1>"_s.arg(method.type.text());
    case CppMethod::Result::Stream:
        return u"return d->channelHandle.stream<%1>"_s.arg(method.type.text());
    }
    Q_UNREACHABLE();
    return {};
}

QString callOf(const CppMethod &method)
{
    const QString head = functionThatCalls(method) + u'(';
    const QString name = cppString(method.wireName);
    if (method.parameters.empty())
        return step + head + name + u");\n"_s;
    if (method.hasOptional())
        return cppCallWithList(head, name, functionThatGives(method.structure) + u"({"_s,
            namedArguments(method), u"}));"_s);
    if (method.structure == ParameterStructure::ByName && !method.takesWholeParams)
        return cppCallWithList(head, name, u"{"_s, namedArguments(method), u"});"_s);
    QStringList arguments{name};
    for (const CppParameter &parameter : method.parameters)
        arguments.append(parameter.name);
    return cppLines(step, head, arguments, u");"_s);
}

} // namespace

QString cppDefinition(const CppClient &client, const CppMethod &method)
{
    return cppFunction({}, method.resultText(), client.className + u"::"_s + method.name,
               cppParameters(method.parameters), u")"_s)
        + u"{\n"_s + callOf(method) + u"}\n\n"_s;
}

} // namespace Generator::Cpp
