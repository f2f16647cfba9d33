// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cpptypes.h"

#include "cpptext.h"
#include "cpptranslator.h"

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

constexpr int mostOpen = 64;
constexpr int largestSize = 64;
constexpr int deepest = 16;

QString lastPartOf(const QString &typeName)
{
    return typeName.section(u'.', -1);
}

} // namespace

CppTypes::CppTypes(const Api::Document &document, Identifiers &names, QStringList &leftOut)
    : m_document(document)
    , m_names(names)
    , m_leftOut(leftOut)
{
    for (const auto &[name, type] : document.types)
        ++m_lastParts[lastPartOf(name)];
}

// "Shop.Parcel" is Parcel, unless there is another one.
QString CppTypes::nameOf(const QString &typeName) const
{
    const QString last = lastPartOf(typeName);
    return upperCamel(m_lastParts.value(last) > 1 ? typeName : last);
}

// Types without a name are written out wherever they are used, and those inside of them too, so each one is limited:
// otherwise, a short document could have a text without end, or templates too deep for compilers.
CppType CppTypes::of(const Api::Type &type, const QString &name, const QString &place)
{
    const CppType translated = CppTranslator{*this, type, name, place}.translated();
    if (translated.size() > largestSize || translated.depth() > deepest)
        return unknown(place, u"since its type would be too large"_s);
    return translated;
}

CppType CppTypes::unknown(const QString &place, const QString &reason)
{
    m_leftOut.append(u"%1: QJsonValue, %2"_s.arg(place, reason));
    return CppType::json();
}

CppType CppTypes::ofReference(const Api::Reference &reference, const QString &place)
{
    const QString &name = reference.name;
    if (const auto known = m_known.constFind(name); known != m_known.cend())
        return *known;
    const auto found = m_document.types.find(name);
    if (found == m_document.types.end())
        return CppType::json();
    if (m_open.contains(name) || m_open.size() >= mostOpen)
        return unknown(place, u"since '%1' is made of itself"_s.arg(name));
    m_open.insert(name);
    const CppType type = of(*found->second, nameOf(name), name);
    m_open.remove(name);
    m_known.insert(name, type);
    return type;
}

// Macros are in capitals.
static QString typeName(const QString &name)
{
    return mayBeMacro(name) ? name + u'_' : name;
}

CppType CppTypes::declareStruct(
    const Api::Type &type, const Api::Object &object, const QString &name)
{
    const QString unique = m_names.unique(typeName(name), u"Object"_s);
    m_waiting.push_back({structs.size(), &object, !type.cppType.isEmpty()});
    structs.push_back({unique, type.description});
    return {CppType::Kind::Struct, unique};
}

CppType CppTypes::declareEnum(const Api::Type &type, const Api::Enum &values, const QString &name)
{
    CppEnum one{.description = type.description};
    const QString inner = lastPartOf(type.cppType).section(u"::"_s, -1).remove(u'>');
    const bool hasOwnName = values.isFlags && isIdentifier(inner);
    one.name = m_names.unique(typeName(hasOwnName ? upperCamel(inner) : name), u"Value"_s);
    if (values.isFlags)
        one.flagsName = m_names.unique(one.name + u's', {});
    Identifiers names(cppReserved());
    for (const QString &text : values.names()) {
        const bool isName = isIdentifier(text) && !cppReserved().contains(text)
            && !text.startsWith(u'_') && !text.contains(u"__"_s);
        const QString own = names.unique(typeName(isName ? text : upperCamel(text)), u"Value"_s);
        const auto number = values.numbers.constFind(text);
        one.enumerators.push_back(
            {own, text, number == values.numbers.cend() ? std::nullopt : std::optional(*number)});
    }
    enums.push_back(one);
    return {CppType::Kind::Enum, values.isFlags ? one.flagsName : one.name};
}

CppMember CppTypes::member(const Waiting &waiting, const Api::Member &member, Identifiers &names)
{
    const QString owner = structs[waiting.index].name;
    CppMember result{.name = names.unique(lowerCamel(member.name), u"member"_s),
        .wireName = member.name,
        .description = member.description};
    result.type = of(*member.type, owner + upperCamel(member.name), owner + u'.' + member.name);
    if (waiting.isGadget || member.isRequired)
        return result;
    result.isLeftOut = true;
    if (!result.type.isOptional())
        result.type = CppType::of(CppType::Kind::Optional, result.type);
    return result;
}

void CppTypes::finish()
{
    while (!m_waiting.empty()) {
        const Waiting waiting = m_waiting.front();
        m_waiting.pop_front();
        Identifiers names(cppReserved()
            + QSet<QString>{u"staticMetaObject"_s, u"d"_s, u"qt_static_metacall"_s,
                u"qt_check_for_QGADGET_macro"_s});
        std::vector<CppMember> members;
        for (const Api::Member &one : waiting.object->members) {
            if (isStringOfCpp(one.name))
                members.push_back(member(waiting, one, names));
            else
                m_leftOut.append(
                    u"%1: a member whose name is no text"_s.arg(structs[waiting.index].name));
        }
        structs[waiting.index].members = std::move(members);
    }
}

} // namespace Generator::Cpp
