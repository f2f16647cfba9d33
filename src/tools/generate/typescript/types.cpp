// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "types.h"

#include "text.h"

using namespace Qt::StringLiterals;

namespace Generator::TypeScript {

namespace {

enum class Direction { Received, Sent };

// Our own documents require no member of a gadget, since it has defaults, but tell all of them.
bool isGadget(const Api::Type &type)
{
    return type.as<Api::Object>() && !type.cppType.isEmpty();
}

// What a type is made of without anything between, so that it may not be made of itself.
void appendParts(std::vector<const Api::Type *> &parts, const Api::Type &type)
{
    if (const auto *optional = type.as<Api::Optional>())
        parts.push_back(optional->value.get());
    if (const auto *choices = type.as<Api::Union>()) {
        for (const Api::TypePtr &choice : choices->choices)
            parts.push_back(choice.get());
    }
}

std::vector<QString> directReferences(const Api::Type &type)
{
    std::vector<QString> names;
    std::vector<const Api::Type *> waiting{&type};
    while (!waiting.empty()) {
        const Api::Type &part = *waiting.back();
        waiting.pop_back();
        if (const auto *reference = part.as<Api::Reference>())
            names.push_back(reference->name);
        appendParts(waiting, part);
    }
    return names;
}

QString flagsComment(const Api::Type &type)
{
    const auto *values = type.as<Api::Enum>();
    return values && values->isFlags
        ? u"Any of these, joined with \"|\": "_s + values->names().join(u", "_s)
        : QString();
}

} // namespace

// Writes the types of one direction.
class Types::Writer
{
public:
    Writer(Types &types, Direction direction) : m_types(types), m_direction(direction) { }

    // One or more of which a value may have any.
    [[nodiscard]] QStringList choices(const Api::Type &type) const
    {
        QStringList all = std::visit(*this, type.kind);
        all.removeDuplicates();
        return all.contains(u"unknown"_s) ? QStringList(u"unknown"_s) : all;
    }
    [[nodiscard]] QString text(const Api::Type &type) const { return choices(type).join(u" | "_s); }

    QStringList operator()(const Api::Any &) const { return {u"unknown"_s}; }
    QStringList operator()(const Api::Null &) const { return {u"null"_s}; }
    QStringList operator()(const Api::Bool &) const { return {u"boolean"_s}; }
    QStringList operator()(const Api::Integer &) const { return {u"number"_s}; }
    QStringList operator()(const Api::Number &) const { return {u"number"_s}; }
    QStringList operator()(const Api::Text &) const { return {u"string"_s}; }
    QStringList operator()(const Api::Stream &) const // inside of another value
    {
        m_types.m_hasInnerStreams = true;
        return {u"unknown"_s};
    }
    QStringList operator()(const Api::Enum &values) const
    {
        if (values.isFlags)
            return {u"string"_s};
        QStringList literals;
        for (const QJsonValue value : values.values)
            literals.append(literalType(value));
        return literals.isEmpty() ? QStringList(u"never"_s) : literals;
    }
    QStringList operator()(const Api::Array &array) const
    {
        const QStringList elements = choices(*array.element);
        const QString element = elements.join(u" | "_s);
        return {elements.size() > 1 ? u'(' + element + u")[]"_s : element + u"[]"_s};
    }
    QStringList operator()(const Api::Tuple &tuple) const
    {
        QStringList elements;
        for (const Api::TypePtr &element : tuple.elements)
            elements.append(text(*element));
        return {u'[' + elements.join(u", "_s) + u']'};
    }
    QStringList operator()(const Api::Map &map) const
    {
        return {u"{ [key: string]: "_s + text(*map.value) + u" }"_s};
    }
    QStringList operator()(const Api::Object &object) const
    {
        return {u"{ "_s + members(object, false).join(u"; "_s) + u" }"_s};
    }
    QStringList operator()(const Api::Optional &optional) const
    {
        return choices(*optional.value) << u"null"_s;
    }
    QStringList operator()(const Api::Union &choice) const
    {
        QStringList all;
        for (const Api::TypePtr &type : choice.choices)
            all += choices(*type);
        return all;
    }
    QStringList operator()(const Api::Reference &reference) const
    {
        const auto type = m_types.m_document.types.find(reference.name);
        if (type == m_types.m_document.types.end())
            return {u"unknown"_s};
        const QString name = m_types.nameOf(reference.name);
        const bool mayBePartial = m_direction == Direction::Sent && isGadget(*type->second);
        return {mayBePartial ? u"Partial<"_s + name + u'>' : name};
    }

