// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cppdeclarations.h"
#include "cpptext.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

// Those that all numbers of the enum fit; empty for the numbers that there are by default.
QString underlyingTypeOf(const CppEnum &one)
{
    const auto isLarge = [](const CppEnumerator &enumerator) {
        return enumerator.number.value_or(0) > std::numeric_limits<qint32>::max();
    };
    return std::ranges::any_of(one.enumerators, isLarge) ? u" : quint32"_s : QString();
}

// The keys alone travel, so numbers that an enum cannot have are left out.
bool hasNumbers(const CppEnum &one)
{
    return std::ranges::all_of(one.enumerators, [&](const CppEnumerator &enumerator) {
        const bool isUnsigned = !underlyingTypeOf(one).isEmpty();
        const qint64 least = isUnsigned ? 0 : std::numeric_limits<qint32>::min();
        return enumerator.number && *enumerator.number >= least
            && *enumerator.number <= std::numeric_limits<quint32>::max();
    });
}

std::vector<CppEnumerator> inOrder(const CppEnum &one)
{
    std::vector<CppEnumerator> all = one.enumerators;
    if (hasNumbers(one))
        std::ranges::stable_sort(all, {}, [](const CppEnumerator &each) { return *each.number; });
    return all;
}

QString enumLines(const CppEnum &one)
{
    QStringList keys;
    for (const CppEnumerator &enumerator : inOrder(one))
        keys.append(hasNumbers(one)
                ? u"%1 = %2"_s.arg(enumerator.name, QString::number(*enumerator.number))
                : enumerator.name);
    const bool hasNumber = hasNumbers(one);
    const QString underlying = hasNumber ? underlyingTypeOf(one) : QString();
    const QString head = u"enum class %1%2 {"_s.arg(one.name, underlying);
    const QString oneLine = head + u' ' + keys.join(u", "_s) + u" };\n"_s;
    QString text = cppComment(one.description);
    text += oneLine.size() <= 101 ? oneLine
                                  : head + u"\n    "_s + keys.join(u",\n    "_s) + u"\n};\n"_s;
    if (one.flagsName.isEmpty())
        return text + u"Q_ENUM_NS(%1)\n\n"_s.arg(one.name);
    return text + u"Q_DECLARE_FLAGS(%1, %2)\nQ_FLAG_NS(%1)\n\n"_s.arg(one.flagsName, one.name);
}

QString firstValueOf(const CppClient &client, const CppType &type)
{
    const auto found = std::ranges::find(client.enums, type.name, &CppEnum::name);
    if (found == client.enums.end())
        return u"{}"_s;
    return type.name + u"::"_s + inOrder(*found).front().name;
}

QString initialValueOf(const CppClient &client, const CppType &type)
{
    if (type.kind == CppType::Kind::Enum)
        return firstValueOf(client, type);
    if (type.kind != CppType::Kind::Value || type.name.startsWith(u'Q'))
        return u"{}"_s;
    return type.name == "bool"_L1 ? u"false"_s : u"0"_s;
}

QString structLines(const CppClient &client, const CppStruct &one)
{
    QString properties;
    QString members;
    for (const CppMember &member : one.members) {
        properties += u"    Q_PROPERTY(%1 %2 MEMBER %2)\n"_s.arg(
            member.type.text(client.scope()), member.name);
        members += cppComment(member.description, u"    "_s);
        members += u"    %1 %2 = %3;\n"_s.arg(
            member.type.text(), member.name, initialValueOf(client, member.type));
    }
    const QStringList sides = one.isCyclic
        ? QStringList{u"const %1 &left"_s.arg(one.name), u"const %1 &right"_s.arg(one.name)}
        : QStringList(2, u"const %1 &"_s.arg(one.name));
    const QString comparison = cppLines(
        step, u"friend bool operator==("_s, sides, one.isCyclic ? u");"_s : u") = default;"_s);
    return cppComment(one.description) + u"struct %1\n{\n    Q_GADGET\n"_s.arg(one.name)
        + unformatted(properties, step) + u"\npublic:\n"_s + members + u'\n' + comparison
        + u"};\n\n"_s;
}

// Those that lists of the struct, or maps, have as elements and that come later.
void addMissing(const CppType &type, const QSet<QString> &defined, QSet<QString> &missing)
{
    if (type.kind == CppType::Kind::Struct && !defined.contains(type.name))
        missing.insert(type.name);
    for (const CppType &part : type.parts)
        addMissing(part, defined, missing);
}

} // namespace

QString cppEnums(const CppClient &client)
{
    if (client.enums.empty())
        return {};
    QString text = u"Q_NAMESPACE\n\n"_s;
    for (const CppEnum &one : client.enums)
        text += enumLines(one);
    return text;
}

QString cppStructs(const CppClient &client)
{
    QSet<QString> defined;
    QSet<QString> missing;
    QString text;
    for (const CppStruct &one : client.structs) {
        defined.insert(one.name);
        for (const CppMember &member : one.members)
            addMissing(member.type, defined, missing);
        text += structLines(client, one);
    }
    QStringList names(missing.begin(), missing.end());
    names.sort();
    QString declarations;
    for (const QString &name : names)
        declarations += u"struct %1;\n"_s.arg(name);
    if (!declarations.isEmpty())
        declarations += u'\n';
    if (client.registersTypes())
        text += u"// Makes these types known, as the constructor of the class does. Call it before "
                u"you expose\n"
                "// an object that uses them.\n"
                "void registerTypes();\n\n"_s;
    return declarations + text;
}

} // namespace Generator::Cpp
