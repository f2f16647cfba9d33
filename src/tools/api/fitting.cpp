// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "fitting.h"

#include "scalarfitting.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

constexpr int mostNested = 500; // comparisons inside each other

// "in 'x': in the elements: int was string"
QString within(const QString &place, const QString &problem)
{
    return problem.isEmpty() ? QString() : u"in %1: %2"_s.arg(place, problem);
}

QString others(const Type &inner, const Type &outer)
{
    return u"%1 is not %2"_s.arg(toText(inner), toText(outer));
}

} // namespace

QString Fitting::problem(const Type &inner, const Type &outer)
{
    const Type &left = m_inner.resolved(inner);
    const Type &right = m_outer.resolved(outer);
    // What is being compared further up fits, as far as that is concerned.
    const auto [known, isNew] = m_known.try_emplace({&left, &right});
    if (!isNew)
        return known->second;
    if (m_depth >= mostNested)
        return known->second = u"the types are nested too deeply"_s;
    ++m_depth;
    known->second = knownProblem(left, right);
    --m_depth;
    return known->second;
}

QString Fitting::knownProblem(const Type &inner, const Type &outer)
{
    if (outer.as<Any>())
        return {};
    if (inner.as<Any>())
        return u"any value is not always %1"_s.arg(toText(outer));
    if (const auto *optional = inner.as<Optional>()) {
        static const Type null{Null{}};
        const QString ofNull = knownProblem(null, outer);
        return ofNull.isEmpty() ? problem(*optional->value, outer) : ofNull;
    }
    if (const auto *choice = inner.as<Union>())
        return problemOfAny(choice->choices, outer);
    if (const auto *optional = outer.as<Optional>())
        return inner.as<Null>() ? QString() : problem(inner, *optional->value);
    if (const auto *choice = outer.as<Union>())
        return problemOfAll(inner, choice->choices);
    if (const auto *array = inner.as<Array>())
        return arrayProblem(*array, outer);
    if (const auto *tuple = inner.as<Tuple>())
        return tupleProblem(*tuple, outer);
    if (const auto *map = inner.as<Map>())
        return mapProblem(*map, outer);
    if (const auto *object = inner.as<Object>())
        return objectProblem(*object, outer);
    const auto *left = inner.as<Stream>();
    const auto *right = outer.as<Stream>();
    if (left && right)
        return within(u"the values"_s, problem(*left->value, *right->value));
    return scalarFits(inner, outer) ? QString() : scalarProblem(inner, outer);
}

QString Fitting::problemOfAny(const std::vector<TypePtr> &inner, const Type &outer)
{
    for (const TypePtr &choice : inner) {
        const QString found = problem(*choice, outer);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

QString Fitting::problemOfAll(const Type &inner, const std::vector<TypePtr> &outer)
{
    const auto fits = [&](const TypePtr &choice) { return problem(inner, *choice).isEmpty(); };
    if (std::ranges::any_of(outer, fits))
        return {};
    return others(inner, Type{Union{outer}});
}

QString Fitting::arrayProblem(const Array &inner, const Type &outer)
{
    const QString place = u"the elements"_s;
    if (const auto *array = outer.as<Array>())
        return within(place, problem(*inner.element, *array->element));
    if (const auto *stream = outer.as<Stream>())
        return within(place, problem(*inner.element, *stream->value));
    return others(Type{inner}, outer);
}

QString Fitting::tupleProblem(const Tuple &inner, const Type &outer)
{
    const auto *tuple = outer.as<Tuple>();
    const auto *array = outer.as<Array>();
    if (!array && (!tuple || tuple->elements.size() != inner.elements.size()))
        return others(Type{inner}, outer);
    for (std::size_t i = 0; i < inner.elements.size(); ++i) {
        const Type &target = array ? *array->element : *tuple->elements[i];
        const QString found = problem(*inner.elements[i], target);
        if (!found.isEmpty())
            return within(u"element %1"_s.arg(i + 1), found);
    }
    return {};
}

QString Fitting::mapProblem(const Map &inner, const Type &outer)
{
    if (const auto *map = outer.as<Map>())
        return within(u"the values"_s, problem(*inner.value, *map->value));
    if (const auto *object = outer.as<Object>())
        return memberProblem(Object{{}, inner.value}, *object);
    return others(Type{inner}, outer);
}

QString Fitting::objectProblem(const Object &inner, const Type &outer)
{
    if (const auto *object = outer.as<Object>())
        return memberProblem(inner, *object);
    if (const auto *map = outer.as<Map>())
        return memberProblem(inner, Object{{}, map->value});
    return others(Type{inner}, outer);
}

// Members that the inner object has but does not name are not compared with those that the outer one names.
QString Fitting::memberProblem(const Object &inner, const Object &outer)
{
    std::map<QString, const Member *> named;
    for (const Member &member : outer.members)
        named.emplace(member.name, &member);
    std::set<QString> required;
    for (const Member &member : inner.members) {
        if (member.isRequired)
            required.insert(member.name);
        const auto target = named.find(member.name);
        const TypePtr &type = target == named.end() ? outer.others : target->second->type;
        if (!type)
            return u"there is no member '%1'"_s.arg(member.name);
        const QString found = problem(*member.type, *type);
        if (!found.isEmpty())
            return within(u"'%1'"_s.arg(member.name), found);
    }
    for (const Member &member : outer.members) {
        if (member.isRequired && !required.contains(member.name))
            return u"the member '%1' is required"_s.arg(member.name);
    }
    if (inner.others && !outer.others)
        return u"there are no other members"_s;
    return inner.others ? within(u"other members"_s, problem(*inner.others, *outer.others))
                        : QString();
}

} // namespace Api