    [[nodiscard]] QStringList members(const Api::Object &object, bool areComplete) const
    {
        QStringList all;
        for (const Api::Member &member : object.members) {
            const auto mark = member.isRequired || areComplete ? ": "_L1 : "?: "_L1;
            all.append(memberName(member.name) + mark + text(*member.type));
        }
        if (all.isEmpty())
            return {u"[key: string]: "_s + (object.others ? text(*object.others) : u"never"_s)};
        if (object.others && !object.others->as<Api::Any>())
            all.append(u"[key: string]: unknown"_s); // which the members are as well
        return all;
    }

private:
    Types &m_types;
    const Direction m_direction;
};

Types::Types(const Api::Document &document, const QSet<QString> &reserved) : m_document(document)
{
    Identifiers names(reserved);
    for (const auto &[name, type] : document.types)
        m_names.insert(name, names.unique(upperCamel(name), u"Type"_s));
    breakCircles();
}

// In a walk through all references, one of those in each circle leads back to a type that is being walked through.
void Types::breakCircles()
{
    struct Step
    {
        QString name;
        std::vector<QString> next;
    };
    QSet<QString> seen;
    for (const auto &entry : m_document.types) {
        std::vector<Step> steps;
        QSet<QString> underWay;
        const auto enter = [&](const QString &name) {
            const auto type = m_document.types.find(name);
            if (type == m_document.types.end())
                return;
            if (underWay.contains(name))
                m_circular.insert(name);
            if (seen.contains(name))
                return;
            seen.insert(name);
            underWay.insert(name);
            steps.push_back({name, directReferences(*type->second)});
        };
        enter(entry.first);
        while (!steps.empty()) {
            if (steps.back().next.empty()) {
                underWay.remove(steps.back().name);
                steps.pop_back();
                continue;
            }
            const QString next = steps.back().next.back();
            steps.back().next.pop_back();
            enter(next);
        }
    }
}

QStringList Types::leftOut() const
{
    QStringList all;
    for (const auto &[name, type] : m_document.types) {
        if (m_circular.contains(name))
            all.append(u"the type %1 is nothing but itself"_s.arg(name));
    }
    if (m_hasInnerStreams)
        all.append(u"streams inside of other values"_s);
    return all;
}

QString Types::nameOf(const QString &type) const
{
    return m_names.value(type);
}

QString Types::received(const Api::Type &type)
{
    return Writer(*this, Direction::Received).text(type);
}

QString Types::sent(const Api::Type &type)
{
    return Writer(*this, Direction::Sent).text(type);
}

QString Types::interfaceOf(const QString &name, const Api::Type &type, const Api::Object &object)
{
    const QStringList lines = Writer(*this, Direction::Received).members(object, isGadget(type));
    QString text = u"export interface "_s + name + u" {\n"_s;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (std::size_t(i) < object.members.size())
            text += docComment({object.members[std::size_t(i)].description}, u"    "_s);
        text += u"    "_s + lines[i] + u'\n';
    }
    return text + u"}\n"_s;
}

QString Types::declaration(const QString &name, const Api::Type &type)
{
    if (const auto *object = type.as<Api::Object>())
        return interfaceOf(name, type, *object);
    const QStringList choices = Writer(*this, Direction::Received).choices(type);
    return choice(u"export type "_s + name + u" ="_s, choices) + u'\n';
}

QString Types::declarations()
{
    QString text;
    for (const auto &[name, type] : m_document.types) {
        const Api::Type &known = m_circular.contains(name) ? Api::Type() : *type;
        text += docComment({type->title, type->description, flagsComment(*type)})
            + declaration(nameOf(name), known) + u'\n';
    }
    return text;
}

} // namespace Generator::TypeScript
