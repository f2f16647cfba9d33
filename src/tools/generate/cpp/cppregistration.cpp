// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cppdefinitions.h"
#include "cpptext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

constexpr auto deep = "        "_L1;

QString membersOf(const CppStruct &one)
{
    QString text = deep + u"WebSocketRpc::registerMembers<%1>({\n"_s.arg(one.name);
    for (const CppMember &member : one.members)
        text += deep
            + u"    WebSocketRpc::%1<&%2::%3>(%4),\n"_s.arg(
                member.isLeftOut ? u"optionalMember"_s : u"member"_s, one.name, member.name,
                cppString(member.wireName));
    return text + deep + u"});\n"_s;
}

QString textsOf(const CppEnum &one)
{
    QString text = deep + u"registerTexts<%1>({\n"_s.arg(one.name);
    for (const CppEnumerator &enumerator : one.enumerators)
        text += deep
            + u"    {%1::%2, QString::fromUtf8(%3)},\n"_s.arg(
                one.name, enumerator.name, cppString(enumerator.text));
    return text + deep + u"});\n"_s;
}

QString comparisonOf(const CppStruct &one)
{
    QStringList terms;
    for (const CppMember &member : one.members)
        terms.append(u"left.%1 == right.%1"_s.arg(member.name));
    return u"bool operator==(const %1 &left, const %1 &right)\n{\n"_s.arg(one.name)
        + cppConjunction(u"    "_s, u"return "_s, terms, u";"_s) + u"}\n\n"_s;
}

} // namespace

QString cppRegistration(const CppClient &client)
{
    QString text;
    for (const CppStruct &one : client.structs) {
        if (one.isCyclic)
            text += comparisonOf(one);
    }
    if (!client.registersTypes())
        return text;
    text += u"void registerTypes()\n{\n    [[maybe_unused]] static const bool isDone = [] {\n"_s;
    for (const CppEnum &one : client.enums) {
        if (one.hasOtherTexts())
            text += textsOf(one);
    }
    for (const CppStruct &one : client.structs)
        text += membersOf(one);
    for (const QString &type : client.unknownTypes())
        text += deep + u"WebSocketRpc::registerType<%1>();\n"_s.arg(type);
    return unformatted(text + u"        return true;\n    }();\n}\n"_s, {}) + u'\n';
}

} // namespace Generator::Cpp
