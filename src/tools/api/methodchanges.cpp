// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "methodchanges.h"

#include "fitting.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

// Compares one way to call a method with another one.
class OverloadComparison
{
public:
    OverloadComparison(const Document &before, const Document &after, const QString &name)
        : m_before(before)
        , m_after(after)
        , m_name(name)
    {
    }

    std::vector<Change> changes(const Overload &old, const Overload &now)
    {
        compareStructure(old, now);
        if (old.structure == ParameterStructure::ByName)
            compareByName(old.parameters, now.parameters);
        else
            compareByPosition(old, now.parameters);
        compareResults(old.result, now.result);
        return std::move(m_changes);
    }

private:
    void add(const QString &text, bool breaks) { m_changes.push_back({m_name, text, breaks}); }

    void compareStructure(const Overload &old, const Overload &now)
    {
        if (old.takesWholeParams != now.takesWholeParams)
            add(u"takes its params in another way"_s, true);
        if (old.parameters.empty() || old.structure == now.structure
            || now.structure == ParameterStructure::Either)
            return;
        add(now.structure == ParameterStructure::ByName
                ? u"arguments can be passed by name only"_s
                : u"arguments can be passed by position only"_s,
            true);
    }

    void compareByName(const std::vector<Parameter> &old, const std::vector<Parameter> &now)
    {
        for (const Parameter &parameter : old) {
            const auto other = std::ranges::find(now, parameter.name, &Parameter::name);
            if (other == now.end())
                addRemoved(parameter);
            else
                compare(parameter, *other);
        }
        for (const Parameter &parameter : now) {
            if (std::ranges::find(old, parameter.name, &Parameter::name) == old.end())
                addNew(parameter);
        }
    }

    void compareByPosition(const Overload &overload, const std::vector<Parameter> &now)
    {
        const std::vector<Parameter> &old = overload.parameters;
        for (std::size_t i = 0; i < old.size(); ++i) {
            if (i >= now.size()) {
                addRemoved(old[i]);
                continue;
            }
            if (old[i].name != now[i].name)
                add(u"the parameter '%1' is '%2' now"_s.arg(old[i].name, now[i].name),
                    overload.structure == ParameterStructure::Either);
            compare(old[i], now[i]);
        }
        for (std::size_t i = old.size(); i < now.size(); ++i)
            addNew(now[i]);
    }

    void addRemoved(const Parameter &parameter)
    {
        add(u"the parameter '%1' is removed"_s.arg(parameter.name), true);
    }
    void addNew(const Parameter &parameter)
    {
        add(u"the parameter '%1' is new"_s.arg(parameter.name)
                + (parameter.isRequired ? u" and required"_s : QString()),
            parameter.isRequired);
    }

    void compare(const Parameter &old, const Parameter &now)
    {
        if (!old.isRequired && now.isRequired)
            add(u"the parameter '%1' is required now"_s.arg(old.name), true);
        if (old.isRequired && !now.isRequired)
            add(u"the parameter '%1' is not required any more"_s.arg(old.name), false);
        const QString problem = Fitting(m_before, m_after).problem(*old.type, *now.type);
        if (!problem.isEmpty())
            add(u"the parameter '%1' takes less: %2"_s.arg(old.name, problem), true);
        else if (!Fitting(m_after, m_before).problem(*now.type, *old.type).isEmpty())
            add(u"the parameter '%1' takes more"_s.arg(old.name), false);
    }

    void compareResults(const TypePtr &old, const TypePtr &now)
    {
        if (!old)
            return now ? add(u"is answered now"_s, false) : void();
        if (!now)
            return add(u"is not answered any more"_s, true);
        const QString problem = Fitting(m_after, m_before).problem(*now, *old);
        if (!problem.isEmpty())
            add(u"the result may be another one: "_s + problem, true);
        else if (!Fitting(m_before, m_after).problem(*old, *now).isEmpty())
            add(u"the result is more exact"_s, false);
    }

    const Document &m_before;
    const Document &m_after;
    const QString m_name;
    std::vector<Change> m_changes;
};

qsizetype breaking(const std::vector<Change> &changes)
{
    return std::ranges::count(changes, true, &Change::breaks);
}

} // namespace

// Each overload is compared with the one that is most like it.
std::vector<Change> methodChanges(
    const Document &before, const Method &old, const Document &after, const Method &now)
{
    std::vector<Change> all;
    for (const Overload &overload : old.overloads) {
        std::optional<std::vector<Change>> best;
        for (const Overload &other : now.overloads) {
            auto found = OverloadComparison(before, after, old.name).changes(overload, other);
            if (!best
                || std::pair(breaking(found), found.size())
                    < std::pair(breaking(*best), best->size()))
                best = std::move(found);
        }
        all.insert(all.end(), best->begin(), best->end());
    }
    if (now.overloads.size() > old.overloads.size())
        all.push_back({old.name, u"has more overloads"_s});
    if (now.isDeprecated && !old.isDeprecated)
        all.push_back({old.name, u"is deprecated now"_s});
    return all;
}

std::vector<Change> signalChanges(
    const Document &before, const Signal &old, const Document &after, const Signal &now)
{
    std::vector<Change> all;
    for (std::size_t i = 0; i < old.parameters.size(); ++i) {
        const Parameter &parameter = old.parameters[i];
        if (i >= now.parameters.size()) {
            all.push_back({old.name, u"the parameter '%1' is removed"_s.arg(parameter.name), true});
            continue;
        }
        const QString problem =
            Fitting(after, before).problem(*now.parameters[i].type, *parameter.type);
        if (!problem.isEmpty())
            all.push_back({old.name,
                u"the parameter '%1' may be another one: %2"_s.arg(parameter.name, problem), true});
    }
    if (now.parameters.size() > old.parameters.size())
        all.push_back({old.name, u"has more parameters"_s});
    return all;
}

} // namespace Api
